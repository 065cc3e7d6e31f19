"""Threads, titles and asides composed to the stories of a page, and the rest listed with its role."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.model import Caption, Leftover, LeftoverRole, Passage, Story

from . import cues, lexicon
from .confidence import confidence, evidence_of
from .crossheads import as_heading
from .doubts import doubts_of
from .pieces import Aside, Item, Piece, Stack, TitleRow, joined_titles, reflowed, spans_of
from .stacking import settled
from .topics import pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .arranging import Decision
    from .rows import Row
    from .threads import Body


def composed(decision: Decision) -> tuple[list[Story], list[Leftover]]:
    """The stories of a section of a page, and what of it belongs to none."""
    items, body, titles, kickers = decision.items, decision.body, decision.titles, decision.kickers
    threads, stacks = decision.arrangement.threads, titles.stacks
    stack_of = {match.thread: stacks[match.stack] for match in decision.arrangement.matches}
    asides = [item for item in items if isinstance(item, Aside)]
    bylines, captions = _asides_by_thread(items, body, threads, stack_of)
    stories = []
    matched = {id(stack) for stack in stack_of.values()}
    spare = [stack for stack in stacks if id(stack) not in matched]
    inside: set[int] = set()
    for number, thread in enumerate(threads):
        pieces = _with_crossheads([body.pieces[at] for at in thread], spare, inside)
        rows = _titles(kickers.get(number), stack_of.get(number), pieces)
        story = _story(pieces, rows, bylines.get(number, []), captions.get(number, []))
        sure = confidence(evidence_of(decision, number))
        stories.append(replace(story, confidence=sure, doubts=doubts_of(decision, number)))
    used = inside | {id(stack) for stack in (*stack_of.values(), *kickers.values())}
    taken = {id(aside) for group in (*bylines.values(), *captions.values()) for aside in group}
    unused: list[tuple[LeftoverRole, Stack]] = [("orphan_headline", stack) for stack in stacks if id(stack) not in used]
    unused += [("banner", stack) for stack in titles.kickers if id(stack) not in used]
    other = [_left(role, joined_titles(stack.rows), [title.row for title in stack.rows]) for role, stack in unused]
    for aside in asides:
        if id(aside) not in taken:
            role: LeftoverRole = "noise" if aside.role == "byline" else aside.role
            texts = captions_in(aside.text) if role == "caption" else [aside.text]
            other += [_left(role, text, aside.rows) for text in texts]
    return stories, other


def _left(role: LeftoverRole, text: str, rows: Sequence[Row]) -> Leftover:
    lines = [row.line for row in rows]
    return Leftover(role, text, (min(lines), max(lines)))


_SHORTEST_CAPTION = 8


def captions_in(text: str) -> list[str]:
    """The captions of one line: several are parted by a space with enough text on both sides of it.

    A photographer's name behind a space is no caption.
    """
    found: list[str] = []
    for part in re.split(r"[ \u3000]+", text):
        if found and (len(part) < _SHORTEST_CAPTION or len(found[-1]) < _SHORTEST_CAPTION):
            found[-1] += " " + part
        else:
            found.append(part)
    return found


def left_rows(role: LeftoverRole, rows: Iterable[Row]) -> list[Leftover]:
    """Rows of no story, each by itself."""
    return [_left(role, row.text, [row]) for row in rows if row.text]


def left_doubled(rows: Iterable[Row]) -> list[Leftover]:
    """The text that was printed a second time."""
    return [_left("duplicate", row.doubled, [row]) for row in rows]


def _titles(kicker: Stack | None, stack: Stack | None, pieces: Sequence[Piece]) -> list[TitleRow]:
    """The title rows of a story, the kicker that stood apart first."""
    own = list(stack.rows) if stack else []
    text = {pair for piece in pieces for pair in pairs_of(piece.key)}

    def cover(key: str) -> float:
        pairs = set(pairs_of(key))
        return len(pairs & text) / len(pairs) if pairs else 0.0

    if kicker is None:
        return settled(own, cover)
    return [*kicker.rows, *own]


_FEW_ROWS = 3


def _with_crossheads(pieces: Sequence[Piece], spare: Sequence[Stack], inside: set[int]) -> list[Piece]:
    """The pieces with the stacks that no story took, and that stand between two of them, as the crossheads they are.

    Those that found a place are added to `inside`.
    """
    out: list[Piece] = []
    for at, piece in enumerate(pieces):
        if at:
            for stack in spare:
                before = pieces[at - 1]
                between = before.place < stack.place < piece.place and piece.place - before.place < 4
                if between and (stack.soft or _is_crosshead(stack, before, piece)):
                    out.append(as_heading(stack))
                    inside.add(id(stack))
        out.append(piece)
    return out


def _is_crosshead(stack: Stack, before: Piece, after: Piece) -> bool:
    """Whether a stack that no story took may be a crosshead of the one it stands in: short, and at a full stop."""
    return len(stack.rows) <= _FEW_ROWS and not before.tail_open and before.kind == after.kind


def _asides_by_thread(
    items: Sequence[Item], body: Body, threads: Sequence[Sequence[int]], stack_of: dict[int, Stack]
) -> tuple[dict[int, list[Aside]], dict[int, list[Aside]]]:
    thread_at: dict[int, int] = {}
    for number, thread in enumerate(threads):
        for at in thread:
            thread_at[body.pieces[at].place] = number
    for number, stack in stack_of.items():
        thread_at[stack.place] = number
    first_places = {body.pieces[thread[0]].place: number for number, thread in enumerate(threads)}
    body_ends = {number: max(body.pieces[at].place for at in thread) for number, thread in enumerate(threads)}
    bylines: dict[int, list[Aside]] = {}
    captions: dict[int, list[Aside]] = {}
    for item in items:
        if not isinstance(item, Aside):
            continue
        if item.role == "byline":
            signed = _byline_owner(items, item, thread_at, first_places, body_ends)
            if signed is not None:
                bylines.setdefault(signed, []).append(item)
    for run in _caption_runs(items):
        owner = _caption_owner(items, run, thread_at, body, threads)
        if owner is not None:
            captions.setdefault(owner, []).extend(run)
    return bylines, captions


def _byline_owner(
    items: Sequence[Item],
    byline: Aside,
    thread_at: dict[int, int],
    first_places: dict[int, int],
    body_ends: dict[int, int],
) -> int | None:
    """The story that a byline signs: the one whose title or whose end is just before it, else the next one."""
    before = byline.place - 1
    while before >= 0 and isinstance(items[before], Aside):
        before -= 1
    after = byline.place + 1
    while after < len(items) and isinstance(items[after], Aside):
        after += 1
    previous = items[before] if before >= 0 else None
    following = items[after] if after < len(items) else None
    opens = isinstance(following, Piece) and first_places.get(after) is not None
    if isinstance(previous, Stack) and before in thread_at:
        own = thread_at[before]
        if opens and thread_at[after] != own and body_ends.get(own, before) < before:
            return thread_at[after]  # the title stood below its body, so this signs the next one
        return own
    if isinstance(previous, Piece) and not previous.tail_open and not (opens and previous.signed):
        return thread_at[before]
    if following is not None and after in thread_at:
        return thread_at[after]
    return thread_at.get(before)


_SHARED = 0.35
_BESIDE = 0.3
"""What standing beside a story is worth to a caption, in shares of its letter pairs."""


def _caption_runs(items: Sequence[Item]) -> list[list[Aside]]:
    """Captions with nothing but asides between them: they stand under one picture page and go together."""
    runs: list[list[Aside]] = [[]]
    for item in items:
        if not isinstance(item, Aside):
            runs.append([])
        elif item.role == "caption":
            runs[-1].append(item)
    return [run for run in runs if run]


def _lies(body: Body, thread: Sequence[int], place: int, side: int) -> bool:
    """Whether a thread has a piece on the far side of a place, seen from its title: side 1 is after, -1 before."""
    return any((body.pieces[at].place - place) * side > 0 for at in thread)


def _caption_owner(
    items: Sequence[Item],
    run: Sequence[Aside],
    thread_at: Mapping[int, int],
    body: Body,
    threads: Sequence[Sequence[int]],
) -> int | None:
    """The story that captions stand in; else the one they share most with, less being enough beside it."""
    place, key = run[0].place, "".join(caption.key for caption in run)
    before = next((at for at in range(place - 1, -1, -1) if not isinstance(items[at], Aside)), -1)
    after = next((at for at in range(place + 1, len(items)) if not isinstance(items[at], Aside)), -1)
    beside = {
        thread_at[at]
        for at, side in ((before, 1), (after, -1))
        if at in thread_at and (isinstance(items[at], Piece) or _lies(body, threads[thread_at[at]], place, side))
    }
    if before in thread_at and thread_at.get(after) == thread_at[before]:
        return thread_at[before]
    shares: list[tuple[float, int]] = []
    for number, thread in enumerate(threads):
        pairs = dict.fromkeys((pair for at in thread for pair in pairs_of(body.pieces[at].key)), 1.0)
        share = body.likeness.covered(key, pairs)
        if number in beside and share > 0.05:
            share += _BESIDE + (0.05 if number == thread_at.get(before) else 0.0)
        if share > _SHARED:
            shares.append((share, -number))
    return -max(shares)[1] if shares else None


def _story(
    pieces: Sequence[Piece], titles: Sequence[TitleRow], bylines: Sequence[Aside], captions: Sequence[Aside]
) -> Story:
    passages = _passages(pieces)
    byline = " ".join(_signed(aside.text) for aside in bylines)
    if passages and passages[-1].kind == "paragraph":
        found = cues.TAIL_BYLINE.search(passages[-1].text)
        rest = passages[-1].text[: found.start()] if found else ""
        if found and rest.strip() and cues.ends_sentence(rest.strip()):
            passages[-1] = replace(passages[-1], text=rest.rstrip())
            byline = " ".join(filter(None, [byline, _signed(found.group())]))
    first, last = pieces[0], pieces[-1]
    rows = [row for piece in pieces for row in piece.rows]
    rows += [row for aside in (*bylines, *captions) for row in aside.rows]
    title_rows = [title.row for title in titles]
    return Story(
        kicker=joined_titles([title for title in titles if title.role == "kicker"]),
        headline=joined_titles([title for title in titles if title.role == "headline"]),
        subhead=joined_titles([title for title in titles if title.role == "subhead"]),
        body=tuple(passages),
        byline=byline,
        captions=tuple(
            Caption(text, (aside.rows[0].line, aside.rows[-1].line))
            for aside in captions
            for text in captions_in(aside.text)
        ),
        reporters=_reporters(passages, byline),
        truncated_head=first.head_open or (len(pieces) > 1 and _is_rest(first)),
        truncated_tail=last.tail_open,
        lines=spans_of(sorted(row.line for row in rows + title_rows)),
        title_lines=spans_of(row.line for row in title_rows),
    )


_SHORT_REST = 10


def _is_rest(piece: Piece) -> bool:
    """Whether a paragraph is the end of one: a few letters up to a full stop, with no word at their beginning."""
    few = piece.kind == "paragraph" and len(piece.key) <= _SHORT_REST
    return few and cues.ends_sentence(piece.key) and lexicon.begins_no_word(piece.key)


def _passages(pieces: Sequence[Piece]) -> list[Passage]:
    """Paragraphs made whole again across the seams, and crossheads."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        joins = (
            groups
            and piece.kind == "paragraph"
            and groups[-1][-1].kind == "paragraph"
            and (piece.head_open or _cut(groups[-1][-1], piece))
        )
        if joins:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    passages = []
    for group in groups:
        rows = [row for piece in group for row in piece.rows]
        text = group[0].text if len(group) == 1 else reflowed(rows)
        passages.append(Passage(group[0].kind, text, spans_of(row.line for row in rows)))
    return passages


def _cut(left: Piece, right: Piece) -> bool:
    """Whether a paragraph goes on over the seam although the right piece looks like a beginning."""
    if not left.tail_open or left.key.endswith(("：", ":", "——", "；", "…")):
        return False
    return not right.dateline


def _signed(text: str) -> str:
    """A byline as printed, without the spaces around it."""
    return re.sub(r"\s+", " ", text).strip()


_REPORTER = r"(?!记者|通讯员|摄影|报道)[\u4e00-\u9fff]{2,4}"
_REPORTER_LIST = re.compile(rf"(?:记者|通讯员)[\s:：]*({_REPORTER}(?:[\s、,，]+{_REPORTER})*)")


def _reporters(passages: Sequence[Passage], byline: str) -> tuple[str, ...]:
    """Names after 记者 and 通讯员 in the dateline's brackets and in the byline, each once."""
    names: list[str] = []
    opening = passages[0].text[:60] if passages else ""
    bracket = re.match(r"^[^（(。]{0,14}[（(]([^）)]{2,40})[）)]", opening)
    for text in filter(
        None, (bracket.group(1) if bracket and re.search("记者|通讯员", bracket.group(1)) else "", byline)
    ):
        for found in _REPORTER_LIST.finditer(text):
            names += re.split(r"[\s、,，]+", found.group(1))
        if text == byline and not _REPORTER_LIST.search(text):
            bare = re.sub(r"[()（）□■◎●/、,，:：]|文图|图文|文/图|图/文|摄影报道|摄影|供稿|撰文", " ", text)
            names += [name for name in bare.split() if 2 <= len(name) <= 4 and name not in ("文", "图")]
    return tuple(dict.fromkeys(names))
