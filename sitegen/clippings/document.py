"""The parse document: what the splitter and the tagger make of one clipping, for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitegen.model import Clipping, Line, Span, Split, Story, Tag, Tags


def document(clipping: Clipping, split: Split, tags: Sequence[Tags] | None = None) -> dict[str, Any]:
    """One clipping as plain data, ready for JSON."""
    by_story: Sequence[Tags | None] = tags if tags is not None else [None] * len(split.stories)
    county = clipping.imprint.county or _commonest(tag.county.name for tag in tags or () if tag.county)
    return {
        "page": clipping.name,
        "county": county,
        "encoding": clipping.encoding,
        "encoding_reason": clipping.encoding_reason,
        "stories": [_story(story, tag) for story, tag in zip(split.stories, by_story, strict=True)],
        "other": [{"role": rest.role, "text": rest.text, "lines": list(rest.lines)} for rest in split.other],
    }


def _commonest(names: Iterable[str]) -> str:
    listed = list(names)
    return max(listed, key=listed.count, default="")


def _story(story: Story, tags: Tags | None) -> dict[str, Any]:
    made: dict[str, Any] = {
        "kicker": story.kicker,
        "headline": story.headline,
        "subhead": story.subhead,
        "body": [{"kind": part.kind, "text": part.text, "lines": _spans(part.lines)} for part in story.body],
        "byline": story.byline,
        "captions": [caption.text for caption in story.captions],
        "caption_lines": [list(caption.lines) for caption in story.captions],
        "truncated_head": story.truncated_head,
        "truncated_tail": story.truncated_tail,
        "reporters": list(story.reporters),
    }
    if tags is not None:
        made |= {
            "county": tags.county.name if tags.county else "",
            "townships": _names(tags.townships),
            "mentioned_townships": _names(tags.mentioned_townships),
            "villages": _names(tags.villages),
            "mentioned_villages": _names(tags.mentioned_villages),
            "people": _names(tags.people),
            "posts": [tag.note for tag in tags.people],
            "topics": _names(tags.topics),
            "organisations": _names(tags.organisations),
            "date": tags.date.date,
            "date_text": tags.date.text,
            "date_basis": tags.date.basis,
        }
    return made | {
        "confidence": round(story.confidence, 4),
        "doubts": list(story.doubts),
        "lines": _spans(story.lines),
        "title_lines": _spans(story.title_lines),
    }


def _names(tags: Iterable[Tag]) -> list[str]:
    return [tag.name for tag in tags]


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]


def document_text(clipping: Clipping, split: Split, tags: Sequence[Tags] | None = None) -> str:
    """The same for a person: every line with its number, story and role, then each story in short."""
    told = [f"{clipping.name}: {len(clipping.lines)} lines, {clipping.encoding} ({clipping.encoding_reason})"]
    known = clipping.imprint
    parts = (known.paper, known.date, known.page_number, known.page_name, known.county)
    if any(parts):
        told.append("  " + " · ".join(filter(None, parts)))
    told += ["", *_page(clipping.lines, split), ""]
    for number, story in enumerate(split.stories, 1):
        told += _summary(number, story, tags[number - 1] if tags is not None else None)
    for rest in split.other:
        told.append(f"[{rest.role}] lines {_range(rest.lines)}: {rest.text}")
    return "\n".join(told).rstrip("\n") + "\n"


def _page(lines: Sequence[Line], split: Split) -> Iterator[str]:
    roles = line_roles(split)
    digits = len(str(len(lines)))
    for line in lines:
        story, role = roles.get(line.number, (0, ""))
        mark = f"{story or '':>3} {role:<15}" if role else " " * 19
        text = "".join(char if char.isprintable() or char in "\u3000\t" else f"<{ord(char):X}>" for char in line.text)
        yield f"{line.number:>{digits}} {mark} {text}".rstrip()


def line_roles(split: Split) -> dict[int, tuple[int, str]]:
    """Story number (0: none) and role of each line that has one; where a line has several, the most telling."""
    roles: dict[int, tuple[int, str]] = {}

    def put(spans: Iterable[Span], story: int, role: str) -> None:
        for first, last in spans:
            for line in range(first, last + 1):
                roles[line] = story, role

    for rest in split.other:
        put([rest.lines], 0, rest.role)
    for number, story in enumerate(split.stories, 1):
        put(story.lines, number, "byline" if story.byline else "body")
        for passage in story.body:
            put(passage.lines, number, "body" if passage.kind == "paragraph" else "crosshead")
        put([caption.lines for caption in story.captions], number, "caption")
        put(story.title_lines, number, "title")
    return roles


def _summary(number: int, story: Story, tags: Tags | None) -> Iterator[str]:
    title = " / ".join(filter(None, (story.kicker, story.headline, story.subhead))) or "(no headline)"
    yield f"{number}. {title}"
    letters = sum(len(passage.text) for passage in story.body)
    facts = [f"lines {', '.join(map(_range, story.lines))}", f"{len(story.body)} paragraphs, {letters} characters"]
    facts.append(f"confidence {story.confidence:.2f}")
    if story.truncated_head or story.truncated_tail:
        lost = " and ".join(
            end for end, gone in (("beginning", story.truncated_head), ("end", story.truncated_tail)) if gone
        )
        facts.append(f"{lost} lost")
    yield "   " + "; ".join(facts)
    named = [("byline", story.byline), ("reporters", " ".join(story.reporters))]
    if tags is not None:
        named += [
            ("places", " ".join(_names((*([tags.county] if tags.county else []), *tags.townships, *tags.villages)))),
            ("mentioned", " ".join(_names((*tags.mentioned_townships, *tags.mentioned_villages)))),
            ("topics", " ".join(_names(tags.topics))),
            ("people", " ".join(tag.name + (f"（{tag.note}）" if tag.note else "") for tag in tags.people)),
            ("date", " ".join(filter(None, (tags.date.date, tags.date.text, tags.date.basis)))),
        ]
    yield from (f"   {label}: {value}" for label, value in named if value)
    yield from (f"   caption: {caption.text} (line {_range(caption.lines)})" for caption in story.captions)
    yield from (f"   doubt: {doubt}" for doubt in story.doubts)
    yield ""


def _range(span: Span) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]}-{span[1]}"
