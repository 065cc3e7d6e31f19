"""How right the tags are: `python -m tests.accuracy` ends with it, `python -m tests.accuracy.tagging` prints it alone.

    township_f1, topic_f1, people_f1   micro F1 over the stories that gold labels; a township under
                mentioned_townships or a topic under topics_also is neither demanded nor wrong
    county      share of stories whose county is right

Stories of the shared pages stand on several pages each, so halves are made by story, not by page: `tune` holds
those with an even number, `last` the others, which are for a last look only.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sitegen.clippings.splitting import split
from sitegen.config import Config
from sitegen.model import Caption, Passage, Split, Story
from sitegen.tagging.tagger import load_tagger
from tests.accuracy import pages
from tests.accuracy.predictors import as_document
from tests.accuracy.scoring import Tally, count, squeeze
from tests.accuracy.scoring import _pair as pair_stories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sitegen.model import Clipping, Tags
    from sitegen.tagging.tagger import Tagger
    from tests.accuracy.pages import LabelledPage


FIGURES = {
    "township_f1": ("townships", "mentioned_townships"),
    "topic_f1": ("topics", "topics_also"),
    "people_f1": ("people", ""),
    "village_f1": ("villages", "mentioned_villages"),
}


@dataclass(slots=True)
class Figures:
    """The tallies of a set of stories."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    counties: Counter[bool] = field(default_factory=Counter)
    milliseconds: float = 0.0
    misses: list[str] = field(default_factory=list)

    def add(self, gold: Mapping[str, Any], county: str, tags: Tags | None) -> None:
        """Counts one gold story against its tags."""
        named = names(tags)
        for figure, (key, free) in FIGURES.items():
            if key not in gold:
                continue
            wanted = {
                squeeze(name) for name in (*gold[key], *(gold.get("communities", ()) if key == "villages" else ()))
            }
            spare = {squeeze(name) for name in gold.get(free, ())} - wanted
            offered = {squeeze(name) for name in named[key]} - spare
            self.tallies[figure] += count(wanted, offered)
            if wanted != offered:
                missing, extra = sorted(wanted - offered), sorted(offered - wanted)
                self.misses.append(f"{figure} {gold.get('id', '')}: missing {missing}, extra {extra}")
        if "townships" in gold:
            right = tags is not None and tags.county is not None and tags.county.name == county
            self.counties[right] += 1
            if not right:
                self.misses.append(
                    f"county {gold.get('id', '')}: {county}, not {tags and tags.county and tags.county.name}"
                )

    def summary(self) -> dict[str, float]:
        """The figures by name."""
        found = {figure: round(self.tallies[figure].f1, 4) for figure in FIGURES}
        stories = self.counties.total()
        return {"stories": stories, "county": round(self.counties[True] / stories, 4) if stories else 1.0} | found


def names(tags: Tags | None) -> dict[str, list[str]]:
    """The tags' names as the parse document gives them."""
    if tags is None:
        return {key: [] for key, _ in FIGURES.values()}
    return {key: [tag.name for tag in getattr(tags, key)] for key, _ in FIGURES.values()}


def gold_split(page: LabelledPage) -> Split:
    """The page split as gold says, for tagging alone."""
    return Split(page.name, tuple(map(gold_story, page.gold["stories"])))


def gold_story(gold: Mapping[str, Any]) -> Story:
    lines = tuple(tuple(span) for span in gold.get("lines", ()))
    return Story(
        kicker=_joined(gold["kicker"]),
        headline=_joined(gold["headline"]),
        subhead=_joined(gold["subhead"]),
        body=tuple(Passage(item["kind"], item["text"], ()) for item in gold["body"]),
        byline=_joined(gold["byline"]),
        captions=tuple(Caption(text, (0, 0)) for text in gold["captions"]),
        lines=lines,
    )


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else " ".join(text)


def group(page: LabelledPage, story: Mapping[str, Any]) -> str:
    """The set in which a story counts: seeds, generated, or the half of the shared pages."""
    if not page.kind.startswith(("t", "p", "mixed")):
        return page.kind.split()[0]
    number = re.search(r"\d+", str(story.get("id", "")))
    return "tune" if number and int(number.group()) % 2 == 0 else "last"


def tagging_figures(labelled: Iterable[LabelledPage], tagger: Tagger) -> dict[str, Figures]:
    """The figures of tagging alone, on gold stories, by set."""
    found: dict[str, Figures] = defaultdict(Figures)
    for page in labelled:
        split = gold_split(page)
        if not found:
            tagger.tag(pages.clipping(page), split)  # loads what is loaded once; the times are those of a story
        _load_places(page, tagger)
        begin = time.process_time()
        tagged = tagger.tag(pages.clipping(page), split)
        spent = 1000 * (time.process_time() - begin)
        for gold, tags in zip(page.gold["stories"], tagged, strict=True):
            figures = found[group(page, gold)]
            figures.add(gold, gold.get("county") or page.gold.get("county", ""), tags)
            figures.milliseconds += spent / len(tagged) if "townships" in gold else 0.0
    return found


def _load_places(page: LabelledPage, tagger: Tagger) -> None:
    """Reads the places of a page's counties, whose time tests/tagging/test_gazetteer.py bounds."""
    for name in {page.gold.get("county", ""), *(story.get("county", "") for story in page.gold["stories"])} - {""}:
        for county in tagger.finder.gazetteer.by_name.get(name, ()):
            tagger.names(county)


def figures_through(
    split: Callable[[Clipping], Split], labelled: Iterable[LabelledPage], tagger: Tagger
) -> dict[str, Figures]:
    """The figures of tags on what a splitter makes of each page; a gold story it does not find has no tags."""
    found: dict[str, Figures] = defaultdict(Figures)
    for page in labelled:
        clipping = pages.clipping(page)
        made = split(clipping)
        tagged = tagger.tag(clipping, made)
        pairs = pair_stories(page.gold["stories"], as_document(made)["stories"])
        for number, gold in enumerate(page.gold["stories"]):
            tags = tagged[pairs[number]] if number in pairs else None
            found[group(page, gold)].add(gold, gold.get("county") or page.gold.get("county", ""), tags)
    return found


def main() -> int:
    """Prints the figures; with --misses every difference of the sets that may be looked at."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--misses", nargs="*", metavar="SET", help="show what is wrong in these sets")
    parser.add_argument("--split", action="store_true", help="on what the splitter makes of the pages, not on gold")
    parser.add_argument("--only", default="", help="only pages whose name matches this regular expression")
    options = parser.parse_args()
    tagger, problems = load_tagger(Config(), pages.ROOT / "tests")
    for problem in problems:
        print(problem)
    labelled = pages.labelled_pages(only=options.only)
    found = figures_through(split, labelled, tagger) if options.split else tagging_figures(labelled, tagger)
    print(table(found, "tags through the splitter" if options.split else "tags on gold stories"))
    for name in options.misses or ():
        print("\n".join((name, *(f"    {line}" for line in dict.fromkeys(found[name].misses)))))
    return 0


def report(labelled: Sequence[LabelledPage]) -> str:
    """Both tables: tagging alone, and what is left of it through the splitter."""
    tagger, problems = load_tagger(Config(), pages.ROOT / "tests")
    alone = table(tagging_figures(labelled, tagger), "tags on gold stories")
    through = table(figures_through(split, labelled, tagger), "tags through the splitter")
    return "\n".join((*map(str, problems), alone, "", through))


def table(found: Mapping[str, Figures], title: str) -> str:
    """The figures by set, sets without labels left out."""
    shown = {name: figures for name, figures in found.items() if figures.counties}
    rows = [title, f"{'':14}" + "".join(f"{name:>12}" for name in shown)]
    summaries = [figures.summary() for figures in shown.values()]
    rows += [
        f"{key:14}" + "".join(f"{summary[key]:>12.4g}" for summary in summaries)
        for key in (summaries[0] if summaries else ())
    ]
    times = [figures.milliseconds / max(figures.counties.total(), 1) for figures in shown.values()]
    if any(times):
        rows.append(f"{'ms a story':14}" + "".join(f"{spent:>12.2f}" for spent in times))
    return "\n".join(rows)


if __name__ == "__main__":
    raise SystemExit(main())
