"""What turns a clipping into stories: the splitter itself, its ablations and two naive baselines."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

from sitegen.model import Clipping, Leftover, Line, Passage, Split, Story

Predictor = Callable[[Clipping], Split]

_TITLE_WIDTH = 26
_SENTENCE_END = re.compile(r"[。！？!?；;：:，,、]$")


def splitter() -> Predictor | None:
    """The project's own splitter, or None while there is none."""
    try:
        return importlib.import_module("sitegen.clippings.splitting").split  # type: ignore[no-any-return]
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("sitegen"):
            return None
        raise


def ablations(split: Predictor) -> Iterator[tuple[str, Predictor]]:
    """The splitter with each signal switched off in turn: one weight of its `weights` argument set to 0."""
    parameter = inspect.signature(split).parameters.get("weights")
    if parameter is None:
        return
    weights = parameter.default
    if weights is None:
        weights = importlib.import_module("sitegen.clippings.weights").Weights()
    if not dataclasses.is_dataclass(weights) or isinstance(weights, type):
        return
    for field in dataclasses.fields(weights):
        value = getattr(weights, field.name)
        if isinstance(value, (int, float)) and value:
            yield field.name, _with(split, dataclasses.replace(weights, **{field.name: type(value)(0)}))


def baselines() -> dict[str, Predictor]:
    """What a first afternoon would write, to see what every signal is worth."""
    return {"cut at 本报讯": cut_at_dateline, "cut at headlines": cut_at_headlines}


def cut_at_dateline(clipping: Clipping) -> Split:
    """A story from each 本报讯 to the next; its headline is the nearest short line without a full stop."""
    blocks = _blocks(clipping)
    titles = [i for i, block in enumerate(blocks) if _is_title(block)]
    starts = [i for i, block in enumerate(blocks) if block[0].text.strip().startswith("本报讯")]
    free, owner = set(titles), {}
    for start in starts:
        if free:
            owner[start] = min(free, key=lambda i: (abs(i - start), i))
            free.discard(owner[start])
    stories = []
    for start, stop in itertools.pairwise([*starts, len(blocks)]):
        body = [blocks[i] for i in range(start, stop) if i not in titles]
        stories.append(_story(blocks[owner[start]] if start in owner else (), body))
    first = starts[0] if starts else len(blocks)
    rest = [blocks[i] for i in range(len(blocks)) if i in free or (i < first and i not in titles)]
    return Split(clipping.name, tuple(stories), tuple(_leftover(block) for block in rest))


def cut_at_headlines(clipping: Clipping) -> Split:
    """A story from each short block without a full stop to the next such block."""
    stories: list[tuple[tuple[Line, ...], list[tuple[Line, ...]]]] = []
    loose: list[tuple[Line, ...]] = []
    for block in _blocks(clipping):
        if _is_title(block):
            stories.append((block, []))
        elif stories:
            stories[-1][1].append(block)
        else:
            loose.append(block)
    whole = tuple(_story(title, body) for title, body in stories if body)
    bare = [title for title, body in stories if not body]
    return Split(clipping.name, whole, tuple(map(_leftover, [*loose, *bare])))


def as_document(split: Split) -> dict[str, Any]:
    """A split as the parse document that gold is kept in, as far as it is scored."""
    return {
        "page": split.clipping,
        "stories": [
            {
                "kicker": story.kicker,
                "headline": story.headline,
                "subhead": story.subhead,
                "body": [{"kind": passage.kind, "text": passage.text} for passage in story.body],
                "byline": story.byline,
                "captions": [caption.text for caption in story.captions],
                "confidence": story.confidence,
            }
            for story in split.stories
        ],
        "other": [{"role": item.role, "text": item.text} for item in split.other],
    }


def _with(split: Predictor, weights: object) -> Predictor:
    return lambda clipping: split(clipping, weights=weights)  # type: ignore[call-arg]


def _blocks(clipping: Clipping) -> list[tuple[Line, ...]]:
    blocks: list[tuple[Line, ...]] = []
    run: list[Line] = []
    for line in clipping.lines:
        if line.text.strip():
            run.append(line)
        elif run:
            blocks.append(tuple(run))
            run = []
    return [*blocks, tuple(run)] if run else blocks


def _is_title(block: tuple[Line, ...]) -> bool:
    return len(block) <= 3 and all(
        len(line.text.strip()) <= _TITLE_WIDTH and not _SENTENCE_END.search(line.text.strip()) for line in block
    )


def _story(title: tuple[Line, ...], body: list[tuple[Line, ...]]) -> Story:
    passages = tuple(Passage("paragraph", _joined(block), (_span(block),)) for block in body)
    return Story(kicker="", headline=" ".join(line.text.strip() for line in title), subhead="", body=passages)


def _leftover(block: tuple[Line, ...]) -> Leftover:
    return Leftover("orphan_headline" if _is_title(block) else "noise", _joined(block), _span(block))


def _joined(block: tuple[Line, ...]) -> str:
    return "".join(line.text.strip() for line in block)


def _span(block: tuple[Line, ...]) -> tuple[int, int]:
    return block[0].number, block[-1].number
