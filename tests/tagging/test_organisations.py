"""Organisations only where their own name says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.tagging.organisations import tag_organisations
from tests.tagging.conftest import reading

if TYPE_CHECKING:
    from sitegen.tagging.gazetteer import County


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近日，安化县消防救援大队联合县教育局开展演练。", ["安化县消防救援大队", "县教育局"]),
        ("位于梅城镇的恒固新材料有限公司投产。", ["恒固新材料有限公司"]),
        ("全力推进宝聚源公司的养殖项目。", ["宝聚源公司"]),
        ("村民都加入了硕峰合作社。", ["硕峰合作社"]),
        ("办起小杂粮合作社，找来旅游公司和物业公司。", []),
        ("各村都有一家医院，全县中小学放假。", []),
    ],
)
def test_names_not_kinds(county: County, text: str, expected: list[str]) -> None:
    assert [tag.name for tag in tag_organisations(reading(text), county)] == expected


def test_a_shorter_name_of_the_same_is_dropped(county: County) -> None:
    tags = tag_organisations(reading("安化县教育局发文。县教育局、安化县教育局又开会。"), county)
    assert tags[0].name == "安化县教育局"
    assert tags[0].weight == 2.0
