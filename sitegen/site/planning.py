"""All pages of a site, planned: what is where, and what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.content.figures import figures_of
from sitegen.site.pages.clippings import plan_clippings
from sitegen.site.pages.figures import plan_figures
from sitegen.site.pages.front import plan_front
from sitegen.site.pages.names import plan_names
from sitegen.site.pages.stories import plan_stories, plan_story_list
from sitegen.site.pages.topics import plan_matrix, plan_topics
from sitegen.site.pages.townships import plan_townships
from sitegen.site.pages.updates import plan_updates
from sitegen.site.pages.years import plan_years

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.config import Config
    from sitegen.site.catalogue import Catalogue
    from sitegen.site.page import AnyPage
    from sitegen.site.topiclist import Topic


def plan(catalogue: Catalogue, config: Config, topics: Mapping[str, Topic]) -> Iterator[AnyPage]:
    """The pages in the order in which a reader meets them; no two have one path unless two names collide."""
    yield from plan_front(catalogue, config)
    yield from plan_story_list(catalogue, config)
    yield from plan_stories(catalogue, config)
    yield from plan_townships(catalogue, config)
    yield from plan_topics(catalogue, config, topics)
    yield from plan_matrix(catalogue, topics)
    yield from plan_years(catalogue, config)
    yield from plan_clippings(catalogue, config)
    yield from plan_names(catalogue, config)
    yield from plan_figures(catalogue, config, figures_of(catalogue.clippings, catalogue.records))
    yield from plan_updates(catalogue, config)
