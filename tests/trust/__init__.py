"""Attacks on the whole: what a hostile clipping, editor, disk or network could do, and that it does not."""
