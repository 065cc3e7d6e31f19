"""The text of a file whose encoding nobody wrote down, and why it was read so."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cache

SAMPLE = 20_000
"""Characters that decide between encodings: a page has fewer, and a huge file is not read four times."""
LEAST_PLAUSIBLE = 0.35
"""Below this share of ordinary characters a file is taken for something that is not text. Measured on random
bytes (up to 0.3) and on pages of names and rare characters (from 0.6)."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Big5 in its plain form first: its extensions give the same text where it can read the file at all.
_LEGACY = ("gb18030", "big5", "cp950", "big5hkscs")
_NAMES = {"gb18030": "GB18030", "big5": "Big5", "cp950": "Big5 (code page 950)", "big5hkscs": "Big5-HKSCS"}
# The commonest characters of modern Chinese prose, in both scripts: wrong decodings hardly ever meet them.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "这個國來時們對會發動過說產種後學經為於與從業開關現進還實長無體東點問應當農縣鄉鎮村市省日月元千百十二三四五六七八九两區"
    "县乡镇进还实长无体东点问应当农业区全新建设党展高化工程平安和各加年各部委员本报讯记者"
)
_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉【】「」『』—…·　％～●◆■□▲○◎①②③④⑤〔〕")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the name of the encoding, and an English sentence why it was taken."""

    text: str
    encoding: str
    reason: str


@dataclass(frozen=True, slots=True)
class Undecodable:
    """What is wrong with a file's bytes, and the first byte that is (from 0)."""

    message: str
    offset: int


def decode(data: bytes, declared: str = "") -> Decoded | Undecodable:
    """The text of a file: as declared, else by its byte order mark, else as UTF-8, else by what reads like Chinese."""
    if declared:
        return _as_declared(data, declared)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding, "byte order mark", len(bom))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _by_plausibility(data, error)
    wide = _utf16_by_zeros(data)
    if wide is not None:
        return wide
    return Decoded(text, "utf-8", "valid UTF-8" if not data.isascii() else "ASCII only")


def _as_declared(data: bytes, declared: str) -> Decoded | Undecodable:
    try:
        encoding = codecs.lookup(declared).name
        "".encode(encoding)
    except (LookupError, ValueError):
        return Undecodable(f'the sidecar declares an unknown encoding "{declared}"', 0)
    for bom, of_bom in _BOMS:
        if data.startswith(bom) and encoding.removesuffix("-sig").startswith(of_bom[:6]):
            named = of_bom if encoding in ("utf-16", "utf-8-sig") else encoding
            return _strict(data[len(bom) :], named, "declared in the sidecar", len(bom))
    if encoding == "utf-16":
        encoding = "utf-16-le"
    if encoding in ("gb2312", "gbk"):
        # Files called GB2312 hold characters of its supersets, and these read it unchanged.
        encoding = "gb18030"
    return _strict(data, encoding, "declared in the sidecar", 0)


def _strict(data: bytes, encoding: str, reason: str, skipped: int) -> Decoded | Undecodable:
    try:
        return Decoded(data.decode(encoding), encoding, reason)
    except UnicodeDecodeError as error:
        return Undecodable(f"not valid {encoding} ({reason})", skipped + error.start)
    except (UnicodeError, TypeError, ValueError) as error:
        return Undecodable(f"cannot be read as {encoding}: {error}", skipped)


def _utf16_by_zeros(data: bytes) -> Decoded | None:
    """UTF-16 without a mark that happens to be valid UTF-8: every other byte of its ASCII is zero."""
    if len(data) % 2 or b"\0" not in data:
        return None
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = len(data) // 2
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros * 2 > half and others * 20 < zeros:
            read = _strict(data, encoding, "every other byte is zero", 0)
            return read if isinstance(read, Decoded) else None
    return None


def _by_plausibility(data: bytes, utf8: UnicodeDecodeError) -> Decoded | Undecodable:
    best: tuple[float, Decoded] | None = None
    furthest = ("UTF-8", utf8.start)
    for encoding in (*_LEGACY, "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding in _LEGACY and error.start > furthest[1]:
                furthest = (_NAMES[encoding], error.start)
            continue
        share = plausibility(text[:SAMPLE])
        if best is None or share > best[0]:
            reason = f"not UTF-8 (byte {utf8.start}); of what can be read, {share:.0%} is weighted as ordinary Chinese"
            best = share, Decoded(text, encoding, reason)
    if best is not None and best[0] >= LEAST_PLAUSIBLE:
        return best[1]
    if best is None or best[1].encoding not in _LEGACY:  # nearly any bytes pass for UTF-16, so that says nothing
        return Undecodable(f"neither UTF-8, UTF-16, GB18030 nor Big5; {furthest[0]} came furthest", furthest[1])
    return Undecodable(f"does not read like text in any encoding (best guess {best[1].encoding})", utf8.start)


def plausibility(text: str) -> float:
    """How much a decoding reads like Chinese prose: 1 where every character beyond ASCII is a very frequent one.

    Ordinary characters, those of the first levels of GB 2312 and Big5, count three quarters: bytes of one of these
    encodings read as the other give ordinary characters about half the time, and very frequent ones hardly ever.
    """
    ordinary = _ordinary()
    total = found = 0.0
    for char in text:
        if char < "\x80":
            if char < " " and char not in "\t\n\r\f":
                total += 1
            continue
        total += 1
        if char in _FREQUENT or char in _MARKS:
            found += 1
        elif char in ordinary or "\uff01" <= char <= "\uff5e":
            found += 0.75
        elif "\ue000" <= char <= "\uf8ff":
            found -= 0.5
    return max(0.0, found / total) if total else 1.0


@cache
def _ordinary() -> frozenset[str]:
    """The characters of the first levels of GB 2312 and Big5, which their makers chose as the common ones."""
    chars = set()
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            chars.add(bytes((high, low)).decode("gb2312", "ignore"))
    for high in range(0xA4, 0xC7):
        for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            chars.add(bytes((high, low)).decode("big5", "ignore"))
    return frozenset(chars - {""})
