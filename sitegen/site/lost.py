"""A process that shared the work and was ended from outside, as a system does that runs out of memory."""

from __future__ import annotations

from sitegen.problems import Problem


class WorkerLostError(Exception):
    """It takes what it was at with it, so that the site cannot be finished."""


def lost_worker(folder: str) -> Problem:
    """That as a problem of the site's folder."""
    hint = "most often for want of memory: `sitegen build --jobs 1` needs the least"
    return Problem(folder, "cannot be made: a process that shared the work was ended from outside", hint=hint)
