"""How a story is cited: GB/T 7714, BibTeX, RIS and CSL-JSON. What is not known is left out and named, never made up."""

from __future__ import annotations

import re
from json.encoder import encode_basestring as quote
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import Imprint, Record

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?$")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_BETWEEN_NAMES = re.compile(r"[\s、，,；;/()（）□■○●◆◇▲△]+")
_OFFICE = re.compile(r"^(?:本报|特约|见习|实习)*(?:记者|通讯员|摄影|摄|文|图|文图)[:：]?")
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: "\\" + char for char in "{}$&#%_"},
    }
)
_SPECIAL = re.compile(r"[\\~^{}$&#%_]")
MOST_AUTHORS = 3
"""GB/T 7714 names so many authors and writes 等 for the others."""
MISSABLE = ("author", "title", "paper", "date", "page", "access")
"""What a newspaper story's citation should have; `access`, the day of reading, only GB/T 7714—2015 asks for."""
WORDS, LINES = "{words}", "{lines}"
"""Stand in the form of a quotation for what is quoted and for its lines."""


class Written(str):
    """A text that knows the pieces it was put together from: most of them stand in every other of its kind."""

    __slots__ = ("pieces",)
    pieces: Sequence[str]

    @classmethod
    def of(cls, pieces: Sequence[str]) -> Written:
        made = cls("".join(pieces))
        made.pieces = pieces
        return made


class Source(NamedTuple):
    """What is known of where a story was printed, and where it can be read; empty where nothing is known."""

    id: str
    title: str
    authors: tuple[str, ...] = ()
    paper: str = ""
    date: str = ""
    """Of printing, ISO and perhaps partial; a date inferred from the text is none."""
    page: str = ""
    url: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What a full citation has and this one must leave out: names of MISSABLE."""
        known = (self.authors, self.title, self.paper, self.date, self.page, not self.url)
        return tuple(name for name, value in zip(MISSABLE, known, strict=True) if not value)


class Citation(NamedTuple):
    """A story's citation in every form; `located` also says where in the archive its words stand."""

    gbt2025: str
    gbt2015: str
    located: str
    bibtex: Written
    ris: Written
    csl_json: Written
    missing: tuple[str, ...]
    quotation: str = ""
    """The form of a quotation: WORDS and, where it has a clipping, LINES stand for what a reader marks."""


def source_of(record: Record, imprint: Imprint | None = None, address: str = "") -> Source:
    """What a record and its clipping's imprint tell; `address` is the story's page, where it has a public one."""
    # A date with words or a basis is read from the text and tells when something happened, not when it was printed.
    stated = record.date if not (record.date_text or record.date_basis) else ""
    date = imprint.date if imprint and imprint.date else stated
    kicker = f"{record.kicker}\u3000" if record.kicker and record.headline else ""
    return Source(
        id=record.id,
        title=_line(kicker + record.headline),
        authors=tuple(filter(None, map(_line, record.reporters))) or names_of(_line(record.byline)),
        paper=_line(imprint.paper) if imprint else "",
        date=date if _ISO.match(date) else "",
        page=_line(imprint.page_number) if imprint else "",
        url=_line(imprint.url if imprint else "") or address,
    )


def names_of(byline: str) -> tuple[str, ...]:
    """The names in a printed byline, without brackets, ornaments and what those people are."""
    if not byline:
        return ()
    names = (_OFFICE.sub("", piece) for piece in _BETWEEN_NAMES.split(byline))
    return tuple(dict.fromkeys(filter(None, names)))


def cite(source: Source, archive: str = "", clipping: str = "", lines: str = "") -> Citation:
    """Every form of a source's citation; the others say where it is kept: 某县剪报, 剪报001, 3–9."""
    gbt = gbt2025(source)
    place = "，".join([one for one in (archive, clipping) if one])

    def located(lines: str) -> str:
        kept = f"{place}，第{lines}行" if clipping and lines else place
        return f"{gbt} {kept}." if kept else gbt

    return Citation(
        gbt,
        gbt2015(source),
        located(lines),
        bibtex(source),
        ris(source),
        csl_json(source),
        source.missing,
        f"“{WORDS}”——{located(LINES)}",
    )


def quotation_of(imprint: Imprint, archive: str, clipping: str) -> str:
    """The form of a quotation from a clipping itself, whichever story it is of."""
    known = Source("", "", (), _line(imprint.paper), imprint.date, _line(imprint.page_number))
    printed = _printed(known, "，", "（{}）")
    kept = "，".join(filter(None, (archive, clipping, f"第{LINES}行")))
    return f"“{WORDS}”——{f'{printed}. ' if printed else ''}{kept}."


def gbt2025(source: Source) -> str:
    """GB/T 7714—2025: 作者. 题名[N]. 报纸名，2000-11-20（15）."""
    return _gbt(source, "，", "（{}）")


def gbt2015(source: Source) -> str:
    """GB/T 7714—2015: 作者. 题名[N]. 报纸名, 2000-11-20(15)."""
    return _gbt(source, ", ", "({})")


def _gbt(source: Source, comma: str, brackets: str) -> str:
    authors = comma.join((*source.authors[:MOST_AUTHORS], *(["等"] if len(source.authors) > MOST_AUTHORS else [])))
    printed = _printed(source, comma, brackets)
    mark = "[N/OL]" if source.url else "[N]"
    sentences = (authors, f"{source.title}{mark}", printed, source.url)
    return " ".join(f"{sentence}." for sentence in sentences if sentence)


def _printed(source: Source, comma: str, brackets: str) -> str:
    """Paper, day and page, as far as they are known."""
    printed = comma.join(filter(None, (source.paper, source.date)))
    return printed + (brackets.format(source.page) if source.page else "")


def bibtex(source: Source) -> Written:
    """An @article, which BibTeX and BibLaTeX both know."""
    year, month, day = (*source.date.split("-"), "", "", "")[:3]
    pieces = ["@article{", source.id, ",\n"]
    for head, value in (
        ("  author = {", " and ".join(["{" + _bibtex(name) + "}" for name in source.authors])),
        ("  title = {{", _bibtex(source.title)),
        ("  journal = {", _bibtex(source.paper)),
        ("  date = {", source.date),
        ("  year = {", year),
        ("  month = {", month),
        ("  day = {", day),
        ("  pages = {", _bibtex(source.page)),
        ("  url = {", source.url.replace("{", "%7B").replace("}", "%7D")),
    ):
        if value:
            pieces += (head, value, "}},\n" if head.endswith("{{") else "},\n")
    pieces.append("  entrysubtype = {newspaper},\n  langid = {chinese},\n}\n")
    return Written.of(pieces)


def _bibtex(text: str) -> str:
    return text.translate(_BIBTEX) if _SPECIAL.search(text) else text


def ris(source: Source) -> Written:
    """A NEWS entry of RIS, its lines ended as RIS wants them."""
    date = source.date.replace("-", "/")
    pieces = ["TY  - NEWS\r\n"]
    for head, value in (
        ("ID  - ", source.id),
        *[("AU  - ", name) for name in source.authors],
        ("TI  - ", source.title),
        ("T2  - ", source.paper),
        ("PY  - ", source.date[:4]),
        ("DA  - ", f"{date}{'/' * (3 - date.count('/'))}" if date else ""),
        ("SP  - ", source.page),
        ("UR  - ", source.url),
    ):
        if value:
            pieces += (head, value, "\r\n")
    pieces.append("LA  - zh-CN\r\nER  - \r\n")
    return Written.of(pieces)


def csl_json(source: Source) -> Written:
    """A file of one item that CSL processors such as Zotero's take.

    As the library writes it with an indent of 1, which it does but slowly; a test holds the two together.
    """
    pieces = ['[\n {\n  "id": "', _quoted(source.id), '",\n  "type": "article-newspaper"']
    if source.title:
        pieces += (',\n  "title": "', _quoted(source.title), '"')
    if source.authors:
        pieces.append(',\n  "author": [')
        for name in source.authors:
            pieces += ('\n   {\n    "literal": "', _quoted(name), '"\n   }', ",")
        pieces[-1] = "\n  ]"
    if source.paper:
        pieces += (',\n  "container-title": "', _quoted(source.paper), '"')
    if source.date:
        day = ",\n     ".join([str(int(part)) for part in source.date.split("-")])
        pieces += (',\n  "issued": {\n   "date-parts": [\n    [\n     ', day, "\n    ]\n   ]\n  }")
    if source.page:
        pieces += (',\n  "page": "', _quoted(source.page), '"')
    if source.url:
        pieces += (',\n  "URL": "', _quoted(source.url), '"')
    pieces.append(',\n  "language": "zh-CN"\n }\n]\n')
    return Written.of(pieces)


def _quoted(text: str) -> str:
    """A text as it stands between the quotation marks of JSON."""
    return quote(text)[1:-1]


def _line(text: str) -> str:
    """One line, as every one of these forms wants it; the wide space between kicker and headline stays."""
    return _CONTROLS.sub(" ", text).strip()
