"""A question asked of index and catalogue together: what it means to both, its answer, and what to ask instead."""
