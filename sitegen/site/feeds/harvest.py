"""An OAI-PMH static repository: every story as Dublin Core in one file, which a gateway serves to harvesters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.site.feeds.channel import NO_DAY, elements, xml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.config import Config

PATH = "oai.xml"
_OAI = "http://www.openarchives.org/OAI/2.0/"
_STATIC = f"{_OAI}static-repository"
_DC = f"{_OAI}oai_dc/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True, slots=True)
class Described:
    """A story as a library's catalogue wants it."""

    id: str
    title: str
    creators: tuple[str, ...]
    subjects: tuple[str, ...]
    description: str
    publisher: str
    """The paper, "" where it is not known."""
    date: str
    places: tuple[str, ...]
    day: str
    """When its record changed last; "" where it is not known."""


def static_repository(stories: Iterable[Described], config: Config) -> bytes:
    """The file; it needs the site's public address and an address for mail."""
    listed = list(stories)
    earliest = min((story.day or NO_DAY.isoformat() for story in listed), default=NO_DAY.isoformat())
    address = config.base_url + PATH
    gateway = config.oai_gateway + address.partition("://")[2] if config.oai_gateway else address
    records = "".join(_record(story, config.base_url) for story in listed)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Repository xmlns="{_STATIC}" xmlns:oai="{_OAI}" xmlns:xsi="{_XSI}" '
        f'xsi:schemaLocation="{_STATIC} {_STATIC}.xsd">\n'
        f"<Identify>\n<oai:repositoryName>{xml(config.title)}</oai:repositoryName>\n"
        f"<oai:baseURL>{xml(gateway)}</oai:baseURL>\n<oai:protocolVersion>2.0</oai:protocolVersion>\n"
        f"<oai:adminEmail>{xml(config.oai_email)}</oai:adminEmail>\n"
        f"<oai:earliestDatestamp>{earliest}</oai:earliestDatestamp>\n<oai:deletedRecord>no</oai:deletedRecord>\n"
        "<oai:granularity>YYYY-MM-DD</oai:granularity>\n</Identify>\n"
        "<ListMetadataFormats>\n<oai:metadataFormat>\n<oai:metadataPrefix>oai_dc</oai:metadataPrefix>\n"
        f"<oai:schema>{_OAI}oai_dc.xsd</oai:schema>\n<oai:metadataNamespace>{_DC}</oai:metadataNamespace>\n"
        "</oai:metadataFormat>\n</ListMetadataFormats>\n"
        f'<ListRecords metadataPrefix="oai_dc">\n{records}</ListRecords>\n</Repository>\n'
    ).encode()


def _record(story: Described, base: str) -> str:
    host = urlsplit(base).hostname or "localhost"
    return (
        f"<oai:record>\n<oai:header>\n<oai:identifier>oai:{xml(host)}:{xml(story.id)}</oai:identifier>\n"
        f"<oai:datestamp>{story.day or NO_DAY.isoformat()}</oai:datestamp>\n</oai:header>\n<oai:metadata>\n"
        f'<oai_dc:dc xmlns:oai_dc="{_DC}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xsi:schemaLocation="{_DC} {_OAI}oai_dc.xsd">\n'
        + elements("dc:title", (story.title,))
        + elements("dc:creator", story.creators)
        + elements("dc:subject", story.subjects)
        + elements("dc:description", (story.description,))
        + elements("dc:publisher", (story.publisher,))
        + elements("dc:date", (story.date,))
        + elements("dc:type", ("Text",))
        + elements("dc:identifier", (f"{base}stories/{story.id}/",))
        + elements("dc:language", ("zh",))
        + elements("dc:coverage", story.places)
        + "</oai_dc:dc>\n</oai:metadata>\n</oai:record>\n"
    )
