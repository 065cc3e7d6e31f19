"""Drives the search page of a built site in a browser, for tests and for the benchmark."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from playwright.sync_api import Page

ASK = """
async queries => {
  const form = document.getElementById("search");
  const tick = () => new Promise(done => setTimeout(done, 0));
  const settled = async () => {
    while (!["done", "partly", "failed"].includes(form.dataset.state)) { await tick(); }
  };
  const found = [];
  for (const query of queries) {
    document.getElementById("q").value = query;
    form.requestSubmit();
    await settled();
    for (;;) {
      const buttons = document.querySelectorAll(".further button:not(.other)");
      if (!buttons.length || form.dataset.state === "failed") { break; }
      const before = document.querySelectorAll("#results ol > li").length;
      const text = document.querySelector("#results .sum").textContent;
      buttons[buttons.length - 1].click();
      while (document.querySelectorAll("#results ol > li").length === before
             && document.querySelector("#results .sum").textContent === text) { await tick(); }
    }
    found.push([form.dataset.state].concat(Array.from(document.querySelectorAll("#results h2 a"))
      .map(link => link.getAttribute("href").split("/").at(-2))));
  }
  return found;
}
"""
"""Asks each query in turn and goes on until nothing is left: its state, then the ids of its stories in order."""


def ask(page: Page, site: Path, queries: Sequence[str]) -> list[list[str]]:
    """The ids of the stories that the search page lists for each query, from the disk."""
    page.goto((site / "search/index.html").as_uri())
    answers: list[list[str]] = page.evaluate(ASK, list(queries))
    failed = [query for query, (state, *_) in zip(queries, answers, strict=True) if state != "done"]
    assert failed == [], "the search gave up"
    return [ids for _, *ids in answers]
