"""Clippings that went, and those that only changed their name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.content.merging import untouched
from sitegen.content.store import remove
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sitegen.content.desk import Desk
    from sitegen.model import Clipping
    from sitegen.problems import Severity


def follow_renamed(desk: Desk, clippings: Iterable[Clipping], here: Collection[str]) -> None:
    """A clipping that is gone, and one of another name with the same bytes: its stories go along."""
    gone = {row.digest: name for name, row in sorted(desk.clippings.items(), reverse=True) if name not in here}
    for clipping in clippings:
        before = gone.get(clipping.digest)
        if clipping.name in desk.clippings or before is None or before not in desk.clippings:
            continue
        desk.rename_clipping(before, clipping.name)
        message = f"has become {clipping.name}; its stories went along"
        desk.told.problems.append(Problem(before, message, severity="note"))


def drop_gone(desk: Desk, here: Collection[str]) -> None:
    """Takes away the untouched stories of clippings that are no more; edited ones stay and are told of."""
    gone = sorted({name for name in {*desk.clippings, *desk.of_clipping} if name and name not in here})
    if gone and not here:
        message = f"no clippings at all, where there were {len(gone)}; no story was removed"
        # where the ledger has none, the archive came back from an export, which is without them
        severity: Severity = "error" if desk.clippings else "warning"
        desk.told.problem("", message, 0, severity, "", "is seeds/ where it should be?")
        return
    for name in gone:
        known = desk.clippings.get(name)
        news = known is not None and known.digest != ""
        left = [identity for identity in desk.of(name) if not _drop(desk, identity, name, news)]
        if known is None:
            continue
        if left:
            # Told once; and should the clipping come back, it is read again.
            desk.clippings[name] = replace(known, digest="")
        else:
            remove(desk.content_dir / known.path, desk.content_dir)
            del desk.clippings[name]


def _drop(desk: Desk, identity: str, name: str, news: bool) -> bool:
    """Takes a story of a clipping that is gone away; False where it stays."""
    row = desk.rows[identity]
    path = desk.paths.get(identity)
    if path is None:
        del desk.rows[identity]
        return True
    story = desk.read(path)
    if story is not None and untouched(story, row):
        return desk.remove(identity)
    if news and not row.own:
        message = f"its clipping {name} is gone; the story stays, for an editor changed it"
        desk.told.problem(path, message, 0, "warning")
    return False
