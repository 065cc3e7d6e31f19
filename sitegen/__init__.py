"""Turns folders of Chinese newspaper clippings into a browsable archive."""

__version__ = "0.1.0"
