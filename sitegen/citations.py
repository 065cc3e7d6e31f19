"""How a story is cited: GB/T 7714, BibTeX, RIS and CSL-JSON. What is not known is left out and named, never made up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from json.encoder import encode_basestring as quote
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
_NEXT = ",\n"
MOST_AUTHORS = 3
"""GB/T 7714 names so many authors and writes 等 for the others."""
MISSABLE = ("author", "title", "paper", "date", "page", "access")
"""What a newspaper story's citation should have; `access`, the day of reading, only GB/T 7714—2015 asks for."""
WORDS, LINES = "{words}", "{lines}"
"""Stand in the form of a quotation for what is quoted and for its lines."""


@dataclass(frozen=True, slots=True)
class Source:
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


@dataclass(frozen=True, slots=True)
class Citation:
    """A story's citation in every form; `located` also says where in the archive its words stand."""

    gbt2025: str
    gbt2015: str
    located: str
    bibtex: str
    ris: str
    csl_json: str
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
    names = (_OFFICE.sub("", piece) for piece in _BETWEEN_NAMES.split(byline))
    return tuple(dict.fromkeys(filter(None, names)))


def cite(source: Source, archive: str = "", clipping: str = "", lines: str = "") -> Citation:
    """Every form of a source's citation; the others say where it is kept: 某县剪报, 剪报001, 3–9."""
    gbt = gbt2025(source)

    def located(lines: str) -> str:
        kept = "，".join(filter(None, (archive, clipping, f"第{lines}行" if clipping and lines else "")))
        return " ".join(filter(None, (gbt, f"{kept}." if kept else "")))

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


def bibtex(source: Source) -> str:
    """An @article, which BibTeX and BibLaTeX both know."""
    year, month, day = (*source.date.split("-"), "", "", "")[:3]
    fields = {
        "author": " and ".join("{" + _bibtex(name) + "}" for name in source.authors),
        "title": "{" + _bibtex(source.title) + "}" if source.title else "",
        "journal": _bibtex(source.paper),
        "date": source.date,
        "year": year,
        "month": month,
        "day": day,
        "pages": _bibtex(source.page),
        "url": source.url.replace("{", "%7B").replace("}", "%7D"),
        "entrysubtype": "newspaper",
        "langid": "chinese",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{source.id},\n{lines}}}\n"


def _bibtex(text: str) -> str:
    return text.translate(_BIBTEX)


def ris(source: Source) -> str:
    """A NEWS entry of RIS, its lines ended as RIS wants them."""
    date = source.date.replace("-", "/")
    fields = (
        ("TY", "NEWS"),
        ("ID", source.id),
        *(("AU", name) for name in source.authors),
        ("TI", source.title),
        ("T2", source.paper),
        ("PY", source.date[:4]),
        ("DA", f"{date}{'/' * (3 - date.count('/'))}" if date else ""),
        ("SP", source.page),
        ("UR", source.url),
        ("LA", "zh-CN"),
    )
    return "".join(f"{name}  - {value}\r\n" for name, value in fields if value) + "ER  - \r\n"


def csl_item(source: Source) -> dict[str, object]:
    """The item that CSL processors such as Zotero's take."""
    fields: dict[str, object] = {
        "title": source.title,
        "author": [{"literal": name} for name in source.authors],
        "container-title": source.paper,
        "issued": {"date-parts": [[int(part) for part in source.date.split("-")]]} if source.date else None,
        "page": source.page,
        "URL": source.url,
    }
    known = {name: value for name, value in fields.items() if value}
    return {"id": source.id, "type": "article-newspaper", **known, "language": "zh-CN"}


def csl_json(source: Source) -> str:
    """A CSL-JSON file of one item."""
    return f"[\n{_indented(csl_item(source), 1)}\n]\n"


def _indented(value: object, depth: int) -> str:
    """A value as the library writes it with an indent of 1, which it does but slowly; a test holds the two together."""
    space, within = " " * depth, " " * (depth + 1)
    if isinstance(value, dict):
        lines = (f"{within}{quote(key)}: {_indented(one, depth + 1).lstrip(' ')}" for key, one in value.items())
        return f"{space}{{\n{_NEXT.join(lines)}\n{space}}}"
    if isinstance(value, list):
        lines = (_indented(one, depth + 1) for one in value)
        return f"{space}[\n{_NEXT.join(lines)}\n{space}]"
    return space + (quote(value) if isinstance(value, str) else str(value))


def _line(text: str) -> str:
    """One line, as every one of these forms wants it; the wide space between kicker and headline stays."""
    return _CONTROLS.sub(" ", text).strip()
