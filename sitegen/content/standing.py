"""Where the clippings of seeds/ stand against what was carried into content/ last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.content.desk import read_ledger
from sitegen.content.journal import read_plan
from sitegen.content.ledger import FAULTY, NAME, clippings_in
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sitegen.content.ledger import ClippingRow


@dataclass(frozen=True, slots=True)
class Standing:
    """The clippings of seeds/ by what an import would do with them."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Their text or their sidecar is another than at the last import."""
    gone: tuple[str, ...] = ()
    """Carried in once, and no longer in seeds/."""
    faulty: tuple[str, ...] = ()
    """Unchanged, but something was said of them that is to be said again."""
    otherwise: tuple[str, ...] = ()
    """Unchanged, but the program, its data or the settings would read them otherwise."""

    left: bool = False
    """Stories of a clipping that is gone stay because an editor changed them, and go when the change is undone."""

    @property
    def settled(self) -> bool:
        """An import would find nothing to do, whatever else editors write into their stories."""
        return not (self.due or self.gone or self.left)

    @property
    def due(self) -> frozenset[str]:
        """What must be split and tagged and carried in."""
        return frozenset((*self.new, *self.changed, *self.otherwise))


def standing(content_dir: Path, digests: Mapping[str, str], reader: str = "") -> Standing:
    """How the clippings of seeds/, by name with their digests, stand; without `reader` it is not asked who read them.

    Where the ledger is lost or an import was cut off, all are new.
    """
    rows = _clippings(content_dir)
    if rows is None or read_plan(content_dir) is not None:
        return Standing(new=tuple(sorted(digests)))
    found: dict[str, list[str]] = {"new": [], "changed": [], "faulty": [], "otherwise": []}
    for name, digest in sorted(digests.items()):
        row = rows.get(name)
        if row is None:
            found["new"].append(name)
        elif row.digest != digest or not digest:
            found["changed"].append(name)
        elif reader and row.reader.removesuffix(FAULTY) != reader:
            found["otherwise"].append(name)
        elif row.reader.endswith(FAULTY):
            found["faulty"].append(name)
    # an empty digest: that it is gone was told, and edited stories of it are left
    gone = sorted(name for name, row in rows.items() if name not in digests and row.digest)
    left = any(name not in digests and not row.digest for name, row in rows.items())
    return Standing(gone=tuple(gone), left=left, **{kind: tuple(names) for kind, names in found.items()})


def _clippings(content_dir: Path) -> Mapping[str, ClippingRow] | None:
    """The clippings as the ledger has them, None where it is damaged."""
    try:
        found = clippings_in((content_dir / NAME).read_bytes().decode("utf-8", "surrogatepass"))
    except (OSError, UnicodeDecodeError):
        found = None
    if found is not None:
        return found
    ledger, problems = read_ledger(content_dir)
    return None if problems else ledger.clippings


def to_import(found: Standing, seeds: str) -> Iterator[Problem]:
    """What `sitegen check` says of clippings that content/ does not follow."""
    hint = "`sitegen import` carries it in"
    for name in found.changed:
        message = "changed since the last import; its stories are of what it was"
        yield Problem(f"{seeds}/{name}", message, severity="warning", hint=hint)
    for name in found.gone:
        message = "gone since the last import; its stories are still there"
        hint_gone = "put it back, or `sitegen import` takes away those that nobody edited"
        yield Problem(f"{seeds}/{name}", message, severity="warning", hint=hint_gone)
    for name in found.new:
        yield Problem(f"{seeds}/{name}", "not imported yet", severity="note", hint=hint)
