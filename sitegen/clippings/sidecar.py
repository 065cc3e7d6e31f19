"""What an editor wrote beside a clipping: NAME.toml next to NAME.txt, its imprint and the facts pinned for it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sitegen.clippings.imprint import iso_date
from sitegen.model import Imprint, Pins
from sitegen.problems import Problem
from sitegen.tomlplaces import line_of, line_of_error, read_toml

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Span

_IMPRINT = ("paper", "date", "page_number", "page_name", "county", "url")
_KEYS = ("encoding", *_IMPRINT, "split")
_PINS = ("headlines", "stories", "follows", "ignore", "columns")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The content of a sidecar; `imprint` has empty fields where it says nothing."""

    encoding: str = ""
    imprint: Imprint = field(default_factory=Imprint)
    pins: Pins | None = None


class _WrongError(ValueError):
    """A value is not what its key asks for; the text says what would be."""


def read_encoding(text: str) -> str:
    """The encoding that a sidecar declares, which is needed before the clipping's lines can be counted."""
    try:
        value = read_toml(text).get("encoding", "")
    except tomllib.TOMLDecodeError:
        return ""
    return value.strip() if isinstance(value, str) else ""


def parse_sidecar(text: str, path: str, line_count: int) -> tuple[Sidecar, list[Problem]]:
    """The sidecar of a clipping with `line_count` lines; each value that cannot be used is left out and reported."""
    try:
        table = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        line, message = line_of_error(error, text)
        return Sidecar(), [Problem(path, message, line, source=_source(text, line))]
    problems: list[Problem] = []

    def take(key: tuple[str, ...], value: object, read: Callable[[Any], Any], default: Any) -> Any:
        try:
            return read(value)
        except _WrongError as error:
            line = line_of(text, key)
            problems.append(Problem(path, f'"{".".join(key)}" {error}', line, source=_source(text, line)))
            return default

    def unknown(key: tuple[str, ...], known: tuple[str, ...]) -> None:
        line = line_of(text, key)
        problems.append(
            Problem(
                path,
                f'unknown key "{".".join(key)}"',
                line,
                0,
                "error",
                _source(text, line),
                "known: " + ", ".join(known),
            )
        )

    values: dict[str, str] = {}
    pins: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            unknown((key,), _KEYS)
        elif key != "split":
            values[key] = take((key,), value, _date if key == "date" else _text, "")
        elif not isinstance(value, dict):
            take(("split",), value, _a_table, None)
        else:
            for pin, spans in value.items():
                if pin not in _PINS:
                    unknown(("split", pin), _PINS)
                    continue
                pins[pin] = take(("split", pin), spans, _reader(pin, line_count), ())
    encoding = values.pop("encoding", "")
    return Sidecar(encoding, Imprint(**values), Pins(**pins) if any(pins.values()) else None), problems


def _source(text: str, line: int) -> str:
    return text.split("\n")[line - 1].rstrip("\r") if line else ""


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise _WrongError(f"must be text, not {value!r}")
    return str(value).strip()


def _date(value: object) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    found = iso_date(_text(value))
    if not found and value != "":
        raise _WrongError(f'must be a date such as "2024-01-12", "2024-01" or "2024", not {value!r}')
    return found


def _a_table(value: object) -> None:
    raise _WrongError(f"must be a table, [split], not {value!r}")


def _reader(pin: str, line_count: int) -> Callable[[Any], Any]:
    """Reads the value of one pin, and sees to it that its lines are lines of the clipping."""

    def number(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise _WrongError(f"must hold line numbers, not {value!r}")
        if not 1 <= value <= line_count:
            raise _WrongError(f"names line {value}, but the clipping has lines 1 to {line_count}")
        return value

    def pair(value: object) -> tuple[int, int]:
        if not isinstance(value, list) or len(value) != 2:
            raise _WrongError(f"must hold pairs of line numbers such as [5, 7], not {value!r}")
        return number(value[0]), number(value[1])

    def span(value: object) -> Span:
        first, last = pair(value)
        if first > last:
            raise _WrongError(f"has a span that ends before it begins: [{first}, {last}]")
        return first, last

    def several(one: Callable[[object], Any]) -> Callable[[object], tuple[Any, ...]]:
        def read(value: object) -> tuple[Any, ...]:
            if not isinstance(value, list):
                raise _WrongError(f"must be a list, not {value!r}")
            return tuple(map(one, value))

        return read

    if pin == "follows":
        return several(pair)
    return several(several(span)) if pin == "stories" else several(span)
