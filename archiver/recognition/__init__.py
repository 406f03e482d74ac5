"""Recognising the words of scans: what is asked and answered, and the child that does it."""
