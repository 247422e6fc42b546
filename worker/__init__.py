"""Dateline: raw news pages in, deduplicated and tagged articles out."""

__version__ = "0.1.0"
