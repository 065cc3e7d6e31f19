"""A clipping as content/ keeps it: its text line by line, and the machine's reading of it, as JSON that diffs well."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sitegen.model import Caption, Clipping, ClippingRecord, Figure, Imprint, Leftover, Line, Passage, Split, Story
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.model import Span

_IMPRINT = tuple(part.name for part in fields(Imprint))
_FIGURE = tuple(part.name for part in fields(Figure))


def render_clipping(record: ClippingRecord, kept: Iterable[tuple[str, Sequence[Span]]] = ()) -> bytes:
    """The file of one clipping."""
    return clipping_json(record, kept).encode()


def clipping_json(record: ClippingRecord, kept: Iterable[tuple[str, Sequence[Span]]] = ()) -> str:
    """The JSON of one clipping: one line of text a line, one passage a line.

    `kept` are stories that were made of it once and are not in its present reading, deleted or an editor's now: with
    them the ledger can be made anew.
    """
    table = clipping_table(record)
    lines, told, other = table.pop("lines"), table.pop("stories"), table.pop("other")
    parts = [f" {_json(key)}: {_json(value)}" for key, value in table.items()]
    parts.append(f' "lines": {_list(lines, 2)}')
    stories = ",\n".join(map(_laid_out, told))
    parts.append(f' "stories": [\n{stories}\n ]' if stories else ' "stories": []')
    parts.append(f' "other": {_list(other, 2)}')
    remembered = [{"id": identity, "lines": spans} for identity, spans in kept]
    if remembered:
        parts.append(f' "kept": {_list(remembered, 2)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def clipping_table(record: ClippingRecord) -> dict[str, Any]:
    """What that JSON says, but for what was kept; what is empty is left out."""
    clipping = record.clipping
    return {
        "name": clipping.name,
        "encoding": clipping.encoding,
        "encoding_reason": clipping.encoding_reason,
        "digest": clipping.digest,
        "imprint": {key: value for key in _IMPRINT if (value := getattr(clipping.imprint, key))},
        "lines": [line.text for line in clipping.lines],
        "stories": [
            _story(story, identity, figures)
            for story, identity, figures in zip(record.split.stories, _ids(record), _figures(record), strict=True)
        ],
        "other": [{"role": rest.role, "text": rest.text, "lines": rest.lines} for rest in record.split.other],
    }


def read_kept(data: bytes) -> dict[str, tuple[Span, ...]]:
    """The stories that a clipping's file remembers besides those of its present reading, with their lines."""
    try:
        return {str(kept["id"]): _spans(kept["lines"]) for kept in json.loads(data).get("kept", ())}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def parse_clipping(data: bytes, path: str) -> tuple[ClippingRecord | None, list[Problem]]:
    """The clipping that a file of clippings/ holds, or None and what is wrong with it."""
    try:
        table = json.loads(data)
        clipping = Clipping(
            table["name"],
            lines_in(table),
            Imprint(**table.get("imprint", {})),
            table["encoding"],
            table["encoding_reason"],
            table["digest"],
        )
        ids = tuple(str(story.get("id", "")) for story in table["stories"])
        record = ClippingRecord(clipping, split_in(table), ids, figures_in(table))
    except json.JSONDecodeError as error:
        hint = "made by the import: delete it, and the next import makes it anew"
        return None, [Problem(path, f"not valid JSON: {error.msg}", error.lineno, error.colno, hint=hint)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        hint = "made by the import: delete it, and the next import makes it anew"
        return None, [Problem(path, f"not what an import writes: {error!r}", hint=hint)]
    return record, []


def lines_in(table: dict[str, Any]) -> tuple[Line, ...]:
    """The lines of the clipping whose file holds this."""
    return tuple(Line(number, text) for number, text in enumerate(table["lines"], 1))


def split_in(table: dict[str, Any]) -> Split:
    """The machine's reading of it."""
    other = tuple(Leftover(rest["role"], rest["text"], _span(rest["lines"])) for rest in table["other"])
    return Split(table["name"], tuple(map(_read_story, table["stories"])), other)


def figures_in(table: dict[str, Any]) -> tuple[tuple[Figure, ...], ...]:
    """The quantities that each story of it prints."""
    figures = tuple(tuple(map(_read_figure, story.get("figures", ()))) for story in table["stories"])
    return figures if any(figures) else ()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list(values: Iterable[object], indent: int) -> str:
    space = "\n" + " " * indent
    inner = ("," + space).join(map(_json, values))
    return f"[{space}{inner}\n{' ' * (indent - 1)}]" if inner else "[]"


def _ids(record: ClippingRecord) -> Sequence[str]:
    return record.story_ids or ("",) * len(record.split.stories)


def _figures(record: ClippingRecord) -> Sequence[Sequence[Figure]]:
    return record.figures or ((),) * len(record.split.stories)


def _story(story: Story, identity: str, figures: Sequence[Figure]) -> dict[str, Any]:
    """One story, with what is empty left out."""
    head = {
        "id": identity,
        "kicker": story.kicker,
        "headline": story.headline,
        "subhead": story.subhead,
        "byline": story.byline,
        "reporters": story.reporters,
        "truncated_head": story.truncated_head,
        "truncated_tail": story.truncated_tail,
        "confidence": round(story.confidence, 4),
        "doubts": story.doubts,
        "lines": story.lines,
        "title_lines": story.title_lines,
    }
    whole: dict[str, Any] = {key: value for key, value in head.items() if value or key == "confidence"}
    whole["body"] = [{"kind": part.kind, "text": part.text, "lines": part.lines} for part in story.body]
    if story.captions:
        whole["captions"] = [{"text": caption.text, "lines": caption.lines} for caption in story.captions]
    if figures:
        whole["figures"] = list(map(_figure, figures))
    return whole


def _laid_out(story: Mapping[str, Any]) -> str:
    """One story with a line for each passage, caption and quantity."""
    parts = [
        f"   {_json(key)}: {_list(value, 4) if key in ('body', 'captions', 'figures') else _json(value)}"
        for key, value in story.items()
    ]
    return "  {\n" + ",\n".join(parts) + "\n  }"


def _figure(figure: Figure) -> dict[str, object]:
    """One quantity, with what is empty left out; whole numbers without a point, as people write them."""
    values = {key: getattr(figure, key) for key in _FIGURE}
    for key in ("low", "high"):
        number = float(values[key])
        values[key] = int(number) if number.is_integer() else number
    return {key: value for key, value in values.items() if value or key in ("low", "high")}


def _read_figure(table: dict[str, Any]) -> Figure:
    texts = {key: str(table.get(key, "")) for key in ("text", "unit", "measures", "place", "sentence")}
    return Figure(low=float(table["low"]), high=float(table["high"]), line=int(table.get("line", 0)), **texts)


def _read_story(table: dict[str, Any]) -> Story:
    return Story(
        kicker=table.get("kicker", ""),
        headline=table.get("headline", ""),
        subhead=table.get("subhead", ""),
        body=tuple(Passage(part["kind"], part["text"], _spans(part["lines"])) for part in table["body"]),
        byline=table.get("byline", ""),
        captions=tuple(Caption(part["text"], _span(part["lines"])) for part in table.get("captions", ())),
        reporters=tuple(table.get("reporters", ())),
        truncated_head=bool(table.get("truncated_head", False)),
        truncated_tail=bool(table.get("truncated_tail", False)),
        confidence=float(table["confidence"]),
        doubts=tuple(table.get("doubts", ())),
        lines=_spans(table.get("lines", ())),
        title_lines=_spans(table.get("title_lines", ())),
    )


def _span(value: Sequence[int]) -> Span:
    first, last = value
    return int(first), int(last)


def _spans(values: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(map(_span, values))
