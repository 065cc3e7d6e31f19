"""The lines that editors have decided about, which a new reading may not hand to other stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.content.matching import holds, numbers, story_text
from sitegen.content.merging import BODY, file_hashes, untouched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.content.desk import Desk
    from sitegen.model import Story


class Claims:
    """The lines of a clipping that an editor has decided about, by story; read from the files only when asked.

    `bodies` are the hashes of the present bodies of those stories that the machine still finds.
    """

    def __init__(self, desk: Desk, ids: Sequence[str], bodies: Mapping[str, str], own: Sequence[str]) -> None:
        self._desk = desk
        self._own = own
        self._ids = ids
        self._bodies = bodies
        self._held: dict[str, frozenset[int]] | None = None

    def held(self) -> Mapping[str, frozenset[int]]:
        if self._held is None:
            self._held = {
                identity: numbers(self._desk.rows[identity].lines)
                for identity in self._ids
                if self._keeps_text(identity)
            }
        return self._held

    def _keeps_text(self, identity: str) -> bool:
        """True for a story whose text stays whatever the machine reads: deleted, edited, or an editor's own.

        Where the machine still finds it, only its body counts; else any correction keeps the whole file.
        """
        path = self._desk.paths.get(identity)
        if path is None:
            return True
        row = self._desk.rows[identity]
        story = self._desk.read(path)
        if story is None:
            return True
        if identity in self._bodies:
            # Without a history, what differs from the present reading is an editor's.
            base = row.base(BODY) if row.wrote else self._bodies[identity]
            return file_hashes(story).get(BODY, "") != base
        return not untouched(story, row)

    def claimant(self, lines: frozenset[int], story: Story) -> str | None:
        """The story that holds most of these lines, where editors have decided about more than half of them.

        An editor's own story holds what its text says, for the lines in it may be those of the story it was
        copied from.
        """
        held = {identity: lines & claimed for identity, claimed in self.held().items()}
        if held and 2 * len(frozenset().union(*held.values())) > len(lines):
            return max(held, key=lambda identity: (len(held[identity]), identity))
        text = story_text(story)
        for identity in self._own:
            path = self._desk.paths.get(identity)
            own = self._desk.read(path) if path is not None else None
            if own is not None and holds(own.body, text):
                return identity
        return None

    def taken_in(self, lines: frozenset[int], mine: str) -> list[str]:
        """The stories of others most of whose lines are among these."""
        return [
            identity
            for identity, claimed in self.held().items()
            if identity != mine and 2 * len(lines & claimed) > len(claimed)
        ]
