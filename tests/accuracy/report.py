"""The accuracy report for splitting: `python -m tests.accuracy` prints the figures by kind of page."""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.accuracy import pages, predictors
from tests.accuracy.pages import KINDS, LabelledPage
from tests.accuracy.scoring import PageScore, StoryScore, score_page, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.accuracy.predictors import Predictor

FIGURES = (
    "story_f1", "body", "headline", "kicker", "subhead", "byline",
    "break_f1", "heading_f1", "caption_f1", "other_f1", "conserved",
)  # fmt: skip
ABLATION_FIGURES = {"story_f1": "story", "headline": "head", "other_f1": "other"}
CALIBRATION_STEPS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


@dataclass(frozen=True, slots=True)
class Result:
    """One page's scores and the CPU time that reading it took."""

    page: LabelledPage
    score: PageScore
    milliseconds: float


def evaluate(predict: Predictor, labelled: Iterable[LabelledPage]) -> list[Result]:
    """Runs a predictor over pages and scores each; a page that fails counts as read to nothing."""
    results = []
    for page in labelled:
        clipping = pages.clipping(page)
        begin = time.process_time()
        split = predict(clipping)
        spent = 1000 * (time.process_time() - begin)
        results.append(Result(page, score_page(page.gold, predictors.as_document(split), page.text), spent))
    return results


def by_kind(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Results by kind of page, in the order of the report, empty kinds left out."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[result.page.kind].append(result)
    return {kind: groups[kind] for kind in KINDS if groups[kind]}


def table(results: Sequence[Result]) -> str:
    """The figures by kind of page, as text."""
    groups = by_kind(results)
    head = f"{'':12}" + "".join(f"{kind:>16}" for kind in groups)
    counts = [(len(group), sum(len(result.score.stories) for result in group)) for group in groups.values()]
    rows = [head, f"{'pages':12}" + "".join(f"{n:>16}" for n, _ in counts)]
    rows.append(f"{'stories':12}" + "".join(f"{n:>16}" for _, n in counts))
    summaries = [summarise([result.score for result in group]) for group in groups.values()]
    rows += [f"{name:12}" + "".join(f"{summary[name]:>16.4f}" for summary in summaries) for name in FIGURES]
    for name, pick in (("median ms", statistics.median), ("max ms", max)):
        times = [pick([result.milliseconds for result in group]) for group in groups.values()]
        rows.append(f"{name:12}" + "".join(f"{value:>16.1f}" for value in times))
    return "\n".join(rows)


def comparison(named: Iterable[tuple[str, Predictor]], labelled: Sequence[LabelledPage], title: str) -> str:
    """One row a predictor, a few figures by kind of page: for baselines and ablations."""
    lines: list[str] = []
    for name, predict in named:
        groups = by_kind(evaluate(predict, labelled))
        if not lines:
            lines = [title, f"{'':24}" + "".join(f"{kind:>21}" for kind in groups)]
            lines.append(f"{'':24}" + "".join(f"{short:>7}" for _ in groups for short in ABLATION_FIGURES.values()))
        cells = [summarise([result.score for result in group]) for group in groups.values()]
        row = "".join(f"{cell[figure]:>7.3f}" for cell in cells for figure in ABLATION_FIGURES)
        lines.append(f"{name:24.24}" + row)
    return "\n".join(lines)


def wrong_stories(results: Sequence[Result]) -> str:
    """Page by page the stories that are not right, with the headline expected and found."""
    lines: list[str] = []
    for result in results:
        figures = summarise([result.score])
        lines.append(f"{result.page.name}  " + " ".join(f"{name}={figures[name]:.3f}" for name in FIGURES))
        lines += [_row(story) for story in result.score.stories if not story.all_right or story.breaks < 0.9]
        lines += [f"    extra story: {headline[:40] or '(no headline)'}" for headline, _ in result.score.unpaired]
    return "\n".join(lines)


def calibration(results: Sequence[Result]) -> str:
    """How often a predicted story is fully right, by the confidence that the splitter gave it."""
    sample = [(story.confidence, story.all_right) for result in results for story in result.score.stories]
    sample += [(confidence, False) for result in results for _, confidence in result.score.unpaired]
    rated = [(confidence, right) for confidence, right in sample if confidence is not None]
    lines = [f"{'confidence':16}{'stories':>8}{'all right':>10}"]
    for low, high in zip(CALIBRATION_STEPS, [*CALIBRATION_STEPS[1:], 1.01], strict=True):
        inside = [right for confidence, right in rated if low <= confidence < high]
        if inside:
            lines.append(f"{low:.2f} to {min(high, 1):.2f}    {len(inside):>8}{sum(inside) / len(inside):>10.3f}")
    sure = [right for confidence, right in rated if confidence >= 0.9]
    if sure:
        lines.append(f"{'0.90 and above':16}{len(sure):>8}{sum(sure) / len(sure):>10.3f}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the report; 1 where there is no splitter or no page to score."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="list the stories that are wrong")
    parser.add_argument("--half", choices=("tune", "last"), default="", help="only even or only odd page numbers")
    parser.add_argument("--only", default="", metavar="REGEX", help="only pages whose name matches")
    parser.add_argument("--baselines", action="store_true", help="add the naive baselines")
    parser.add_argument("--ablate", action="store_true", help="add a row for each signal switched off")
    parser.add_argument("--all", action="store_true", help="baselines and ablations too")
    parser.add_argument("--no-tags", action="store_true", help="leave out the tables of tags")
    options = parser.parse_args(arguments)
    labelled = pages.labelled_pages(options.half, options.only)
    if not labelled:
        print("no labelled page matches")
        return 1
    split = predictors.splitter()
    if split is None:
        print("sitegen.clippings.splitting is missing: baselines only")
    else:
        split(pages.clipping(labelled[0]))  # loads what is loaded once, so that the times are those of a page
        results = evaluate(split, labelled)
        if options.verbose:
            print(wrong_stories(results), end="\n\n")
        print(table(results), end="\n\n")
        print(calibration(results))
    if options.baselines or options.all or split is None:
        print()
        print(comparison(predictors.baselines().items(), labelled, "naive baselines"))
    if split is not None and (options.ablate or options.all):
        rows = [("all signals", split), *predictors.ablations(split)]
        print()
        print(comparison(rows, labelled, "each signal switched off"))
    if split is not None and not options.no_tags:
        from tests.accuracy import tagging

        print()
        print(tagging.report(labelled))
    return 0 if split is not None else 1


def _row(story: StoryScore) -> str:
    wrong = [name for name in ("headline", "kicker", "subhead", "byline") if not getattr(story, name)]
    found = "not found" if story.headline_pred is None else f"pred {story.headline_pred[:40] or '(none)'}"
    sure = "" if story.confidence is None else f" conf {story.confidence:.2f}"
    marks = f" wrong: {','.join(wrong)}" if wrong else ""
    gold = story.headline_gold[:40] or "(none)"
    return f"    body {story.body:.3f} breaks {story.breaks:.2f}{sure} | gold {gold} | {found}{marks}"
