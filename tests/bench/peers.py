"""Other site generators at the same work: a page a story, home, paged lists of townships and topics, feed, sitemap.

Each recipe is as short as its program allows. What a program lacks without a plugin (Pelican a sitemap, MkDocs a feed)
is left out, which is to its advantage.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.bench.corpus import stories, write_stories

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: how its site is laid out, where stories go, what builds it and where the pages are then."""

    name: str
    set_up: Callable[[Path, int], None]
    stories: str
    command: tuple[str, ...]
    out: str
    environment: Mapping[str, str] = field(default_factory=dict)


def peers(tools: Path) -> list[Peer]:
    """Those that are installed below `tools`, as tests/bench/README.md says how, or on PATH."""
    found: list[Peer] = []
    if hugo := _program(tools, "hugo", "v-hugo/bin/hugo"):
        found.append(Peer("Hugo", _hugo, "content/stories", (hugo, "--quiet"), "public"))
    if pelican := _program(tools, "pelican", "v-pelican/bin/pelican"):
        found.append(Peer("Pelican", _pelican, "content", (pelican, "-q"), "output"))
    if mkdocs := _program(tools, "mkdocs", "v-mkdocs/bin/mkdocs"):
        quiet = {"NO_MKDOCS_2_WARNING": "1"}
        found.append(Peer("MkDocs Material", _mkdocs, "docs/stories", (mkdocs, "build", "-q"), "site", quiet))
    eleventy = tools / "11ty/node_modules/@11ty/eleventy/cmd.cjs"
    if eleventy.is_file() and (node := shutil.which("node")):
        found.append(Peer("Eleventy", _eleventy, "src/stories", (node, str(eleventy), "--quiet"), "_site"))
    return found


def _program(tools: Path, name: str, below: str) -> str:
    there = tools / below
    return str(there) if there.is_file() else shutil.which(name) or ""


def _write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _hugo(root: Path, count: int) -> None:
    listed = (
        '{{ range %s }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</li>{{ end }}'
    )
    tags = '{{ range .GetTerms "%s" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ end }}'
    pager = '{{ with $p.Prev }}<a href="{{ .URL }}">上一页</a>{{ end }}{{ with $p.Next }}<a href="{{ .URL }}">下一页</a>{{ end }}'
    _write(
        root,
        {
            "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "剪报"\nhasCJKLanguage = true\n'
            'disableKinds = ["section"]\n[pagination]\npagerSize = 50\n[taxonomies]\n'
            'township = "townships"\ntopic = "topics"\n[outputs]\nhome = ["html", "rss"]\n'
            'taxonomy = ["html"]\nterm = ["html"]\n[services.rss]\nlimit = 50\n',
            "layouts/baseof.html": '<!doctype html><html lang="zh"><head><meta charset="utf-8">'
            '<title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}"></head><body><header><nav>'
            '<a href="/">首页</a> <a href="/townships/">乡镇</a> <a href="/topics/">主题</a></nav></header>'
            '<main>{{ block "main" . }}{{ end }}</main><footer>剪报</footer></body></html>',
            "layouts/home.html": '{{ define "main" }}<ul>'
            + listed % "first 50 site.RegularPages.ByDate.Reverse"
            + "</ul>{{ end }}",
            "layouts/page.html": '{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Date.Format "2006-01-02" }} '
            "{{ .Params.source }}</p><p>" + tags % "townships" + "</p><p>" + tags % "topics" + "</p>"
            "{{ .Content }}{{ end }}",
            "layouts/taxonomy.html": '{{ define "main" }}<ul>{{ range .Data.Terms.ByCount }}<li>'
            '<a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}',
            "layouts/term.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ $p := .Paginate .Pages.ByDate.Reverse }}<ul>'
            + listed % "$p.Pages"
            + f"</ul>{pager}{{{{ end }}}}",
        },
    )
    write_stories(count, root / "content/stories", "yaml")


def _pelican(root: Path, count: int) -> None:
    """Townships are its authors, topics its tags; the theme is the plain one that it comes with."""
    settings = {
        "SITENAME": "剪报", "SITEURL": "https://example.org", "PATH": "content", "OUTPUT_PATH": "output",
        "THEME": "simple", "TIMEZONE": "Asia/Shanghai", "DEFAULT_LANG": "zh", "DEFAULT_PAGINATION": 50,
        "PAGINATED_TEMPLATES": {"author": 50, "tag": 50}, "DIRECT_TEMPLATES": ["tags", "authors"],
        "ARTICLE_URL": "stories/{slug}/", "ARTICLE_SAVE_AS": "stories/{slug}/index.html",
        "CATEGORY_SAVE_AS": "", "FEED_ALL_ATOM": "feed.xml", "FEED_MAX_ITEMS": 50, "CATEGORY_FEED_ATOM": None,
    }  # fmt: skip
    _write(root, {"pelicanconf.py": "\n".join(f"{name} = {value!r}" for name, value in settings.items()) + "\n"})
    write_stories(count, root / "content", "pelican")


def _mkdocs(root: Path, count: int) -> None:
    names = sorted({name for written in stories(count) for name in (*written.townships, *written.topics)})
    pages = {
        f"docs/tags/{number}.md": f"# {name}\n\n<!-- material/tags {{ include: [{name}], toc: false }} -->\n"
        for number, name in enumerate(names)
    }
    settings = (
        "site_name: 剪报\nsite_url: https://example.org/\ntheme:\n  name: material\n  language: zh\n  font: false\n"
        "nav:\n  - index.md\nnot_in_nav: |\n  /stories/\n  /tags/\nplugins:\n  - search:\n      enabled: false\n  - tags\n"
    )
    links = "".join(f"- [{name}](tags/{number}.md)\n" for number, name in enumerate(names))
    _write(root, {"mkdocs.yml": settings, "docs/index.md": f"# 剪报\n\n{links}", **pages})
    write_stories(count, root / "docs/stories", "mkdocs")


def _eleventy(root: Path, count: int) -> None:
    head = '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><nav>'
    head += '<a href="/">首页</a></nav>'
    front = "---\npagination:\n  data: collections.%s\n  size: 1\n  alias: list\n%s---\n"
    rows = '<ul>{% for one in list.part %}<li><a href="{{ one.url }}">{{ one.data.title }}</a></li>{% endfor %}</ul>'
    config = """
const per = 50
const sorted = api => api.getFilteredByGlob("src/stories/*.md").sort((a, b) => b.date - a.date)
const lists = key => api => {
  const found = new Map()
  for (const one of sorted(api)) for (const name of one.data[key] || []) {
    if (!found.has(name)) found.set(name, [])
    found.get(name).push(one)
  }
  return [...found].flatMap(([name, all]) => Array.from({ length: Math.ceil(all.length / per) }, (_, n) => ({
    name, part: all.slice(n * per, n * per + per), path: `/${key}/${name}/` + (n ? `page/${n + 1}/` : "") })))
}
export default function (config) {
  config.addCollection("latest", api => sorted(api).slice(0, 50))
  config.addCollection("townshipLists", lists("townships"))
  config.addCollection("topicLists", lists("topics"))
  return { dir: { input: "src", output: "_site", includes: "../_includes" }, markdownTemplateEngine: false }
}
"""
    every = "{% for one in collections.all %}<url><loc>https://example.org{{ one.url }}</loc></url>{% endfor %}"
    entries = "{% for one in collections.latest %}<entry><title>{{ one.data.title }}</title></entry>{% endfor %}"
    _write(
        root,
        {
            "package.json": json.dumps({"type": "module"}),
            "eleventy.config.js": config,
            "_includes/story.njk": head
            + "<h1>{{ title }}</h1><p>{{ source }}</p>{% for name in townships %}<a href='/townships/{{ name }}/'>"
            "{{ name }}</a>{% endfor %}{% for name in topics %}<a href='/topics/{{ name }}/'>{{ name }}</a>{% endfor %}"
            "{{ content | safe }}</body></html>",
            "src/stories/stories.11tydata.js": 'export default { layout: "story.njk", '
            "permalink: data => `stories/${data.slug}/` }\n",
            "src/index.njk": "---\ntitle: 剪报\n---\n"
            + head
            + "{% for one in collections.latest %}<a href='{{ one.url }}'>{{ one.data.title }}</a>{% endfor %}</body></html>",
            "src/townships.njk": front % ("townshipLists", 'permalink: "{{ list.path }}"\n') + head + rows,
            "src/topics.njk": front % ("topicLists", 'permalink: "{{ list.path }}"\n') + head + rows,
            "src/sitemap.njk": f"---\npermalink: sitemap.xml\n---\n<urlset>{every}</urlset>",
            "src/feed.njk": f"---\npermalink: feed.xml\n---\n<feed>{entries}</feed>",
        },
    )
    write_stories(count, root / "src/stories", "yaml")
