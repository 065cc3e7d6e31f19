"""Pages as plain text of the kinds that people paste together: the t layouts."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.generator import gold as gold_form
from tests.generator.text_style import Style, families, rewriting, rewritten
from tests.generator.wrapping import Measure, char_width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.generator.material import Article
    from tests.generator.page import Contents

Owner = tuple[object, ...]


@dataclass(slots=True)
class Row:
    """A printed line and whose it is."""

    text: str
    owner: Owner
    starts: bool = False
    serial: int = field(default_factory=count().__next__)
    """Rises in the order of writing, which a displaced column does not keep."""


@dataclass(slots=True)
class Piece:
    """Lines that stand together, without a break between them but those between paragraphs."""

    rows: list[Row]
    body: bool = False


@dataclass(slots=True)
class Sheet:
    """A page in the making."""

    style: Style
    random: Random
    other: list[tuple[str, str]] = field(default_factory=list)
    weak: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


def lay_out(contents: Contents, style: Style, random: Random) -> tuple[str, dict[str, Any]]:
    """The page's text and its gold."""
    sheet = Sheet(style, random)
    change = rewriting(style)
    articles = [rewritten(article, change) for article in contents.articles]
    flows = [_flow(sheet, number, article) for number, article in enumerate(articles)]
    pieces = _arranged(sheet, flows)
    pieces = _strewn(sheet, pieces, contents, change)
    rows = _rows(sheet, pieces)
    lines: dict[Owner, list[int]] = defaultdict(list)
    for number, row in sorted(enumerate(rows, 1), key=lambda numbered: numbered[1].serial):
        if row.owner:
            lines[row.owner].append(number)
    text = "\n".join(row.text for row in rows) + "\n"
    if style.leading_space:
        text = " " + text
    return text, gold_form.document("", families(style), articles, sheet.other, dict(lines), sheet.weak)


def _flow(sheet: Sheet, number: int, article: Article) -> list[Piece]:
    """An article's pieces in the order in which they are printed, its title where the page puts it."""
    style, random = sheet.style, sheet.random
    position = style.title
    if random.random() < style.stray:
        position = random.choice(("before", "after", "mid", "far"))
    measure = style.measure
    if measure and random.random() < style.other_measure:
        measure = replace(measure, width=max(12, measure.width + random.choice((-4, -3, 2, 3, 5, 8))))
    columns = _columns(sheet, _body(sheet, number, article, measure), measure)
    title = _title(sheet, number, article, measure)
    if article.byline_place == "head":
        row = Row(article.byline, (number, "byline"), True)
        if position == "before" and title and random.random() < 0.7:
            title[-1].rows.append(row)
        elif style.blank in ("blocks", "never") or random.random() < 0.3:
            columns[0].rows.insert(0, row)
        else:
            columns.insert(0, Piece([row]))
    captions = [Piece([Row(text, (number, "caption"), True)]) for text in article.captions]
    if position == "mid" and len(columns) > 1:
        at = random.randint(1, len(columns) - 1)
        return [*columns[:at], *title, *captions[:1], *columns[at:], *captions[1:]]
    if position == "before":
        return [*title, *columns, *captions] if random.random() < 0.7 else [*title, *captions, *columns]
    if position == "far":
        return [*columns, *captions, Piece([Row("", ("far",))]), *title]
    return [*columns, *title, *captions]


def _body(sheet: Sheet, number: int, article: Article, measure: Measure | None) -> list[Row]:
    style, random = sheet.style, sheet.random
    indent = 2.0 if style.indent != "none" else 0.0
    lead = {"wide": "\u3000\u3000", "spaces": random.choice(("    ", "  "))}.get(style.indent, "")
    rows: list[Row] = []
    for index, block in enumerate(article.body):
        owner = (number, "body", index)
        if block.kind == "heading":
            lines = [part for line in block.lines for part in (wrap(line, measure, 0, random) if measure else [line])]
            rows += [Row(line, owner, i == 0) for i, line in enumerate(lines)]
            continue
        text = _spaced(block.text, style, random)
        last = index == len(article.body) - 1
        if last and article.byline_place == "glued":
            text += random.choice(("", "", " ")) + article.byline
        begins = not (article.lost_head and index == 0)
        if measure is None:
            lines = [text]
        else:
            before = len(rows)
            lines = wrap(text, measure, indent if begins else 0.0, random)
            hidden = style.blank in ("every", "never", "blocks") and style.indent == "none"
            if hidden and before and _is_full(rows[-1].text, measure) and rows[-1].owner[1] == "body":
                sheet.weak[number].append(block.text[:8])
        rows += [Row(lead * (i == 0 and begins) + line, owner, i == 0) for i, line in enumerate(lines)]
    if article.byline_place == "tail":
        pad = "\u3000" * random.choice((0, 0, 4)) if style.indent == "wide" else ""
        rows.append(Row(pad + article.byline, (number, "byline"), True))
    if style.letter_spaced:
        for row in rows:
            if len(row.text) < 40 and random.random() < style.letter_spaced:
                row.text = " ".join(row.text)
    return rows


def _columns(sheet: Sheet, rows: list[Row], measure: Measure | None) -> list[Piece]:
    """The body cut into columns, in mid word where the line ends there."""
    size, random = sheet.style.column, sheet.random
    if not size:
        return [Piece(rows, True)]
    if measure is None:
        return _long_columns(rows, size, random)
    first = random.randint(3, size + 2)
    cuts = [0, *range(first, len(rows), size), len(rows)]
    return [Piece(rows[a:b], True) for a, b in itertools.pairwise(cuts) if b > a]


def _long_columns(rows: list[Row], size: int, random: Random) -> list[Piece]:
    pieces: list[Piece] = []
    current: list[Row] = []
    room = random.randint(size // 2, size)
    for row in rows:
        text, starts = row.text, row.starts
        while len(text) > room + 6:
            cut = max(room, 1)
            while text[cut] in "，。、；：？！”’）》,.0123456789" and cut < len(text) - 1:
                cut += 1
            current.append(Row(text[:cut], row.owner, starts))
            pieces.append(Piece(current, True))
            text, starts, current, room = text[cut:], False, [], size
        current.append(Row(text, row.owner, starts))
        room -= len(text)
    return [*pieces, Piece(current, True)]


def _title(sheet: Sheet, number: int, article: Article, measure: Measure | None) -> list[Piece]:
    """Kicker, headline and subhead: in one stack, or apart."""
    style, random = sheet.style, sheet.random
    if not article.headline:
        return []
    headline = list(article.headline)
    if len(headline) > 1 and style.one_line_titles:
        headline = [random.choice((" ", "\u3000", "  ")).join(headline)]
    limit = 1.6 * measure.width if measure else 40
    rows = [Row(line, (number, "headline"), i == 0) for i, line in enumerate(_folded(headline, limit, random))]
    if random.random() < style.shadow:
        _double(sheet, rows, "".join(headline))
    if random.random() < 0.04 and sum(len(row.text) for row in rows) < 16:
        rows = [replace(row, text=" ".join(row.text.replace(" ", "\u3000"))) for row in rows]
    stack = [Piece(rows)]
    if article.kicker:
        kicker = Row(article.kicker, (number, "kicker"), True)
        apart = article.kicker[-1] in "县镇乡村道局院区司会" and random.random() < 0.6
        if apart or style.blank == "every":
            stack.insert(0, Piece([kicker]))
        else:
            rows.insert(0, kicker)
    if article.subhead:
        below = [
            Row(line, (number, "subhead"), i == 0) for i, line in enumerate(_folded([article.subhead], limit, random))
        ]
        if random.random() < 0.25:
            stack.append(Piece(below))
        else:
            rows += below
    return stack


def _folded(lines: list[str], limit: float, random: Random) -> list[str]:
    """Title lines broken where they are wider than the box they stand in; mostly they are not."""
    if random.random() < 0.85:
        return lines
    return [part for line in lines for part in wrap(line, Measure(max(10.0, limit * 0.6)), 0, random)]


def _double(sheet: Sheet, rows: list[Row], whole: str) -> None:
    """Prints a title twice, as shadowed letters come out of a PDF: by phrases, by lines or whole."""
    random = sheet.random
    text = rows[0].text
    if len(rows) > 1 or len(text) < 6:
        return
    way = random.random()
    if way < 0.5:
        phrases: list[str] = []
        while text:
            size = random.randint(2, 4)
            phrases.append(text[:size])
            text = text[size:]
        rows[0].text = "".join(phrase * 2 for phrase in phrases)
    elif way < 0.75:
        rows[0].text = text * 2
    else:
        rows.append(Row(text, rows[0].owner, True))
    sheet.other.append(("duplicate", whole))


def _arranged(sheet: Sheet, flows: list[list[Piece]]) -> list[Piece]:
    """All articles' pieces, with tails of columns and far titles moved behind other articles."""
    random, style = sheet.random, sheet.style
    slots: list[list[Piece]] = [[] for _ in range(len(flows) + 1)]
    end_titles = random.random() < 0.5
    for number, flow in enumerate(flows):
        marker = next((i for i, piece in enumerate(flow) if piece.rows and piece.rows[0].owner == ("far",)), None)
        if marker is not None:
            far = flow[marker + 1 :]
            flow = flow[:marker]
            target = len(flows) if end_titles else min(len(flows), number + random.randint(1, 2))
            slots[target] += far
        bodies = [i for i, piece in enumerate(flow) if piece.body]
        if len(bodies) > 1 and len(flows) > 1 and random.random() < style.displaced:
            at = random.choice(bodies[1:])
            tail = [piece for piece in flow[at:] if piece.body]
            flow = [piece for i, piece in enumerate(flow) if i < at or not piece.body]
            choices = [i for i in range(len(flows) + 1) if i not in (number, number + 1)]
            slots[random.choice(choices)][:0] = tail
        slots[number] += [Piece([Row("", ("here",))]), *flow]
    ordered: list[Piece] = []
    for number, slot in enumerate(slots):
        # what was moved to the boundary before article `number` stands before it
        own = next((i for i, piece in enumerate(slot) if piece.rows and piece.rows[0].owner == ("here",)), len(slot))
        mine = slot[own + 1 :]
        after = len(flows[number]) if number < len(flows) else 0
        ordered += slot[:own]
        ordered += [piece for piece in mine if after]
    return [piece for piece in ordered if piece.rows]


def _strewn(sheet: Sheet, pieces: list[Piece], contents: Contents, change: Callable[[str], str]) -> list[Piece]:
    """The page's furniture put among the pieces."""
    random = sheet.random
    placed = list(pieces)

    def put(role: str, lines: tuple[str, ...], at: int) -> None:
        index = len(sheet.other)
        texts = [change(line) for line in lines]
        sheet.other.append((role, " ".join(texts)))
        rows = [Row(text, ("other", index), i == 0) for i, text in enumerate(texts)]
        if len(rows) == 1 and random.random() < sheet.style.shadow / 2 and len(rows[0].text) > 5:
            rows[0].text *= 2
            sheet.other.append(("duplicate", texts[0]))
        placed.insert(at, Piece(rows))

    captions = list(contents.captions)
    if len(captions) > 1 and random.random() < 0.3:
        first, second = change(captions.pop()), change(captions.pop())
        row = Row(first + random.choice((" ", "\u3000", "  ")) + second, ("other", len(sheet.other)), True)
        sheet.other += [("caption", first), ("caption", second)]
        placed.insert(_boundary(sheet, placed), Piece([row]))
    for caption in captions:
        put("caption", (caption,), _boundary(sheet, placed))
    for orphan in contents.orphans:
        put("orphan_headline", orphan, _alone(sheet, placed))
    for credit in contents.credits:
        put("credit", (credit,), len(placed) if random.random() < 0.7 else _boundary(sheet, placed))
    for i, banner in enumerate(contents.banners):
        top = i == 0 and random.random() < 0.6
        put("banner", (banner,), 0 if top else _away_from_titles(placed, _boundary(sheet, placed)))
    return placed


def _boundary(sheet: Sheet, pieces: list[Piece]) -> int:
    """A place between articles; on strewn pages anywhere between two pieces."""
    places = range(len(pieces) + 1)
    if not sheet.style.strewn:
        heads = [i for i in places if i == len(pieces) or i == 0 or _article(pieces[i]) != _article(pieces[i - 1])]
        return sheet.random.choice(heads)
    return sheet.random.choice(places)


def _away_from_titles(pieces: list[Piece], at: int) -> int:
    """The nearest place from `at` on where no title follows: a column name right above a title is its kicker."""
    while at < len(pieces) and pieces[at].rows[0].owner[1] in ("kicker", "headline", "orphan_headline"):
        at += 1
    return at


def _alone(sheet: Sheet, pieces: list[Piece]) -> int:
    """A place for a title without a story: not beside another title where nothing would show that they are two."""
    lonely = {("other", i) for i, (role, _) in enumerate(sheet.other) if role == "orphan_headline"}

    def is_title(piece: Piece) -> bool:
        owner = piece.rows[0].owner
        apart = sheet.style.blank in ("paragraphs", "blocks")
        return owner in lonely or (not apart and owner[1] in ("kicker", "headline", "subhead"))

    places = range(len(pieces) + 1)
    between = [i for i in places if i in (0, len(pieces)) or _article(pieces[i]) != _article(pieces[i - 1])]
    free = [i for i in between if not any(map(is_title, pieces[max(0, i - 1) : i + 1]))]
    return sheet.random.choice(free or between)


def _article(piece: Piece) -> object:
    return piece.rows[0].owner[0]


def _rows(sheet: Sheet, pieces: list[Piece]) -> list[Row]:
    """All lines of the page with the blank lines that its style puts between them."""
    style, random = sheet.style, sheet.random
    blank = Row("", ())
    rows: list[Row] = []
    for piece in pieces:
        if rows and style.blank != "never":
            rows += [blank] * random.choice((1, 1, 1, 1, 1, 1, 1, 1, 2, 3) if style.blank != "every" else (1,))
        for i, row in enumerate(piece.rows):
            gap = style.blank == "every" or (style.blank == "paragraphs" and row.starts and piece.body)
            if (
                i
                and style.tight_crossheads
                and row.owner == piece.rows[i - 1].owner
                and not row.starts
                and _is_heading(piece, i)
            ):
                gap = False
            if i and gap:
                rows.append(blank)
            rows.append(row)
    return rows


def _is_heading(piece: Piece, i: int) -> bool:
    return piece.rows[i].owner[1] in ("headline", "subhead") or (
        len(piece.rows[i].text) < 16 and len(piece.rows[i - 1].text) < 16 and not piece.rows[i].text.endswith("。")
        and sum(row.owner == piece.rows[i].owner for row in piece.rows) == 2
    )  # fmt: skip


def _is_full(text: str, measure: Measure) -> bool:
    return sum(map(char_width, text)) > measure.width - 2


def _spaced(text: str, style: Style, random: Random) -> str:
    """Stray spaces round digits, as justified columns leave them."""
    if not style.spaced_digits:
        return text

    def space(match: re.Match[str]) -> str:
        if random.random() >= style.spaced_digits:
            return match[0]
        left, right = random.choice(((" ", ""), ("", " "), (" ", " ")))
        return left + match[0] + right

    return re.sub(r"(?<=[\u4e00-\u9fff，、；：])\d[\d.]*%?(?=[\u4e00-\u9fff])", space, text)
