"""What programs read of a site: feeds, sitemap, robots.txt, descriptions for browsers and for libraries' harvesters.

All of it is made from content alone and never the clock.
"""

from sitegen.site.feeds.parts import feed_parts

__all__ = ["feed_parts"]
