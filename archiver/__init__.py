"""The core of Wendu: everything the program knows about papers, and nothing about windows."""

__version__ = "0.1.0"
