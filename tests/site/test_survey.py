"""What became of a site since the last build is told file by file, and nothing else of it has to be looked at."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sitegen.site.folders import Stamp, scan
from sitegen.site.survey import Survey, survey
from sitegen.site.target import Kept, Target

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PAGES = ("index.html", "a/index.html", "a/b/index.html")


@pytest.fixture
def public(tmp_path: Path) -> Path:
    for page in PAGES:
        write(tmp_path / "public" / page)
    return tmp_path / "public"


@pytest.fixture
def aside(public: Path) -> Path:
    """The site before the last, with all files of the last one under a second name."""
    aside = public.with_name("aside")
    for page in PAGES:
        (aside / page).parent.mkdir(parents=True, exist_ok=True)
        os.link(public / page, aside / page)
    return aside


def write(file: Path, text: str = "page") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def files(folder: Path) -> Mapping[str, Stamp]:
    return scan(str(folder)).files()


def around(made: Mapping[str, Stamp], public: Path, aside: Path | None = None) -> Survey:
    return survey(made, public, aside, public.with_name("trees"), b"1")


def test_what_nobody_touched_is_not_named(public: Path, aside: Path) -> None:
    made = files(public)
    for _ in range(2):  # the second time with what the first one kept
        assert around(made, public, aside) == Survey(standing=True, unlinked=())


def test_a_site_that_is_gone_does_not_stand(public: Path) -> None:
    made = files(public)
    assert around(made, public.with_name("gone")) == Survey(moved=frozenset(PAGES))


@pytest.mark.parametrize("known", [False, True], ids=["first look", "second look"])
def test_all_that_was_meddled_with_is_named(public: Path, aside: Path, known: bool) -> None:
    made = files(public)
    if known:
        around(made, public, aside)
    write(public / "a/index.html", "another")
    (public / "a/b/index.html").unlink()
    write(public / "more/x.html")
    (public / "empty").mkdir()
    write(aside / "strange/y.html")
    (aside / "index.html").unlink()
    found = around(made, public, aside)
    assert found.moved == {"a/index.html", "a/b/index.html"}
    assert sorted(found.more) == ["a/b/", "empty/", "more/x.html"]
    assert found.unlinked == ("index.html",)
    assert (found.strange, found.folders) == (("strange/y.html",), ("strange",))


def test_the_folders_may_change_places(public: Path, aside: Path) -> None:
    """As they do after each build: what was kept of each is known by the folder, and not by its name."""
    made = files(public)
    around(made, public, aside)
    public.rename(public.with_name("between"))
    aside.rename(public)
    public.with_name("between").rename(aside)
    write(aside / "z.html")
    assert around(made, public, aside) == Survey(standing=True, unlinked=(), strange=("z.html",))


def test_the_whole_site_is_put_together_from_what_is_otherwise(public: Path, aside: Path) -> None:
    made = dict(files(public))
    write(aside / "strange/y.html")
    (aside / "a/index.html").unlink()
    kept = Kept({path: (b"key", {path: stamp}) for path, stamp in made.items()})
    found = around(made, public, aside)
    target = Target(str(aside), str(public), kept, empty=False, survey=lambda: found)
    new, fresh = target.place("index.html", b"new")
    assert fresh
    wanted = {"index.html": new, "a/index.html": made["a/index.html"]}
    stamps = target.complete(wanted, ["index.html"])
    assert files(aside) == stamps == wanted
    assert sorted(path.name for path in aside.iterdir()) == ["a", "index.html"], "no folder is left that nothing needs"
    assert (public / "index.html").read_text("utf-8") == "page", "what stands is not written into"
