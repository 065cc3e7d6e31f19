"""The finished site, carried to where readers find it: compared first, then only what differs is sent."""

from sitegen.publishing.site import MARKER, Plan, PublishingError, Site, Target

__all__ = ["MARKER", "Plan", "PublishingError", "Site", "Target"]
