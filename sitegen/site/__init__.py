"""From the archive to its pages."""

from sitegen.site.building import BuildReport, build_site

__all__ = ["BuildReport", "build_site"]
