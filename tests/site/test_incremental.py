"""A build leaves what is right as it is, and comes to what a build from nothing would have come to, byte for byte."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from sitegen.config import load_config
from sitegen.content.clippingfile import render_clipping
from sitegen.model import Figure
from sitegen.progress import Progress
from sitegen.rebuilding import build, build_aside
from tests.conftest import ArchiveFolder
from tests.site.made import CLIPPING

if TYPE_CHECKING:
    from sitegen.rebuilding import Built

QUIET = Progress(-1)
STORY = """---
title: {title}
date: {date}
county: 云汀县
townships:
  - {town}
topics:
  - {topic}
people:
  - {person}
id: {id}
---

云汀镇的灌渠修好了，{person}说：“渠水来得正好。”

## {town}

{text}
"""
NAMES = st.sampled_from(["云汀镇", "卧石乡", "晴溪乡"])
TOPICS = st.sampled_from(["农业农村", "教育人才", "<新>主题"])
PEOPLE = st.sampled_from(["许青禾", "沈一"])
DATES = st.sampled_from(["2021-03-01", "2021-03-02", "2023-11-30"])
TEXTS = st.sampled_from(
    ["渠水。", "**麦田**与[村](b.md)。", "![图](a.png)", "", "投入3万元，修路20公里。", "修路20公里。"]
)
FIGURES = (
    Figure("3万元", 30_000, 30_000, "元", "投入", "云汀镇", "投入3万元，修路20公里。", 4),
    Figure("20公里", 20, 20, "公里", "修路", "", "投入3万元，修路20公里。", 4),
)
TITLES = st.sampled_from(["修好灌渠", "办起夜校", '"引号"', "修好 灌渠"])


EDITS = (
    (r"(?m)^title: .*$", ("title: 修好灌渠", "title: 办起夜校", "title: 单县来客")),
    (r"(?m)^date: .*$", ("date: 2021-03-01", "date: 2021", "date: 2023-11-30")),
    (r"(?m)^county: .*$", ("county: 云汀县", "county: 晴溪县", "county: ''")),
    (r"(?m)^  - [^\n]*(?=\ntopics:)", ("  - 云汀镇", "  - 卧石乡", "  - ' '")),
    (r"(?m)^  - [^\n]*(?=\npeople:)", ("  - 农业农村", "  - 教育人才", "  - 云汀镇")),
    (r"(?m)^  - [^\n]*(?=\nid:)", ("  - 许青禾", "  - 许青禾（云汀镇镇长）", "  - 沈一")),
    (r"(?m)^id: .*$", ("id: a", "id: b", "id: z\naliases:\n  - y")),
    (r"渠水来得正好。", ("渠水来得正好。", "渠水来得正好，彧。", "《云汀志》来得正好。")),
    (r"(?m)^## .*$", ("## 云汀镇", "## 卧石乡", "卧石乡也修。")),
    (r"修好了", ("修好了", "终于修好了", "在2021年修好了")),
)


def site(archive: ArchiveFolder) -> dict[str, tuple[bytes, int]]:
    """Every file of public/ with its content and its time."""
    top = archive.root / "public"
    return {
        path.relative_to(top).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def built(archive: ArchiveFolder, jobs: int = 1) -> Built:
    config, problems = load_config(archive.root)
    assert problems == []
    return build(archive.root, config, QUIET, jobs=jobs)


def clean(archive: ArchiveFolder, out: Path) -> dict[str, bytes]:
    """The site made from nothing."""
    config, _ = load_config(archive.root)
    build_aside(archive.root, config, out, QUIET)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def story(archive: ArchiveFolder, name: str, **fields: str) -> None:
    values = {"title": "修好灌渠", "date": "2021-03-01", "town": "云汀镇", "topic": "农业农村", "person": "许青禾"}
    archive.write(f"content/{name}.md", STORY.format(**{**values, "text": "渠水。", "id": name, **fields}))


def clip(archive: ArchiveFolder, name: str, count: int = len(FIGURES)) -> None:
    """Has a story come from a clipping that knows so many figures of it."""
    found = replace(CLIPPING.clipping, name=f"{name}.txt")
    record = replace(CLIPPING, clipping=found, story_ids=(name,), figures=(FIGURES[:count],))
    archive.write(f"content/clippings/{name}.json", render_clipping(record).decode())


class AnyChange(RuleBasedStateMachine):
    """An owner at work: whatever is changed in whatever order, the site is that of a build from nothing."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(mkdtemp(prefix="sitegen-test-"))
        self.archive = ArchiveFolder(self.folder / "archive")
        self.archive.write("sitegen.toml", 'title = "测试档案"\n')
        self.archive.write("themes/mine/assets/theme.css", "b { color: red }\n")
        story(self.archive, "a")
        story(self.archive, "b", text="![图](a.png)")
        self.number = 0
        self.before: dict[str, tuple[bytes, int]] = {}

    @rule(name=st.sampled_from("abc"), title=TITLES, date=DATES, town=NAMES, topic=TOPICS, person=PEOPLE, text=TEXTS)
    def write(self, name: str, **fields: str) -> None:
        story(self.archive, name, **fields)

    @rule(name=st.sampled_from("abc"), edit=st.sampled_from(EDITS), to=st.integers(0, 2))
    def edit_one(self, name: str, edit: tuple[str, tuple[str, str, str]], to: int) -> None:
        """One thing alone in a story that is there."""
        file = self.archive.root / f"content/{name}.md"
        if file.is_file():
            was, now = edit
            file.write_text(re.sub(was, lambda _: now[to], file.read_text("utf-8"), count=1), encoding="utf-8")

    @rule(name=st.sampled_from("abc"))
    def delete(self, name: str) -> None:
        (self.archive.root / f"content/{name}.md").unlink(missing_ok=True)

    @rule(name=st.sampled_from("abc"), other=st.sampled_from(["d", "下/e"]))
    def rename(self, name: str, other: str) -> None:
        source, target = self.archive.root / f"content/{name}.md", self.archive.root / f"content/{other}.md"
        if source.is_file():
            target.parent.mkdir(exist_ok=True)
            source.rename(target)

    @rule(name=st.sampled_from("ab"), count=st.integers(0, 2))
    def clip(self, name: str, count: int) -> None:
        clip(self.archive, name, count)

    @rule(content=st.sampled_from([b"", b"picture", b"another"]))
    def picture(self, content: bytes) -> None:
        file = self.archive.write("content/a.png", content)
        if not content:
            file.unlink()

    @rule(title=st.sampled_from(["测试档案", "改名档案"]), size=st.sampled_from([1, 50]), theme=st.booleans(),
          language=st.sampled_from(["zh-Hans", "en"]), base=st.booleans())  # fmt: skip
    def set_up(self, title: str, size: int, theme: bool, language: str, base: bool) -> None:
        lines = [f'title = "{title}"', f"page_size = {size}", f'language = "{language}"']
        lines += ['theme = "mine"'] * theme + ['base_url = "https://example.org/"'] * base
        self.archive.write("sitegen.toml", "\n".join(lines))

    @rule(name=st.sampled_from(["story", "list", "parts"]), text=st.sampled_from(["", "一", "二"]))
    def touch_template(self, name: str, text: str) -> None:
        file = f"themes/mine/templates/{name}.html"
        if text and name != "parts":
            self.archive.write(file, f'{{% extends "default/{name}.html" %}}{{% block footer %}}{text}{{% endblock %}}')
        elif text:
            shipped = Path(__file__).parents[2] / "themes/default/templates/parts.html"
            self.archive.write(file, shipped.read_text("utf-8").replace("seal", f"seal {text}"))
        else:
            (self.archive.root / file).unlink(missing_ok=True)

    @rule(how=st.sampled_from(["delete", "spoil", "empty"]))
    def lose_what_was_kept(self, how: str) -> None:
        kept = self.archive.root / ".sitegen"
        for file in sorted(path for path in kept.glob("*") if path.is_file()):
            if how == "delete":
                file.unlink()
            else:
                data = bytearray(file.read_bytes() if how == "spoil" else b"")
                data[len(data) // 2 :] = bytes(byte ^ 1 for byte in data[len(data) // 2 :])
                file.write_bytes(data)
        if how == "delete":
            shutil.rmtree(kept / "site", ignore_errors=True)

    @precondition(lambda self: (self.archive.root / "public").is_dir())
    @rule(how=st.sampled_from(["change", "remove", "add"]))
    def meddle(self, how: str) -> None:
        public = self.archive.root / "public"
        if how == "change":
            with (public / "404.html").open("a") as file:
                file.write("x")
        elif how == "remove":
            (public / "index.html").unlink()
            (public / "index.html").write_text("x")
            (public / "404.html").unlink(missing_ok=True)
        else:
            (public / "stale" / "deep").mkdir(parents=True, exist_ok=True)
            (public / "stale" / "index.html").write_text("x")

    @rule(jobs=st.sampled_from([1, 1, 1, 2]))
    def build(self, jobs: int) -> None:
        before = site(self.archive) if (self.archive.root / "public").is_dir() else {}
        done = built(self.archive, jobs)
        assert done.swapped, done.problems
        after = site(self.archive)
        self.number += 1
        wanted = clean(self.archive, self.folder / f"clean{self.number}")
        assert {path: content for path, (content, _) in after.items()} == wanted
        same = [path for path in after if path in before and before[path][0] == after[path][0]]
        assert [path for path in same if before[path][1] != after[path][1]] == []
        assert done.changed == ({path: one for path, (one, _) in before.items()} != wanted)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)


TestAnyChange = AnyChange.TestCase
TestAnyChange.settings = settings(
    max_examples=6, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def numbered(archive: ArchiveFolder, number: int, **fields: str) -> None:
    """One of many stories, of which some share days, places and topics."""
    given = {
        "title": f"第{number}件事",
        "date": f"202{number % 3}-0{1 + number % 5}-11",
        "town": ("云汀镇", "卧石乡")[number % 2],
        "topic": ("农业农村", "教育人才", "交通")[number % 3],
    }
    story(archive, f"s{number}", **{**given, **fields})


def test_one_thing_that_changes_makes_no_other_page_and_misses_none(archive: ArchiveFolder, tmp_path: Path) -> None:
    """In an archive of several pages a list, one edit after the other."""
    archive.write("sitegen.toml", 'title = "测试档案"\npage_size = 4\n')
    for number in range(18):
        numbered(archive, number)
    built(archive)
    for turn, fields in enumerate(
        (
            {"text": "渠水又来了。"},
            {"title": "改了题目"},
            {"title": "改了题目", "topic": "交通"},
            {"title": "改了题目", "date": "2019-01-01"},
            {"title": "改了题目", "town": "晴溪乡"},
            {"title": "改了题目", "person": "沈一"},
        )
    ):
        numbered(archive, 7, **fields)
        before = site(archive)
        assert built(archive).changed
        after = site(archive)
        wanted = clean(archive, tmp_path / f"clean{turn}")
        assert {path: content for path, (content, _) in after.items()} == wanted
        same = [path for path, (content, _) in after.items() if path in before and before[path][0] == content]
        assert [path for path in same if before[path] != after[path]] == []
        assert len(same) > len(after) / 4


def test_a_number_that_is_corrected_moves_the_figures_behind_it(archive: ArchiveFolder, tmp_path: Path) -> None:
    """Over pages that have none of that story's own; and their count stands on a page that names no story."""
    archive.write("sitegen.toml", 'title = "测试档案"\npage_size = 1\n')
    for name in "abc":
        story(archive, name, text="投入3万元，修路20公里。")
        clip(archive, name)
    built(archive)
    assert "figures/page/3/index.html" in site(archive)
    for turn, text in enumerate(("投入5万元，修路20公里。", "投入5万元。", "投入3万元，修路20公里。")):
        story(archive, "a", text=text)
        built(archive)
        wanted = clean(archive, tmp_path / f"clean{turn}")
        assert {path: content for path, (content, _) in site(archive).items()} == wanted


def test_a_build_that_knows_of_none_before_it_tells_of_no_change_where_there_is_none(archive: ArchiveFolder) -> None:
    """A browser is not told to look again; nor is a story that went away overlooked."""
    story(archive, "a")
    story(archive, "b")
    built(archive)
    before = site(archive)
    shutil.rmtree(archive.root / ".sitegen")
    assert not built(archive).changed
    assert site(archive) == before
    shutil.rmtree(archive.root / ".sitegen")
    (archive.root / "content/b.md").unlink()
    assert built(archive).changed
    assert "stories/b/index.html" not in site(archive)
