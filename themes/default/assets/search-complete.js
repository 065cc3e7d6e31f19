"use strict";
// Completes the last word of a query as one types: places, topics, people, headlines; by ideographs or by pinyin.
(function () {
  var search = window.sitegenSearch && window.sitegenSearch.engine;
  if (!search) { return; }
  var input = search.input;
  var words = input.form.dataset;
  var box = document.createElement("div");
  var rows = [];
  var at = -1;
  var asked = 0;
  box.className = "complete";
  box.id = "complete";
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", words.complete);
  box.hidden = true;
  input.form.append(box);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", "complete");
  input.setAttribute("aria-expanded", "false");

  // All records whose spelling begins so; of too many, those that were chosen when the site was made.
  async function range(beginning) {
    await search.open();
    var root = search.root();
    var key = beginning + "!";
    var found = [];
    var pages = await search.load("c/root");
    var page = Math.max(0, search.below(pages, key));
    var number = -1;
    for (; page < pages.length; page++) {
      var firsts = search.firsts(await search.load("c/d" + page)).keys;
      var start = number < 0 ? Math.max(0, search.below(firsts, key)) : 0;
      for (var place = start; place < firsts.length; place++) {
        number = page * root.page + place;
        var lines = (await search.load("c/" + Math.floor(number / 1000) + "/" + number)).split("\x7f");
        for (var line of lines) {
          var parts = line.split(" ");
          var chosen = parts[0].startsWith(key);
          if (chosen || parts[0].startsWith(beginning) && !parts[0].includes("!")) {
            found.push({
              chosen: chosen, kind: parts[1][0], count: Number(parts[1].slice(1)), syllables: parts[2],
              word: parts.slice(3).join(" ")
            });
          } else if (parts[0] > key && !parts[0].startsWith(beginning)) { return found; }
          if (found.length && found[0].chosen && !chosen || found.length > 200) {
            return found.filter(one => one.chosen || !found[0].chosen);
          }
        }
      }
    }
    return found;
  }

  // Whether letters spell the syllables: in full, by first letters, or partly so.
  function spells(letters, syllables) {
    if (!letters) { return true; }
    if (!syllables.length) { return false; }
    for (var length = Math.min(letters.length, syllables[0].length); length > 0; length--) {
      if (letters.slice(0, length) === syllables[0].slice(0, length)
          && (length === letters.length || spells(letters.slice(length), syllables.slice(1)))) { return true; }
    }
    return false;
  }

  async function complete() {
    var mine = ++asked;
    var typed = /[^\s"“”]*$/.exec(input.value)[0].replace(/^[-－]|^..?[：:]/, "");
    if (!typed) { return close(); }
    await search.open();
    var folded = search.fold(typed);
    var han = /^[^\x00-\x7f]+/.exec(folded);
    var found = await range(han ? han[0] : folded);
    if (han && !found.length && await search.learn(han[0])) {
      folded = search.fold(typed);
      han = /^[^\x00-\x7f]+/.exec(folded);
      found = await range(han[0]);
    }
    var rest = han ? folded.slice(han[0].length) : "";
    if (rest) {
      found = found.filter(one => spells(rest, one.syllables.split("-").slice(han[0].length)));
    }
    if (mine !== asked || document.activeElement !== input) { return; }
    show(found, han ? rest : folded, han ? han[0].length : 0);
  }

  function show(found, letters, skipped) {
    var limits = { p: 6, t: 3, n: 4, h: 4 };
    var seen = new Set();
    rows = [];
    at = -1;
    box.replaceChildren();
    Object.keys(limits).forEach(kind => {
      var some = found.filter(one => {
        var known = seen.has(kind + one.word);
        if (one.kind === kind) { seen.add(kind + one.word); }
        return one.kind === kind && !known;
      }).sort((a, b) => b.count - a.count).slice(0, limits[kind]);
      if (!some.length) { return; }
      var group = search.make("div", "group");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", words["complete" + kind.toUpperCase()]);
      group.append(search.make("p", "note", words["complete" + kind.toUpperCase()]));
      some.forEach(one => {
        var row = search.make("div", "row " + kind, search.make("b", "", one.word));
        row.lang = words.lang;
        if (one.syllables) { row.append(spelled(one.syllables.split("-"), letters, skipped)); }
        row.append(search.make("small", "n", search.fill(words.found, { n: one.count })));
        row.id = "complete" + rows.length;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        row.addEventListener("mousedown", event => {
          event.preventDefault();
          take(one.word);
        });
        row.word = one.word;
        rows.push(row);
        group.append(row);
      });
      box.append(group);
    });
    box.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    input.removeAttribute("aria-activedescendant");
  }

  // The reading, with the letters that were typed.
  function spelled(syllables, letters, skipped) {
    var whole = search.make("span", "reading");
    var full = letters && !skipped && syllables.join("").startsWith(letters);
    var left = letters;
    syllables.forEach((syllable, place) => {
      var length = 0;
      if (left && place >= skipped) {
        length = full ? Math.min(left.length, syllable.length) : 1;
        while (!full && length < left.length && length < syllable.length && left[length] === syllable[length]) { length += 1; }
        left = left.slice(length);
      }
      if (place) { whole.append(" "); }
      if (length) { whole.append(search.make("b", "", syllable.slice(0, length))); }
      whole.append(syllable.slice(length));
    });
    return whole;
  }

  function close() {
    asked += 1;
    box.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function take(word) {
    input.value = input.value.replace(/[^\s"“”]*$/, typed => {
      var before = /^(?:[-－]|..?[：:])?/.exec(typed)[0];
      return before + (/\s/.test(word) ? '"' + word + '"' : word);
    });
    close();
    input.form.requestSubmit();
  }

  function choose(next) {
    if (rows[at]) { rows[at].setAttribute("aria-selected", "false"); }
    at = next;
    if (rows[at]) {
      rows[at].setAttribute("aria-selected", "true");
      rows[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", rows[at].id);
    } else { input.removeAttribute("aria-activedescendant"); }
  }

  input.addEventListener("input", () => { complete().catch(close); });
  if (document.activeElement === input && !input.form.id) { complete().catch(close); }  // typed while this was loading
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  input.addEventListener("keydown", event => {
    if (box.hidden || event.isComposing) { return; }
    if (event.key === "ArrowDown") { choose(at + 1 < rows.length ? at + 1 : -1); }
    else if (event.key === "ArrowUp") { choose(at < 0 ? rows.length - 1 : at - 1); }
    else if (event.key === "Enter" && at >= 0) { take(rows[at].word); }
    else if (event.key === "Escape") { close(); }
    else { return; }
    event.preventDefault();
  });
})();
