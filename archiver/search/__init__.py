"""Finding papers by the words that stand in them."""
