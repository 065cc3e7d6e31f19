"use strict";
// The search page: the query in its address, the facets, the list of hits. What finds them is search.js.
(function () {
  var engine = window.sitegenSearch && window.sitegenSearch.engine;
  if (!engine) { return; }
  var page = document.getElementById("search");
  var words = page.dataset;
  var BLOCKS = 12;     // so many blocks of facets are counted unasked
  var run = 0;         // the search that is being shown; what belongs to an earlier one is dropped

  // --- the address ---

  function stateOf() {
    var given = new URLSearchParams(location.search);
    var hash = new URLSearchParams(location.hash.slice(1));
    var get = name => given.getAll(name).concat(hash.getAll(name));
    var chosen = {};
    engine.KINDS.forEach(kind => { chosen[kind] = get(kind); });
    return { query: (get("q")[0] || "").trim(), sort: get("sort")[0] === "date" ? "date" : "", chosen: chosen };
  }

  function addressOf(state) {
    var given = new URLSearchParams();
    if (state.query) { given.set("q", state.query); }
    if (state.sort) { given.set("sort", state.sort); }
    engine.KINDS.forEach(function (kind) { state.chosen[kind].forEach(value => { given.append(kind, value); }); });
    return "?" + given.toString();
  }

  // --- what the reader sees ---

  var fill = engine.fill, make = engine.make;

  function marked(text, spots, from, to) {
    var parts = [], at = from;
    spots.forEach(spot => {
      if (spot[1] <= from || spot[0] >= to || spot[0] < at) { return; }
      parts.push(text.slice(at, spot[0]), make("mark", "", text.slice(spot[0], Math.min(spot[1], to))));
      at = Math.min(spot[1], to);
    });
    parts.push(text.slice(at, to));
    return parts;
  }

  function spotsOf(piece, terms) {
    var spots = [];
    terms.forEach(function (term) { if (!term.not) { spots = spots.concat(engine.places(piece, term)); } });
    return spots.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  }

  // The sentence around a hit, cut where it is long.
  function sentence(piece, spots) {
    var text = piece.text;
    var from = spots[0][0], to = spots[0][1];
    while (from > 0 && !/[。！？；!?\n]/.test(text[from - 1]) && spots[0][0] - from < 40) { from -= 1; }
    while (to < text.length && !/[。！？!?\n]/.test(text[to - 1]) && to - spots[0][1] < 70) { to += 1; }
    while (/[”’」』）)]/.test(text[to] || "")) { to += 1; }
    var whole = make("p", "sentence", marked(text, spots, from, to));
    if (from > 0 && !/[。！？；!?\n”]/.test(text[from - 1])) { whole.prepend("……"); }
    if (to < text.length && !/[。！？!?”]/.test(text[to - 1])) { whole.append("……"); }
    return { element: whole, end: to };
  }

  // The sentences that have most of the words, two at most; of a story that has them only in its titles the first.
  function sentences(story, terms, found) {
    var shown = [];
    var texts = story.pieces.filter(piece => piece.field === "body" || piece.field === "caption");
    var termsIn = piece => terms.filter(term => !term.not && engine.places(piece, term).length).length;
    var rank = new Map(texts.map(piece => [piece, termsIn(piece)]));
    texts.filter(piece => rank.get(piece)).sort((a, b) => rank.get(b) - rank.get(a)).forEach(piece => {
      var left = found.get(piece);
      while (left.length && shown.length < 2) {
        var one = sentence(piece, left);
        shown.push(one.element);
        left = left.filter(spot => spot[0] >= one.end);
      }
    });
    var aside = story.pieces.find(piece => found.get(piece).length && (piece.field === "tag" || piece.field === "byline"));
    if (!shown.length && aside) {
      var label = make("small", "", aside.field === "tag" ? words.tagged : words.signed);
      shown.push(make("p", "sentence", [label].concat(marked(aside.text, found.get(aside), 0, aside.text.length))));
    }
    if (!shown.length && texts.length) { shown.push(sentence(texts[0], [[0, 0]]).element); }
    return shown;
  }

  function hit(story, terms) {
    var item = make("li", "item");
    var slices = new Set();
    var found = new Map(story.pieces.map(piece => [piece, spotsOf(piece, terms)]));
    var count = 0;
    found.forEach((spots, piece) => {
      count += spots.length;
      spots.forEach(spot => { slices.add(piece.text.slice(spot[0], spot[1])); });
    });
    var title = text => {
      var piece = story.pieces.find(one => one.field === "title" && one.text === text);
      return piece ? marked(text, found.get(piece), 0, text.length) : text;
    };
    var hash = new URLSearchParams();
    slices.forEach(slice => { hash.append("hl", slice); });
    var link = make("a", "", story.headline ? title(story.headline) : words.untitled);
    link.href = words.root + "stories/" + story.id + "/index.html" + (slices.size ? "#" + hash : "");
    if (story.kicker) { item.append(make("p", "kick", title(story.kicker))); }
    item.append(make("h2", "", link));
    item.append.apply(item, sentences(story, terms, found));
    var meta = make("p", "meta");
    if (story.place) { meta.append(make("b", "place", story.place), " "); }
    meta.append(make("span", "", story.date), " ");
    if (story.clipping) { meta.append(make("span", "", fill(words.clipping, { label: story.clipping })), " "); }
    if (count) { meta.append(make("span", "", fill(words.spots, { n: count }))); }
    item.append(meta);
    item.lang = words.lang;
    return item;
  }

  var input = page.querySelector("input[name=q]");
  var results = document.getElementById("results");
  var list = results.querySelector("ol");
  var sum = results.querySelector(".sum");
  var status = results.querySelector("[role=status]");
  var sorts = results.querySelector(".sorts");
  var further = results.querySelector(".further");
  var side = document.getElementById("facets");
  var ways = document.getElementById("ways");
  var state = stateOf();
  var search = null;

  function announce(text) {
    sum.textContent = text;
    status.textContent = text;
  }

  function report() {
    var total = search.list.length;
    var done = search.next >= total;
    var n = search.hits.length;
    if (search.sure) { n = total; }
    var text = search.sure || done ? n ? fill(words.found, { n: n }) : fill(words.none, { stories: engine.root().stories })
      : fill(words.atleast, { n: n, read: search.next, all: total });
    announce(text);
    page.dataset.state = search.sure || done ? "done" : "partly";
    further.replaceChildren();
    if (search.shown < search.hits.length || !done) {
      further.append(button(words.more, () => { more(engine.BATCH); }));
      if (!search.sure && !done) { further.append(button(words.rest, () => { more(Infinity); })); }
    }
    if (/[“”]/.test(state.query)) {
      // Printed quotation marks are matched as they stand; whoever meant an exact phrase gets it here.
      var other = button(words.unquoted, () => { ask(state.query.replace(/[“”]/g, '"')); });
      other.className = "other";
      further.append(other);
    }
    ways.hidden = Boolean(n);
    sorts.hidden = !n;
  }

  function button(text, act) {
    var made = make("button", "", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  async function more(count) {
    var mine = search;
    var first = mine.shown;
    if (!await engine.advance(mine, mine.shown + count - mine.hits.length)) { return; }
    // All that are known are shown: those of one reading in order of what they say.
    var until = Math.min(mine.hits.length, mine.shown + count);
    var batch = mine.hits.slice(mine.shown, until);
    if (!state.sort && mine.whole) {
      var scores = new Map(batch.map(number => [number, engine.score(engine.stories.get(number), mine.found.terms)]));
      batch.sort((a, b) => scores.get(b) - scores.get(a) || a - b);
    }
    batch.forEach(number => { list.append(hit(engine.stories.get(number), mine.found.terms)); });
    mine.shown = until;
    report();
    if (first && list.children[first]) { list.children[first].querySelector("a").focus(); }
  }

  async function facets(mine, asked) {
    side.replaceChildren();
    var blocks = new Set(mine.found.candidates.map(number => Math.floor(number / engine.root().block)));
    if (!mine.found.candidates.length) { return; }
    if (blocks.size > BLOCKS && !asked) {
      side.append(button(words.count, () => { facets(mine, true); }));
      return;
    }
    // Counts are of stories that have the words for sure where all were read, else of those that may have them.
    var base = mine.found.candidates;
    if (mine.whole && !mine.filtered) { base = mine.hits; }
    var filed = await engine.facetsOf(base);
    if (mine.run !== run) { return; }
    if (base !== mine.hits && !mine.sure) { side.append(make("p", "note", words.upto)); }
    engine.KINDS.forEach(kind => {
      var counts = new Map();
      base.forEach(number => {
        var values = filed(number);
        if (!engine.fits(values, state.chosen, kind)) { return; }
        values.forEach(value => {
          if (value[0] === kind) { counts.set(value.slice(1), (counts.get(value.slice(1)) || 0) + 1); }
        });
      });
      state.chosen[kind].forEach(function (value) { if (!counts.has(value)) { counts.set(value, 0); } });
      if (!counts.size) { return; }
      var names = Array.from(counts.keys()).sort(function (a, b) {
        return kind === "y" ? (b || "0") - (a || "0") : counts.get(b) - counts.get(a) || (a < b ? -1 : 1);
      });
      var box = make("details", "facet", make("summary", "", words["facet" + kind.toUpperCase()]));
      box.open = matchMedia("(min-width: 901px)").matches || state.chosen[kind].length > 0;
      var rows = make("ul", "plain");
      names.forEach(function (name, place) {
        var tick = make("input");
        tick.type = "checkbox";
        tick.checked = state.chosen[kind].includes(name);
        tick.addEventListener("change", function () {
          state.chosen[kind] = state.chosen[kind].filter(other => other !== name);
          if (tick.checked) { state.chosen[kind].push(name); }
          go(kind + name);
        });
        tick.dataset.value = kind + name;
        var shown = kind === "k" ? words["kind" + name[0].toUpperCase() + name.slice(1)] : engine.shownAs[kind + name] || name || words.undated;
        var row = make("li", "", make("label", "", [tick, make("span", "", shown), make("span", "n", String(counts.get(name)))]));
        row.hidden = place >= 8 && !tick.checked;
        rows.append(row);
      });
      box.append(rows);
      if (names.length > 8) {
        var rest = button(fill(words.allvalues, { n: names.length }), function () {
          rows.querySelectorAll("[hidden]").forEach(row => { row.hidden = false; });
          rest.remove();
        });
        box.append(rest);
      }
      side.append(box);
    });
    var focus = mine.focus && Array.from(side.querySelectorAll("input")).find(one => {
      return one.dataset.value === mine.focus;
    });
    if (focus) { focus.focus(); }
  }

  async function show(focus) {
    run += 1;
    var mine = run;
    list.replaceChildren();
    further.replaceChildren();
    results.hidden = !state.query;
    ways.hidden = Boolean(state.query);
    document.title = (state.query ? state.query + " – " : "") + words.title;
    sorts.querySelectorAll("button").forEach(one => {
      one.setAttribute("aria-pressed", String(one.dataset.sort === state.sort));
    });
    if (!state.query) {
      side.replaceChildren();
      announce("");
      page.dataset.state = "empty";
      engine.open().catch(() => {});  // the reader is about to ask
      return;
    }
    page.dataset.state = "searching";
    sum.textContent = words.searching;
    try {
      var found = await engine.find(state);
      if (mine !== run) { return; }
      var chosen = engine.KINDS.some(kind => state.chosen[kind].length);
      var kept = found.candidates;
      if (chosen) {
        var filed = await engine.facetsOf(kept);
        kept = kept.filter(number => engine.fits(filed(number), state.chosen, ""));
      }
      var few = kept.length <= engine.FEW;
      var ordered = few ? kept : await engine.rank(found, kept, state.sort);
      if (mine !== run) { return; }
      search = {
        run: mine, stale: () => mine !== run, found: found, list: ordered, next: 0, hits: [], shown: 0, filtered: chosen, focus: focus,
        whole: few, sure: kept.every(found.sure)
      };
      if (few && !await engine.advance(search, Infinity)) { return; }
      await more(few ? engine.FEW : engine.BATCH);
      if (mine === run) { await facets(search, chosen); }
      if (mine === run) { page.dataset.facets = String(mine); }
    } catch (error) {
      if (mine !== run) { return; }
      announce(words.failed);
      page.dataset.state = "failed";
    }
  }

  function go(focus) {
    history.replaceState(null, "", addressOf(state));
    show(focus);
  }

  function ask(query) {
    state.query = input.value = query;
    engine.KINDS.forEach(kind => { state.chosen[kind] = []; });
    history.pushState(null, "", addressOf(state));
    show();
  }

  page.addEventListener("submit", event => {
    event.preventDefault();
    ask(input.value.trim());
  });
  sorts.addEventListener("click", event => {
    var chosen = event.target.closest("button");
    if (chosen) {
      state.sort = chosen.dataset.sort;
      go();
    }
  });
  function again() {
    state = stateOf();
    input.value = state.query;
    show();
  }
  addEventListener("popstate", again);
  addEventListener("hashchange", again);
  // Arrows walk through the hits; up from the first leads back to the field.
  document.addEventListener("keydown", event => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp" || event.defaultPrevented) { return; }
    var links = Array.from(list.querySelectorAll("h2 a"));
    var at = links.indexOf(document.activeElement);
    if (at < 0 && (document.activeElement !== input || event.key === "ArrowUp")) { return; }
    var next = event.key === "ArrowDown" ? links[at + 1] : links[at - 1] || input;
    if (next) {
      next.focus();
      event.preventDefault();
    }
  });
  document.querySelectorAll(".scripted").forEach(one => { one.hidden = false; });
  Promise.resolve(window.sitegenTurned).then(again);
})();
