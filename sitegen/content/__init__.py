"""The editors' side: the only door to content/."""
