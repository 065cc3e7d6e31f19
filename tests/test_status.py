"""The archive in one screen: every figure an editor asks for, and never more than a screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sitegen.commands.status import screen
from sitegen.content import Standing
from sitegen.content.status import Status
from sitegen.model import Record
from tests.conftest import SECOND

if TYPE_CHECKING:
    from tests.conftest import ArchiveFolder

NOTHING = Status(0, 0, 0, 0, (), 0, (), (), 0)


def lines(status: Status, **more: Any) -> dict[str, str]:
    """The rows by their names, without those that go on with the row above."""
    told = [line for line in screen(status, "content", **more) if not line.startswith(" ")]
    return {line[:11].strip(): " ".join(line[11:].split()) for line in told}


def test_an_empty_archive_has_every_row() -> None:
    rows = lines(NOTHING)
    assert list(rows) == ["clippings", "stories", "edited", "conflicts", "to look at", "unassigned"]
    assert {row[0] for row in rows.values()} == {"0"}


def test_every_figure_stands_in_its_row() -> None:
    status = replace(
        NOTHING,
        clippings=3,
        stories=9,
        by_hand=2,
        edited=4,
        edited_fields=(("body", 3), ("title", 1)),
        deleted=1,
        unassigned=80,
        unassigned_roles=(("banner", 70), ("credit", 10)),
    )
    assert lines(status, now=Standing(new=("b.txt", "c.txt"), changed=("a.txt",)), broken=1) == {
        "clippings": "3 and 2 not imported yet, 1 changed since the last import: `sitegen import`",
        "stories": "9 2 by hand; 1 more were deleted",
        "edited": "4 body 3, title 1",
        "conflicts": "0",
        "to look at": "0",
        "unassigned": "80 characters in no story: banner 70, credit 10",
        "broken": "1 files with errors: `sitegen check` names them",
    }


def test_it_stays_one_screen_however_much_there_is_to_do() -> None:
    doubtful = tuple(Record(f"甲县/a/{number}.md", f"a-{number}", "题", confidence=0.5) for number in range(500))
    conflicts = tuple((f"甲县/a/{number}.md", "title") for number in range(500))
    told = list(screen(replace(NOTHING, doubtful=doubtful, conflicts=conflicts), "content"))
    assert len(told) < 24
    assert told.count("           and 495 more") == 2
    assert "           content/甲县/a/0.md: title" in told
    assert "           0.50  content/甲县/a/0.md" in told


def test_what_people_did_is_counted(archive: ArchiveFolder) -> None:
    archive.write("seeds/z.txt", SECOND)
    archive.run("import")
    first, second = sorted((archive.root / "content").rglob("*.md"))
    first.write_text(first.read_text("utf-8").replace("title: ", "title: 新"), encoding="utf-8")
    second.unlink()
    archive.write("content/手写.md", "---\ntitle: 手写的报道\n---\n\n正文。\n")
    archive.write("content/坏.md", "---\ntitle: 甲\n")
    archive.write("seeds/new.txt", SECOND)
    done = archive.run("status")
    assert done.code == 0, done.err
    rows = [" ".join(line.split()) for line in done.out.splitlines()]
    assert "clippings 2 and 1 not imported yet: `sitegen import`" in rows
    assert "stories 2 1 by hand; 1 more were deleted" in rows
    assert "edited 1 title 1" in rows
    assert "broken 1 files with errors: `sitegen check` names them" in rows


def test_a_clipping_that_changed_since_is_told_until_it_is_imported(archive: ArchiveFolder) -> None:
    archive.run("import")
    archive.write("seeds/a.txt", SECOND)
    assert "1 changed since the last import" in archive.run("status").out
    checked = archive.run("check", "--format", "json").out
    assert "changed since the last import" in checked
    archive.run("import")
    assert "changed since" not in archive.run("status").out
    (archive.root / "seeds/a.toml").write_text('paper = "县报"\n', "utf-8")
    assert "1 changed since the last import" in archive.run("status").out, "what stands beside it counts too"


def test_what_is_wrong_beside_an_unchanged_clipping_is_said_at_every_import(archive: ArchiveFolder) -> None:
    archive.write("seeds/a.toml", "papers = 1\n")
    first, second = archive.run("import"), archive.run("import")
    assert "a.toml" in first.err
    assert "a.toml" in second.err
    assert "0 of 1 clippings new or changed" in second.err


def test_a_conflict_is_accepted_by_the_name_of_its_file(archive: ArchiveFolder) -> None:
    archive.run("import")
    (path,) = (archive.root / "content").rglob("*.md")
    title = next(line for line in path.read_text("utf-8").splitlines() if line.startswith("title: "))
    path.write_text(path.read_text("utf-8").replace(title, "title: 编辑定的题"), encoding="utf-8")
    clipping = (archive.root / "seeds/a.txt").read_text("utf-8")
    headline = title.removeprefix("title: ")
    archive.write("seeds/a.txt", clipping.replace(headline, headline.replace(headline[-1], "改", 1)))
    archive.run("import")
    shown = path.relative_to(archive.root).as_posix()
    assert f"{shown}: title" in archive.run("status").out
    assert "--accept" in archive.run("check", "--format", "json").out
    done = archive.run("status", "--accept", shown)
    assert (done.code, done.out) == (0, f"{shown}: title stays as it is\n")
    assert f"{shown}: title" not in archive.run("status").out
    assert archive.run("status", "--accept", "无.md").code == 1
