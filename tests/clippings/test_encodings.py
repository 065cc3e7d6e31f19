"""A clipping reads the same whatever program saved it, and what cannot be read is said with its byte."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.clippings.encodings import Decoded, Undecodable, decode

SIMPLIFIED = "本报讯 近日，岳壁乡召开环境整治推进会，安排部署下一阶段工作。会议要求各村强化责任，注重实效。"
TRADITIONAL = "本報訊 近日，嶽壁鄉召開環境整治推進會，安排部署下一階段工作。會議要求各村強化責任，注重實效。"
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def _text(result: Decoded | Undecodable) -> str:
    assert isinstance(result, Decoded), result
    return result.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_simplified_text_is_recognised_in_any_encoding(encoding: str) -> None:
    result = decode(SIMPLIFIED.encode(encoding))
    assert _text(result) == SIMPLIFIED
    assert isinstance(result, Decoded)
    assert result.encoding in (encoding, "utf-8", "utf-16-le")
    assert result.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030", "big5"])
def test_traditional_text_is_recognised_in_any_encoding(encoding: str) -> None:
    assert _text(decode(TRADITIONAL.encode(encoding))) == TRADITIONAL


@pytest.mark.parametrize(
    ("text", "encoding"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5"), (TRADITIONAL, "gb18030")]
)
def test_a_dozen_characters_are_enough(text: str, encoding: str) -> None:
    for start in range(len(text) - 12):
        piece = text[start : start + 12]
        assert _text(decode(piece.encode(encoding))) == piece


@given(ANY_TEXT)
def test_what_a_mark_or_a_declaration_says_is_read_exactly(text: str) -> None:
    assert _text(decode(codecs.BOM_UTF8 + text.encode())) == text
    assert _text(decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le"))) == text
    assert _text(decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be"))) == text
    assert _text(decode(text.encode("gb18030"), "GB18030")) == text


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_an_offset_within_them(data: bytes) -> None:
    result = decode(data)
    assert isinstance(result, Decoded) or 0 <= result.offset <= len(data)
    assert decode(data) == result


def test_a_declaration_wins_over_what_it_looks_like() -> None:
    result = decode(SIMPLIFIED.encode("gb18030"), "big5")
    assert isinstance(result, Undecodable)
    assert "declared" in result.message


def test_an_unknown_declaration_is_named() -> None:
    result = decode(b"abc", "no-such-thing")
    assert isinstance(result, Undecodable)
    assert "no-such-thing" in result.message
    assert isinstance(decode(b"abc", "base64"), Undecodable), "a codec that is no text encoding"


def test_the_first_bad_byte_is_told() -> None:
    good = SIMPLIFIED.encode("gb18030")
    result = decode(good + b"\xff\xff")
    assert isinstance(result, Undecodable)
    assert result.offset == len(good)


def test_what_is_no_text_is_refused() -> None:
    noise = random.Random(7).randbytes(4000)
    assert isinstance(decode(noise), Undecodable)


def test_gb2312_by_name_reads_its_supersets() -> None:
    assert _text(decode("朱镕基、喆".encode("gb18030"), "gb2312")) == "朱镕基、喆"


def test_utf16_ascii_without_a_mark_is_not_taken_for_utf8() -> None:
    assert _text(decode("Page A03\n".encode("utf-16-le"))) == "Page A03\n"
    assert _text(decode(b"a\0b")) == "a\0b", "one stray zero is a control character of the text"
