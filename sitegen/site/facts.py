"""What an archive itself knows of topics and places, for its pages; what it does not say the package says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.site.topiclist import Topic
    from sitegen.site.traditional.wordlist import Wordlist


@dataclass(frozen=True, slots=True)
class Facts:
    topics: Mapping[str, Topic] | None = None
    """The archive's list of topics, by name; None for the package's."""
    former: tuple[Mapping[str, Any], ...] = ()
    """Former townships beyond the package's: county (name or code), name, now, year and event of each."""
    wordlist: Wordlist | None = None
    """Words that keep a form of their own in traditional characters; None for the package's list."""
    variants: tuple[str, ...] = ()
    """Groups of characters that search takes for the same, beyond the package's."""
