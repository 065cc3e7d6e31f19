"""A newspaper page set in columns: where each line stands, in which order it is drawn, and the PDF itself."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.generator.wrapping import Measure, char_width, wrap

if TYPE_CHECKING:
    from random import Random

    from tests.generator.material import Article
    from tests.generator.page import Contents

Order = Literal["natural", "body first", "bodies, then heads", "heads, then bodies", "shuffled"]
ORDERS: tuple[tuple[Order, int], ...] = (
    ("natural", 4), ("body first", 4), ("shuffled", 3), ("bodies, then heads", 1), ("heads, then bodies", 1),
)  # fmt: skip
SONG, LATIN = "STSong-Light", "Times-Roman"
_RUNS = re.compile(r"[!-~]+|·|[^!-~·]+")
_SPLIT = re.compile(r"(·)")


@dataclass(frozen=True, slots=True)
class Press:
    """How a paper sets its pages."""

    columns: int
    characters: int
    """Ideographs in a column's line."""
    size: float
    gutter: float
    edge: Literal["pull", "hang", "squeeze"]
    indent: Literal["moved", "typed"]
    """moved: a paragraph's first line is set further in; typed: it begins with two wide spaces."""
    latin: bool
    justified: Literal["digits", "all", "none"]
    order: Order
    inset_titles: float
    shadows: float
    leading: float

    @property
    def column_width(self) -> float:
        return self.characters * self.size

    @property
    def line_height(self) -> float:
        return self.size * self.leading


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of text on the page; y grows downwards."""

    x: float
    y: float
    text: str
    size: float
    stretch: float = 0.0
    """Points by which the line falls short of its column's width."""


@dataclass(slots=True)
class Box:
    """An article, a picture or a banner, ready to be drawn."""

    head: list[Mark] = field(default_factory=list)
    body: list[Mark] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    bottom: float = 0.0


def random_press(random: Random) -> Press:
    """Some paper's habits."""
    columns = random.choice((3, 4, 4, 5, 5, 6))
    edge: Literal["pull", "hang", "squeeze"] = random.choice(("pull", "pull", "hang", "squeeze"))
    return Press(
        columns,
        random.choice((13, 14, 15, 16, 16, 17, 17, 18, 19, 20, 22)),
        random.choice((8.5, 9.0, 9.5, 10.0, 10.5)),
        random.choice((10.0, 14.0, 18.0, 22.0)),
        edge,
        random.choice(("moved", "moved", "moved", "typed")),
        random.random() < 0.5,
        random.choice(("digits", "digits", "all", "none")),
        random.choices([order for order, _ in ORDERS], [often for _, often in ORDERS])[0],
        random.choice((0.0, 0.0, 0.3, 0.6)),
        random.choice((0.0, 0.0, 0.0, 0.3)),
        random.choice((1.25, 1.35, 1.45, 1.6)),
    )


def page(contents: Contents, press: Press, random: Random) -> tuple[bytes, set[str]]:
    """The page as a PDF, and the titles that it prints twice."""
    boxes: list[Box] = []
    y = 60.0
    furniture = Box()
    width = press.columns * press.column_width + (press.columns - 1) * press.gutter
    for i, banner in enumerate(contents.banners):
        size = random.choice((11.0, 14.0, 18.0))
        x = random.choice((40.0, 40 + max(0.0, width - size * len(banner))))
        furniture.head.append(Mark(x, 28.0 + 22 * i, banner, size))
        y = 60.0 + 22 * i
    waiting = list(contents.articles)
    pictures = list(contents.captions)
    while waiting or pictures:
        y = _band(boxes, waiting, pictures, press, y, random) + random.choice((14, 20, 28))
    for credit in contents.credits:
        furniture.body.append(
            Mark(40 + (width - press.size * len(credit)) * random.choice((0, 1)), y, credit, press.size)
        )
        y += 2 * press.size
    ordered = _ordered(furniture, boxes, press.order, random)
    titles = [mark for box in boxes for mark in box.head if mark.size > 13]
    doubled = {mark.text for mark in titles if random.random() < press.shadows}
    return _draw(ordered, boxes, press, (width + 80, y + 40), doubled), doubled


def _band(
    boxes: list[Box], waiting: list[Article], pictures: list[str], press: Press, top: float, random: Random
) -> float:
    """Sets one to three articles side by side; gives the band's lower edge."""
    free, column = press.columns, 0
    bottom = top
    count = random.choice((1, 2, 2, 3)) if press.columns > 2 else 1
    while free and count and (waiting or pictures):
        count -= 1
        x = 40 + column * (press.column_width + press.gutter)
        if pictures and (not waiting or random.random() < 0.35):
            span = min(free, random.choice((1, 1, 2)))
            box = _picture(pictures.pop(0), press, x, top, span, random)
        else:
            article = waiting.pop(0)
            fitting = max(1, round(article.length / 260))
            span = min(free, fitting) if count and waiting else min(free, max(fitting, free if fitting > 1 else 1))
            box = _article(article, press, x, top, span, random)
        boxes.append(box)
        bottom = max(bottom, box.bottom)
        free -= span
        column += span
    return bottom


def _picture(caption: str, press: Press, x: float, top: float, span: int, random: Random) -> Box:
    width = _span_width(press, span)
    height = width * random.uniform(0.5, 0.75)
    lines = wrap(caption, Measure(width / (press.size - 0.5)), 0, random)
    marks = [
        Mark(x, top + height + 4 + (i + 1) * press.size * 1.2, line, press.size - 0.5) for i, line in enumerate(lines)
    ]
    return Box([], marks, [(x, top, width, height)], marks[-1].y + 4)


def _article(article: Article, press: Press, x: float, top: float, span: int, random: Random) -> Box:
    """A story in its box: title above, or let into the columns after the first; body in columns of even height."""
    inset = span > 2 and random.random() < press.inset_titles
    title_x = x + (press.column_width + press.gutter if inset else 0)
    title_span = span - 1 if inset else span
    head, after = _title(article, press, title_x, top, _span_width(press, title_span), random)
    lines = _lines(article, press, random)
    height = press.line_height
    rows_above = 0 if not inset else max(1, int((after - top) / height + 0.999))
    start = top if inset else after
    rows = -(-(len(lines) + (title_span * rows_above if inset else 0)) // span)
    rows = max(rows, rows_above + 1)
    body: list[Mark] = []
    at = 0
    deepest = start
    for column in range(span):
        first = rows_above if inset and column else 0
        for row in range(first, rows):
            if at >= len(lines):
                break
            text, indent, kind = lines[at]
            at += 1
            left = x + column * (press.column_width + press.gutter)
            y = start + (row + 1) * height
            body.append(_placed(text, indent, kind, left, y, press))
            deepest = max(deepest, y)
    return Box(head, body, [], max(after, deepest) + 4)


def _placed(text: str, indent: float, kind: str, left: float, y: float, press: Press) -> Mark:
    natural = sum(map(char_width, text)) * press.size
    short = press.column_width - natural - indent
    if kind == "centred":
        return Mark(left + max(0.0, short / 2), y, text, press.size)
    if kind == "right":
        return Mark(left + max(0.0, short), y, text, press.size)
    stretch = short if kind == "full" and 0 < short < 1.6 * press.size else 0.0
    return Mark(left + indent, y, text, press.size, stretch)


def _lines(article: Article, press: Press, random: Random) -> list[tuple[str, float, str]]:
    """The body's lines with their indent in points and how they stand: full, last, centred or right."""
    measure = Measure(press.characters, press.edge)
    lines: list[tuple[str, float, str]] = []
    if article.byline_place == "head":
        lines.append((article.byline, 2 * press.size, "last"))
    crosshead = random.choice(("centred", "last"))
    for index, block in enumerate(article.body):
        if block.kind == "heading":
            lines += [(part, 0.0, crosshead) for line in block.lines for part in wrap(line, measure, 0, random)]
            continue
        text = block.text
        if index == len(article.body) - 1 and article.byline_place == "glued":
            text += article.byline
        parts = wrap(text, measure, 2.0, random)
        for i, part in enumerate(parts):
            kind = "full" if i < len(parts) - 1 else "last"
            if i == 0 and press.indent == "typed":
                lines.append(("\u3000\u3000" + part, 0.0, kind))
            else:
                lines.append((part, 2 * press.size if i == 0 else 0.0, kind))
    if article.byline_place == "tail":
        lines.append((article.byline, 0.0, random.choice(("right", "last"))))
    return lines


def _title(
    article: Article, press: Press, x: float, top: float, width: float, random: Random
) -> tuple[list[Mark], float]:
    """Kicker, headline and subhead, set across the box, and where they end."""
    marks: list[Mark] = []
    y = top
    align = random.choice((0.0, 0.5, 0.5))
    lead = random.uniform(1.2, 1.5)
    headline = list(article.headline)
    if len(headline) > 1 and random.random() < 0.4:
        headline = [" ".join(headline)]
    widest = max((sum(map(char_width, line)) for line in headline), default=1.0)
    size = min(random.choice((18.0, 22.0, 26.0, 30.0)), max(14.0, width / (widest + 0.5)))
    small = random.choice((11.5, 12.5, 13.0))
    parts = [(article.kicker, small), *((line, size) for line in headline), (article.subhead, small)]
    for text, points in parts:
        for line in _title_lines(text, max(4.0, width / points), random) if text else ():
            y += points * lead
            room = width - sum(map(char_width, line)) * points
            marks.append(Mark(x + max(0.0, room) * align, y, line, points))
    return marks, y + (8.0 if marks else 0.0)


def _title_lines(text: str, limit: float, random: Random) -> list[str]:
    """A title broken where its box ends, mostly into lines of even length as an editor would."""
    wide = sum(map(char_width, text))
    lines = -(-wide // limit)
    if lines > 1 and random.random() < 0.7:
        limit = min(limit, wide / lines + 1)
    return wrap(text, Measure(limit), 0, random)


def _span_width(press: Press, span: int) -> float:
    return span * press.column_width + (span - 1) * press.gutter


def _ordered(furniture: Box, boxes: list[Box], order: Order, random: Random) -> list[Mark]:
    """All marks in the order in which the PDF draws them."""
    first, last = furniture.head, furniture.body
    if order == "shuffled":
        parts = [part for box in boxes for part in (box.head, box.body) if part]
        random.shuffle(parts)
        return [*first, *(mark for part in parts for mark in part), *last]
    heads = [mark for box in boxes for mark in box.head]
    bodies = [mark for box in boxes for mark in box.body]
    if order == "bodies, then heads":
        return [*first, *bodies, *heads, *last]
    if order == "heads, then bodies":
        return [*first, *heads, *bodies, *last]
    inner = [(box.body, box.head) if order == "body first" else (box.head, box.body) for box in boxes]
    return [*first, *(mark for pair in inner for part in pair for mark in part), *last]


def _draw(marks: list[Mark], boxes: list[Box], press: Press, size: tuple[float, float], doubled: set[str]) -> bytes:
    _register()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for box in boxes:
        for x, y, width, height in box.pictures:
            canvas.setFillGray(0.85)
            canvas.rect(x, size[1] - y - height, width, height, stroke=0, fill=1)
    canvas.setFillGray(0)
    for mark in marks:
        _draw_mark(canvas, mark, press, size[1])
        if mark.text in doubled and mark.size > 13:
            _draw_mark(canvas, replace(mark, x=mark.x + 1.2, y=mark.y + 1.2), press, size[1])
    canvas.save()
    return buffer.getvalue()


def _draw_mark(canvas: Canvas, mark: Mark, press: Press, height: float) -> None:
    runs = _RUNS.findall(mark.text) if press.latin or press.justified == "digits" else _SPLIT.split(mark.text)
    runs = [run for run in runs if run]
    gaps = len(runs) - 1
    between = mark.stretch / gaps if gaps and press.justified == "digits" else 0.0
    letter = mark.stretch / max(1, len(mark.text) - 1) if press.justified == "all" else 0.0
    x = mark.x
    for run in runs:
        # the CID font's middle dot is lost on the way through some tools
        font = LATIN if run == "·" or (press.latin and "!" <= run[0] <= "~") else SONG
        canvas.setFont(font, mark.size)
        canvas.drawString(x, height - mark.y, run, charSpace=letter)
        nominal = (
            sum(map(char_width, run)) * mark.size if font == SONG else pdfmetrics.stringWidth(run, font, mark.size)
        )
        x += nominal + letter * len(run) + between


@cache
def _register() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
