"""A clipping file with all that is known of it: its lines, its encoding, its imprint, an editor's pins."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sitegen.bounds import foreign
from sitegen.clippings.encodings import Undecodable, decode
from sitegen.clippings.imprint import imprint_of_name
from sitegen.clippings.sidecar import Sidecar, parse_sidecar, read_encoding
from sitegen.model import Clipping, Imprint, Line
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_END = re.compile(r"\r\n|\n|\r")


class ReadingConfig(Protocol):
    """The settings that reading needs."""

    @property
    def filename_patterns(self) -> tuple[re.Pattern[str], ...]: ...

    @property
    def county(self) -> str: ...


def find_clippings(seeds_dir: Path) -> list[Path]:
    """The clippings below a folder, sorted by name: every NAME.txt but hidden ones.

    A link that leads out of the folder is not followed: what it points at is not the archive's.
    """
    inside = seeds_dir.resolve()
    return sorted(_below(seeds_dir, inside), key=lambda path: path.relative_to(seeds_dir).as_posix())


def _below(folder: Path, inside: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(inside):
            continue
        if entry.is_dir():
            # A link to a folder of the tree would give its clippings twice, or for ever.
            if not entry.is_symlink():
                yield from _below(Path(entry.path), inside)
        elif entry.name.lower().endswith(".txt") and entry.is_file():
            yield Path(entry.path)


def read_clipping(path: Path, seeds_dir: Path, config: ReadingConfig) -> tuple[Clipping | None, list[Problem]]:
    """One clipping, or None and why it cannot be read; what is wrong with its sidecar costs only that."""
    name = path.relative_to(seeds_dir).as_posix() if path.is_relative_to(seeds_dir) else path.name
    shown = f"{seeds_dir.name}/{name}" if path.is_relative_to(seeds_dir) else str(path)
    unfit = foreign(path, seeds_dir, shown) if path.is_relative_to(seeds_dir) else None
    if unfit:
        return None, [unfit]
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [Problem(shown, f"cannot be read: {error.strerror or error}")]
    beside = path.with_suffix(".toml")
    shown_beside = str(Path(shown).with_suffix(".toml"))
    unfit = foreign(beside, seeds_dir, shown_beside) if path.is_relative_to(seeds_dir) else None
    sidecar_text, sidecar_data, problems = ("", b"", [unfit]) if unfit else _sidecar_text(beside, shown_beside)
    decoded = decode(data, read_encoding(sidecar_text))
    if isinstance(decoded, Undecodable):
        hint = f'if it is text, declare its encoding in {beside.name}: encoding = "gb18030"'
        message = f"skipped: {decoded.message}; first bad byte at offset {decoded.offset}"
        return None, [*problems, Problem(shown, message, hint=hint)]
    lines = text_lines(decoded.text)
    sidecar = Sidecar()
    if sidecar_text:
        sidecar, found = parse_sidecar(sidecar_text, shown_beside, len(lines))
        problems += found
    return (
        Clipping(
            name,
            lines,
            _joined(sidecar.imprint, imprint_of_name(name, config.filename_patterns), config.county),
            decoded.encoding,
            decoded.reason,
            _digest(data, sidecar_data),
            sidecar.pins,
        ),
        problems,
    )


def clipping_digest(path: Path) -> str:
    """The digest that `read_clipping` gives, without decoding; "" where the file cannot be read."""
    try:
        data = path.read_bytes()
    except OSError:
        return ""
    try:
        return _digest(data, path.with_suffix(".toml").read_bytes())
    except OSError:
        return _digest(data, b"")


def _digest(data: bytes, sidecar: bytes) -> str:
    # The length keeps a byte moved from the clipping to its sidecar from giving the same digest.
    return hashlib.sha256(b"%d\n%s%s" % (len(data), data, sidecar)).hexdigest()


def text_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text, numbered as an editor's program shows them.

    Only CR, LF and CRLF end a line. A form feed and the like stay in the text: programs differ on whether they
    begin a line, and their numbers must not.
    """
    pieces = _LINE_END.split(text)
    if pieces[-1] == "":
        pieces.pop()
    return tuple(Line(number, piece) for number, piece in enumerate(pieces, 1))


def _sidecar_text(path: Path, shown: str) -> tuple[str, bytes, list[Problem]]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return "", b"", []
    except OSError as error:
        return "", b"", [Problem(shown, f"cannot be read: {error.strerror or error}")]
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n"), data, []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", data, [Problem(shown, f"not UTF-8 at byte {error.start}", line, hint="save the file as UTF-8")]


def _joined(sidecar: Imprint, of_name: Imprint, county: str) -> Imprint:
    """Each field from the sidecar, else from the file's name, else unknown."""
    values = {part.name: getattr(sidecar, part.name) or getattr(of_name, part.name) for part in fields(Imprint)}
    return Imprint(**{**values, "county": values["county"] or county})
