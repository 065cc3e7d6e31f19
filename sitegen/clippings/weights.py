"""What each signal is worth in joining pieces to stories and titles to stories; the one place for all of it.

Log-odds by hand, in steps of a half, measured on the seeds and the even-numbered shared pages with
`make accuracy`, which also prints what each is worth (a signal is switched off by setting it to 0).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Worth of the signals. Positive speaks for a join or a match unless the name says otherwise."""

    order: float = 2.7
    """The next piece in the file continues the last one."""
    sure: float = 4.0
    """A seam worth more is joined in the first threads without looking for a better one."""
    jump: float = 4.5
    """Against a join of pieces that do not follow one another in the file."""
    back: float = 1.0
    """Against a join of whole sentences where the later piece is printed first."""
    distance: float = 0.3
    """Against it, for each doubling of the pieces passed over."""
    both_open: float = 4.0
    """A sentence is cut at the seam on both sides."""
    unfinished: float = 3.0
    """Against a story that ends in mid-sentence."""
    coherence: float = 0.0
    """How alike each paragraph is to the rest of its story, above what strangers are, summed over the page."""
    misfit: float = 10.0
    """Against paragraphs that are more alike to another story than to the rest of their own."""
    head_full: float = 1.5
    """Against: the right piece's first row fills its column where the page sets first rows in."""
    one_open: float = 2.0
    """Against: only one side of the seam is in mid-sentence."""
    letters: float = 0.65
    """How well the letters on both sides of an open seam go together, in log-odds."""
    quotes: float = 1.5
    """A quotation left open is closed by the next piece."""
    dateline: float = 9.0
    """Against a join: the next piece opens with 本报讯 or its like."""
    byline: float = 7.0
    """Against: a byline stands at the seam."""
    title_between: float = 5.0
    """Against: a title stack stands at a seam between full stops."""
    aside_between: float = 0.5
    """Against: a caption or banner stands at such a seam."""
    measure: float = 2.0
    """Against: the pieces are set to columns of other widths."""
    topic: float = 4.0
    """Shared rare letter pairs of the two sides, above what strangers on the page share."""
    opener: float = 1.5
    """Both paragraphs open with the same four ideographs (要切实把握…, 必须进一步…)."""
    parallel: float = 3.0
    """The same opening again anywhere in the story."""
    lead: float = 0.5
    """Against: the next piece opens as leads do (近日, 日前, 近年来)."""
    lead_date: float = 1.5
    """The same where it opens with a day of the year."""
    lead_news: float = 1.0
    """The same where it opens with 近日, a season or an hour."""
    lead_place: float = 2.5
    """The same where its first words name a place with its county."""
    follow_up: float = 1.0
    """The next piece opens as later paragraphs do (此外, 据了解, 下一步)."""
    closed: float = 2.0
    """Against: the piece before opened as last paragraphs do."""
    start: float = -2.0
    """For starting a story where no dateline says so."""
    title_start: float = 4.0
    """The same beside a title, when the first threads are laid."""
    truncated: float = -4.0
    """For a story that begins in mid-sentence."""
    overlap: float = 9.0
    """Rare letter pairs of a title found in a body."""
    lead_overlap: float = 3.0
    """The same in the body's first paragraph."""
    overlap_base: float = 1.8
    """What a title shares with any body of the page by chance."""
    headless: float = 2.0
    """Against a title for a story whose beginning is lost: its title stood there."""
    kicker_overlap: float = 6.0
    """Letter pairs of a kicker found in a story, above one half."""
    kicker_adjacent: float = 3.5
    """A kicker stands just over the title."""
    adjacent: float = 3.0
    """A title stands next to the body on the side where this page prints its titles."""
    inside: float = 3.0
    """Against a title in the middle of its body, on a page that prints titles elsewhere."""
    near: float = 0.6
    """Against a match, for each doubling of the items between title and body."""
    untitled: float = 2.3
    """Against a story left without a title."""
    soft_title: float = 2.0
    """Against a title made of what looks like a crosshead."""
    orphan: float = 2.5
    """Against a title left without a story."""
    cut_title: float = 4.0
    """Against cutting a stack of titles in two, which leaves each with less to match."""
    cut_to_story: float = 0.5
    """The same where the cut brings one more story to light."""
    place_told: float = 1.5
    """A place of the title, or of its kicker, is named in the body."""
    figure_told: float = 2.0
    """A figure of the title stands in the body."""
    run_told: float = 1.0
    """Four ideographs in a row of the title stand in the body."""
    kicker_place: float = 3.0
    """The township or village of a kicker is named in the story; against, where it is not."""
