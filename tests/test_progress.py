"""What is said while work goes on: plain lines in a file, a moving bar on a terminal, nothing where quiet is asked."""

from __future__ import annotations

import io

import pytest

from sitegen.problems import Problem
from sitegen.progress import Progress, TerminalProgress, progress_for

ALL = [Problem("a", "wrong"), Problem("b", "odd", severity="warning"), Problem("c", "so", severity="note")]


class Terminal(io.StringIO):
    """A stream that says of itself that somebody looks at it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("verbosity", "shown"), [(-1, "a"), (0, "ab"), (1, "abc")])
def test_how_much_is_said(verbosity: int, shown: str) -> None:
    stream = io.StringIO()
    Progress(verbosity, stream).show([*ALL, *ALL])
    assert "".join(line[0] for line in stream.getvalue().splitlines()) == shown, "each once"


def test_plain_lines_have_no_control_characters() -> None:
    stream = io.StringIO()
    progress = progress_for(1, stream)
    assert list(progress.track([1, 2], "reading")) == [1, 2]
    assert stream.getvalue().startswith("reading (")
    assert stream.getvalue().isprintable() or stream.getvalue().rstrip("\n").isprintable()


def test_a_terminal_sees_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    progress = progress_for(0, stream)
    assert isinstance(progress, TerminalProgress)
    assert list(progress.track([1, 2], "reading")) == [1, 2]
    with progress.step("writing"):
        pass
    assert "reading" in stream.getvalue()


def test_a_terminal_that_wants_quiet_gets_it() -> None:
    stream = Terminal()
    with progress_for(-1, stream).step("writing"):
        pass
    assert stream.getvalue() == ""


def test_a_step_that_fails_does_not_hide_why() -> None:
    with pytest.raises(ValueError, match="why"), Progress(0, io.StringIO()).step("x"):
        raise ValueError("why")
