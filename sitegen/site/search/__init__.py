"""Search that works from the disk and never misses: an index of scripts that a page loads as it needs them."""

from sitegen.site.search.building import build_search

__all__ = ["build_search"]
