"""The archive, or a part of it, to take away: each kind a module that gives bytes; the command writes them."""

from sitegen.export.selecting import Selection, choose

__all__ = ["Selection", "choose"]
