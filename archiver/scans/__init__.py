"""The scans of a library: in line to be recognised, and read page by page."""
