"""Each story as lists show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.site.addresses import Link
from sitegen.site.tracing import spans_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.site.dates import When
    from sitegen.site.frames import Frame
    from sitegen.site.gists import Gist

Place = tuple[str, str]
"""County and name: places of one name in two counties are two places."""


class Entry(NamedTuple):
    """One story as every list shows it."""

    id: str
    url: str
    headline: str
    kicker: str
    subhead: str
    lead: str
    brief: str
    when: When
    county: str
    places: tuple[Link, ...]
    topics: tuple[Link, ...]
    clipping: str
    """Label of the clipping it was cut from, "" where it was written by hand."""
    clipping_url: str
    number: int
    """Its place among the stories of its clipping, from 1; 0 without a clipping."""
    first_line: int
    last_line: int
    lines: str
    """All its lines, for print: 113–178，383."""
    length: int
    """Letters, digits and ideographs of the body."""
    fragment: bool
    doubtful: bool


class Links(NamedTuple):
    """What entries lead to; each link is made once for all of them."""

    township_urls: Mapping[Place, str]
    county_slugs: Mapping[str, str]
    topic_slugs: Mapping[str, str]
    towns: dict[Place, Link]
    counties: dict[str, Link]
    topics: dict[str, Link]

    def town(self, place: Place) -> Link:
        found = self.towns.get(place)
        if found is None:
            found = self.towns[place] = Link(place[1], self.township_urls[place])
        return found

    def county(self, name: str) -> Link:
        found = self.counties.get(name)
        if found is None:
            found = self.counties[name] = Link(name, f"townships/index.html#{self.county_slugs[name]}")
        return found

    def topic(self, name: str) -> Link:
        found = self.topics.get(name)
        if found is None:
            found = self.topics[name] = Link(name, f"topics/{self.topic_slugs[name]}/index.html")
        return found


def entry_of(
    titles: tuple[str, str, str],
    gist: Gist,
    frame: Frame,
    when: When,
    numbers: Mapping[str, int],
    labels: Mapping[str, str],
    sheet_slugs: Mapping[str, str],
    links: Links,
) -> Entry:
    """A story as lists show it, from its titles (headline, kicker, subhead), its gist and its frame."""
    county = frame.county
    headline, kicker, subhead = titles
    towns = tuple([links.town((county, name)) for name in frame.townships])
    return Entry(
        id=frame.id,
        url=frame.url,
        headline=headline,
        kicker=kicker,
        subhead=subhead,
        lead=gist.lead,
        brief=gist.brief,
        when=when,
        county=county,
        places=towns or ((links.county(county),) if county else ()),
        topics=tuple(map(links.topic, frame.topics)),
        clipping=labels.get(frame.clipping, ""),
        clipping_url=f"clippings/{sheet_slugs[frame.clipping]}/index.html" if frame.clipping in sheet_slugs else "",
        number=numbers.get(frame.id, 0),
        first_line=min((first for first, _ in frame.lines), default=0),
        last_line=max((last for _, last in frame.lines), default=0),
        lines=spans_text(frame.lines),
        length=gist.length,
        fragment=frame.fragment,
        doubtful=bool(frame.doubts),
    )
