"""All pages of a site, planned: what is where, and what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from collections.abc import Mapping

    from sitegen.config import Config
    from sitegen.site.catalogue import Catalogue
    from sitegen.site.page import AnyPage
    from sitegen.site.topiclist import Topic


FIGURED = ("figures.html", "indexes.html")
"""Templates of pages that are made from the figures that all stories print."""


def plan(catalogue: Catalogue, config: Config, topics: Mapping[str, Topic]) -> list[AnyPage]:
    """The pages in the order in which a reader meets them; no two have one path unless two names collide.

    Which pages there are hangs on where stories stand, and not on what they say: only what a page itself asks for is
    noted. The account of figures hangs on those as a whole, besides.
    """
    with catalogue.notes.closed():
        return [
            *plan_front(catalogue, config),
            *plan_story_list(catalogue, config),
            *plan_stories(catalogue, config),
            *plan_townships(catalogue, config),
            *plan_topics(catalogue, config, topics),
            *plan_matrix(catalogue, topics),
            *plan_years(catalogue, config),
            *plan_clippings(catalogue, config),
            *plan_names(catalogue, config),
            *plan_figures(catalogue, config),
            *plan_updates(catalogue, config),
        ]
