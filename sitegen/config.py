"""sitegen.toml as one frozen value; whatever is wrong with the file is a problem with its line."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.filenames import DEFAULT_PATTERNS, compile_pattern
from sitegen.problems import Problem
from sitegen.tomlplaces import line_of, line_of_error, read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

FILE_NAME = "sitegen.toml"
PLACES_FILE = "places.toml"
"""Beside it: what the archive knows of places."""
LANGUAGES = ("zh-Hans", "en")


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of one archive, each with the value it has where sitegen.toml says nothing."""

    title: str = "剪报档案"
    short_title: str = ""
    """Stands where the title is too long; empty: the title itself."""
    seal: str = ""
    """One to four characters for the seal beside the title; empty: the first two of the title."""
    description: str = ""
    language: str = "zh-Hans"
    """Of the site's own words; the clippings keep theirs."""
    base_url: str = ""
    """The public address, with a slash at its end; only what needs a full address uses it."""
    edit_url: str = ""
    """Where a reader can correct a story; `{path}` stands for its path below the archive's root."""
    page_size: int = 50
    data: str = "all"
    """Which tables stand in the site: of "all" headings, of the whole "archive" alone, or "none"."""
    search: bool = True
    """The site has its search, with an index that takes as much room as the pages."""
    county: str = ""
    """The county of every clipping that names none itself."""
    themes: tuple[str, ...] = ("default",)
    """Names of theme folders; a template is taken from the first that has it. "default" is always the last."""
    traditional_served: str = "no"
    """The other script: "edition", a second site in a folder of its own; "toggle", on each reader's wish; "no"."""
    traditional_form: str = "s2t"
    """Traditional characters as OpenCC's standard (s2t), Taiwan (s2tw) or Hong Kong (s2hk) write them."""
    seeds: str = "seeds"
    content: str = "content"
    themes_dir: str = "themes"
    public: str = "public"
    preview_port: int = 8000
    feeds_entries: int = 50
    """Items in a feed."""
    feeds_full_text: bool = False
    """Whether feeds hold whole stories."""
    oai_email: str = ""
    """Whom library harvesters write to; without it there is no file for them."""
    oai_gateway: str = ""
    """The gateway that serves that file, with a slash at its end."""
    publish_targets: Mapping[str, str] = field(default_factory=dict)
    """Places to publish to, by the names that they are called by."""
    publish_keep: tuple[str, ...] = ()
    """Files and folders of a target that are not the site's and stay."""
    publish_endpoint: str = ""
    """Address of an object storage that is not AWS."""
    publish_region: str = ""
    publish_addressing: str = "auto"
    """Where such a storage wants the bucket's name: "path" or "virtual" (before the host)."""
    publish_signature: str = "v4"
    """How requests to it are signed."""
    publish_headers: bool = False
    """Whether the site has a file `_headers`, which Netlify and Cloudflare Pages read."""
    filename_patterns: tuple[re.Pattern[str], ...] = tuple(map(compile_pattern, DEFAULT_PATTERNS))
    """How a clipping's file name, without its ending, tells its imprint: named groups are fields of `Imprint`."""

    def seeds_dir(self, root: Path) -> Path:
        return root / self.seeds

    def content_dir(self, root: Path) -> Path:
        return root / self.content

    def public_dir(self, root: Path) -> Path:
        return root / self.public


class _UnfitError(ValueError):
    """A setting's value is not what it must be; the text says what would be."""


def find_root(start: Path) -> Path | None:
    """The nearest folder, from `start` upwards, that has a sitegen.toml."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / FILE_NAME).is_file()), None)


def load_config(root: Path) -> tuple[Config, list[Problem]]:
    """The settings of the archive at `root`; what cannot be used keeps its default and is a problem."""
    try:
        text = (root / FILE_NAME).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Config(), [Problem(FILE_NAME, "no such file", hint="`sitegen new DIR` starts an archive with one")]
    except OSError as error:
        return Config(), [Problem(FILE_NAME, f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Config(), [Problem(FILE_NAME, f"not UTF-8 at byte {error.start}", line, hint="save the file as UTF-8")]
    return parse_config(text.replace("\r\n", "\n"))


def parse_config(text: str) -> tuple[Config, list[Problem]]:
    """The settings that the text of a sitegen.toml gives, and what is wrong with it."""
    try:
        table = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        line, message = line_of_error(error, text)
        return Config(), [Problem(FILE_NAME, message, line, source=_source(text, line))]
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in _leaves(table, ()):
        name = ".".join(key)
        line = line_of(text, key)
        setting = _SETTINGS.get(name)
        if setting is None:
            problems.append(
                Problem(FILE_NAME, f'unknown key "{name}"', line, 0, "error", _source(text, line), _near(name))
            )
            continue
        field, read = setting
        try:
            values[field] = read(value)
        except _UnfitError as error:
            problems.append(Problem(FILE_NAME, f'"{name}": {error}', line, source=_source(text, line)))
    config = replace(Config(), **values)
    clash = _clash(config)
    if clash:
        line = line_of(text, ("paths", "public"))
        problems.append(Problem(FILE_NAME, clash, line, source=_source(text, line)))
        config = replace(config, public=Config().public)
    return config, problems


def _leaves(table: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        path = (*above, key)
        if isinstance(value, dict) and _is_table(".".join(path)):
            yield from _leaves(value, path)
        else:
            yield path, value


def _is_table(name: str) -> bool:
    return any(known.startswith(name + ".") for known in _SETTINGS)


def _near(name: str) -> str:
    """The known key that is most like `name`, or where it stands if only its table is wrong."""
    last = name.rpartition(".")[2]
    same = [known for known in _SETTINGS if known.rpartition(".")[2] == last]
    near = same or difflib.get_close_matches(name, _SETTINGS, n=1, cutoff=0.6)
    if not near:
        by_last = {known.rpartition(".")[2]: known for known in _SETTINGS}
        near = [by_last[word] for word in difflib.get_close_matches(last, by_last, n=1, cutoff=0.6)]
    return f'did you mean "{near[0]}"?' if near else "known keys: " + ", ".join(_SETTINGS)


def _source(text: str, line: int) -> str:
    lines = text.split("\n")
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""


def _clash(config: Config) -> str:
    """Why the site may not be written where it is to be: it would sweep away what it is made from."""
    public = Path(config.public)
    for name, other in (("seeds", config.seeds), ("content", config.content), ("themes", config.themes_dir)):
        if public == Path(other) or public in Path(other).parents or Path(other) in public.parents:
            return f'"paths.public" and "paths.{name}" must be folders apart from each other'
    return ""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _UnfitError(f"must be a text in quotes, not {_kind(value)}")
    return value.strip()


def _filled(value: object) -> str:
    text = _text(value)
    if not text:
        raise _UnfitError("must not be empty")
    return text


def _whole(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise _UnfitError(f"must be a whole number, not {_kind(value)}")
        if not low <= value <= high:
            raise _UnfitError(f"must be from {low} to {high}, not {value}")
        return value

    return read


def _seal(value: object) -> str:
    text = _text(value)
    if len(text) > 4:
        raise _UnfitError("must have at most four characters")
    return text


def _address(value: object) -> str:
    text = _text(value)
    if text and not re.match(r"https?://[^\s/]+", text):
        raise _UnfitError("must begin with https:// or http://")
    return text


def _email(value: object) -> str:
    text = _text(value)
    if text and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text):
        raise _UnfitError("must be an address for mail")
    return text


def _base(value: object) -> str:
    text = _address(value)
    return text if not text or text.endswith("/") else text + "/"


def _folder(value: object) -> str:
    """A folder below the root: what lies outside might be somebody else's, and the site's folder is replaced whole."""
    text = _filled(value).replace("\\", "/").rstrip("/")
    path = Path(text)
    if path.is_absolute() or ".." in path.parts or path == Path() or re.match("[A-Za-z]:", text):
        raise _UnfitError("must be a folder below that of sitegen.toml")
    return path.as_posix()


def _themes(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    chosen = [_filled(name) for name in names]
    for name in chosen:
        if "/" in name or "\\" in name or name.startswith("."):
            raise _UnfitError(f"must be the name of a folder in themes/, not {name}")
    return (*dict.fromkeys(name for name in chosen if name != "default"), "default")


def _patterns(value: object) -> tuple[re.Pattern[str], ...]:
    if not isinstance(value, list):
        raise _UnfitError(f"must be a list of patterns, not {_kind(value)}")
    try:
        return tuple(compile_pattern(_filled(pattern)) for pattern in value)
    except ValueError as error:
        raise _UnfitError(str(error)) from None


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise _UnfitError(f"must be true or false, not {_kind(value)}")
    return value


def _one_of(*known: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = _text(value)
        if text not in known:
            raise _UnfitError(f"must be one of {', '.join(known)}, not {text}")
        return text

    return read


def _targets(value: object) -> dict[str, str]:
    """Names are words, so that none is mistaken for a folder or an address."""
    if not isinstance(value, dict):
        raise _UnfitError(f"must be a table of names and addresses, not {_kind(value)}")
    for name in value:
        if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
            raise _UnfitError(f"a name must be letters, digits, - and _, not {name}")
    return {name: _filled(address) for name, address in value.items()}


def _paths(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _UnfitError(f"must be a list of files and folders, not {_kind(value)}")
    return tuple(_folder(path) for path in value)


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list", dict: "a table"}
    return kinds.get(type(value), "a date or time")


_SETTINGS: dict[str, tuple[str, Callable[[object], object]]] = {
    "title": ("title", _filled),
    "short_title": ("short_title", _text),
    "seal": ("seal", _seal),
    "description": ("description", _text),
    "language": ("language", _one_of(*LANGUAGES)),
    "base_url": ("base_url", _base),
    "edit_url": ("edit_url", _address),
    "page_size": ("page_size", _whole(1, 1000)),
    "data": ("data", _one_of("all", "archive", "none")),
    "search": ("search", _truth),
    "county": ("county", _text),
    "theme": ("themes", _themes),
    "traditional.served": ("traditional_served", _one_of("no", "edition", "toggle")),
    "traditional.form": ("traditional_form", _one_of("s2t", "s2tw", "s2hk")),
    "paths.seeds": ("seeds", _folder),
    "paths.content": ("content", _folder),
    "paths.themes": ("themes_dir", _folder),
    "paths.public": ("public", _folder),
    "preview.port": ("preview_port", _whole(1, 65535)),
    "feeds.entries": ("feeds_entries", _whole(1, 1000)),
    "feeds.full_text": ("feeds_full_text", _truth),
    "oai.email": ("oai_email", _email),
    "oai.gateway": ("oai_gateway", _base),
    "publish.targets": ("publish_targets", _targets),
    "publish.keep": ("publish_keep", _paths),
    "publish.endpoint": ("publish_endpoint", _address),
    "publish.region": ("publish_region", _text),
    "publish.addressing": ("publish_addressing", _one_of("auto", "path", "virtual")),
    "publish.signature": ("publish_signature", _one_of("v4", "v2")),
    "publish.headers": ("publish_headers", _truth),
    "filenames.patterns": ("filename_patterns", _patterns),
}
