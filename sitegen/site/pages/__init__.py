"""The planners: one module for each kind of page."""
