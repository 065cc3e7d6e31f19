"""A finished site looked through as readers, their browsers and their programs will meet it; nothing is changed."""

from sitegen.inspection.inspecting import Inspected, inspect

__all__ = ["Inspected", "inspect"]
