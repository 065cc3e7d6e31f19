"""From a clipping's text to its stories; pure after the read."""
