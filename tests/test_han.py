"""Spaces that a PDF left between ideographs and digits go, and no others; what counts as a letter, and as space."""

from __future__ import annotations

import re
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sitegen.han import HAN, close_up, fold, letters

PRINTED = f"[{HAN}，。、；：（）“”]"
LETTER = "[0-9０-９A-Za-z]"
LETTER_OR_SHARE = "[0-9０-９A-Za-z%％]"


@given(st.text(alphabet="甲，“ \u30001Ａ９％%b-é\n"))
def test_spaces_go_between_the_two_kinds_alone(text: str) -> None:
    plain = re.sub(rf"(?<={PRINTED})[ \u3000]+(?={LETTER})", "", text)
    assert close_up(text) == re.sub(rf"(?<={LETTER_OR_SHARE})[ \u3000]+(?={PRINTED})", "", plain)


def test_a_date_closes_up_and_words_stay_apart() -> None:
    assert close_up("本报 9 月 1 日讯 Hello world 见 A 版") == "本报9月1日讯Hello world见A版"


def test_letters_are_what_has_a_category_of_letters_or_numbers_and_folding_takes_white_space_away() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        plain = unicodedata.normalize("NFKC", char)
        assert letters(char) == "".join(one for one in plain if unicodedata.category(one)[0] in "LN")
        assert fold(char) == "".join(one for one in plain if not one.isspace())
