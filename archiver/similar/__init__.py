"""Likeness of texts: sketches that name candidates, the exact comparison, and what a likeness makes of two papers."""
