"""The archive in the other script: traditional characters for simplified ones, or the other way round."""
