"""A reader takes a story's citation along by one click, and of what is marked a quotation with its lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ArchiveFolder

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

CLIPPING = """\
云汀镇修好十里灌渠
本报讯（记者 张三） 近日，云汀镇的
“十里灌渠”修缮完工，渠水重新流进沿线六个
村的麦田，两千亩冬小麦赶上了封冻前的最
后一次灌溉。

　　这条灌渠建成四十年，去年秋天开始大修，
共衬砌渠道五公里，更换闸门十二座。
"""
MARK = """([from, to]) => {
  const text = document.querySelector(".story .text");
  const find = (words) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(words);
      if (at >= 0) { return [walker.currentNode, at]; }
    }
  };
  const [start, first] = find(from);
  const [end, last] = find(to);
  getSelection().setBaseAndExtent(start, first, end, last + to.length);
}"""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = ArchiveFolder(tmp_path_factory.mktemp("citing"))
    archive.write("sitegen.toml", 'title = "测试档案"\n')
    archive.write("seeds/2024-01-12_云汀日报_3.txt", CLIPPING)
    done = archive.run("build")
    assert done.code == 0, done.err
    (found,) = archive.root.glob("public/stories/*/index.html")
    return found


@pytest.fixture
def opened(story: Path, page: Page, context: BrowserContext) -> Page:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(story.as_uri())
    return page


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_one_click_copies_a_citation(opened: Page) -> None:
    opened.locator(".cite").get_by_role("button", name="复制", exact=True).first.click()
    opened.get_by_role("status").get_by_text("已复制").wait_for()
    said = clipboard(opened)
    assert said.startswith("张三. 云汀镇修好十里灌渠[N]. 云汀日报，2024-01-12（3）. 测试档案，剪报")
    assert said == opened.locator(".cite blockquote").first.inner_text()


def test_every_form_can_be_saved_from_a_disk(opened: Page, tmp_path: Path) -> None:
    wanted = {"BibTeX": "@article{", "RIS": "TY  - NEWS", "CSL-JSON": "["}
    for name, beginning in wanted.items():
        with opened.expect_download() as download:
            opened.locator(".cite").get_by_role("link", name=name, exact=True).click()
        download.value.save_as(tmp_path / name)
        text = (tmp_path / name).read_text("utf-8")
        assert text.startswith(beginning)
        assert "云汀镇修好十里灌渠" in text
    assert json.loads((tmp_path / "CSL-JSON").read_text("utf-8"))[0]["page"] == "3"


def test_what_is_missing_is_named(archive: ArchiveFolder) -> None:
    assert archive.run("build").code == 0
    (page,) = archive.root.glob("public/stories/*/index.html")
    assert "从缺：报纸名、出版日期、版次。" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("first", "last", "words", "lines"),
    [
        ("重新流进", "六个", "重新流进沿线六个", "3"),
        ("十里灌渠", "麦田", "十里灌渠”修缮完工，渠水重新流进沿线六个村的麦田", "3–4"),
        ("近日", "完工", "近日，云汀镇的“十里灌渠”修缮完工", "2–3"),
        ("后一次", "建成四十年", "后一次灌溉。\n这条灌渠建成四十年", "5–7"),
        ("更换", "十二座。", "更换闸门十二座。", "8"),
    ],
)
def test_a_quotation_has_the_lines_of_what_is_marked(
    opened: Page, first: str, last: str, words: str, lines: str
) -> None:
    offer = opened.locator("button.quote")
    assert offer.is_hidden()
    opened.evaluate(MARK, [first, last])
    offer.click()
    opened.get_by_role("button", name="已复制").wait_for()
    inner = words.translate(str.maketrans("“”", "‘’"))
    label = opened.locator(".cite blockquote").first.inner_text().split("测试档案，")[1].split("，第")[0]
    assert clipboard(opened) == (
        f"“{inner}”——张三. 云汀镇修好十里灌渠[N]. 云汀日报，2024-01-12（3）. 测试档案，{label}，第{lines}行."
    )


@pytest.mark.parametrize(
    ("first", "last", "words", "lines"),
    [
        ("沿线六个", "两千亩", "沿线六个村的麦田，两千亩", "3–4"),
        ("后一次", "四十年", "后一次灌溉。这条灌渠建成四十年", "5–7"),
        ("修好", "灌渠", "修好十里灌渠", "1"),
    ],
)
def test_a_quotation_from_the_clipping_itself_has_its_lines(
    story: Path, opened: Page, first: str, last: str, words: str, lines: str
) -> None:
    (clipping,) = story.parents[2].glob("clippings/*/index.html")
    opened.goto(clipping.as_uri())
    opened.evaluate(MARK.replace(".story .text", ".original .lines"), [first, last])
    opened.locator("button.quote").click()
    opened.get_by_role("button", name="已复制").wait_for()
    assert clipboard(opened).startswith(f"“{words}”——云汀日报，2024-01-12（3）. 测试档案，剪报")
    assert clipboard(opened).endswith(f"，第{lines}行.")


def test_the_offer_goes_with_what_was_marked_and_is_none_elsewhere(opened: Page) -> None:
    offer = opened.locator("button.quote")
    opened.evaluate(MARK, ["更换", "闸门"])
    offer.wait_for()
    opened.evaluate("getSelection().removeAllRanges()")
    offer.wait_for(state="hidden")
    opened.evaluate("getSelection().selectAllChildren(document.querySelector('.cite'))")
    assert offer.is_hidden()


def test_readings_and_line_numbers_are_no_part_of_a_quotation(opened: Page) -> None:
    opened.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector(".story .text"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf("衬砌");
            if (at < 0) { continue; }
            const text = walker.currentNode.splitText(at);
            text.splitText(2);
            const ruby = document.createElement("ruby");
            text.replaceWith(ruby);
            ruby.append("衬砌", Object.assign(document.createElement("rt"), { textContent: "chèn qì" }));
            return;
          }
        }"""
    )
    opened.evaluate(
        "() => getSelection().selectAllChildren(Array.from(document.querySelectorAll('.text p[data-lines]')).pop())"
    )
    opened.locator("button.quote").click()
    opened.get_by_role("button", name="已复制").wait_for()
    assert "共衬砌渠道五公里" in clipboard(opened)
    assert clipboard(opened).endswith("第7–8行.")


def test_without_scripts_the_page_says_the_same_and_offers_no_button(story: Path, browser: object) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(story.as_uri())
    assert "云汀日报，2024-01-12（3）" in page.locator(".cite").inner_text()
    assert page.locator(".cite button, button.quote").count() == 0
    context.close()
