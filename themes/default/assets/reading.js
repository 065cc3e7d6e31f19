"use strict";
// What a reader sets is remembered (settings.js sets it on the next page); lists can be filtered; stories and their
// lines light up together.
(function () {
  var root = document.documentElement;

  function recall(key) {
    try { return localStorage.getItem("sitegen." + key) || ""; } catch (error) { return ""; }
  }

  function remember(key, value) {
    try { localStorage.setItem("sitegen." + key, value); } catch (error) { /* private window: the setting lasts a page */ }
  }

  function apply(key, value) {
    if (value) { root.setAttribute("data-" + key, value); } else { root.removeAttribute("data-" + key); }
  }

  // The buttons of one setting; those of another place on the page show the same choice.
  function buttons(key, values, words) {
    return values.map(function (pair) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = words[key + pair[1]];
      button.dataset.sets = key;
      button.value = pair[0];
      button.setAttribute("aria-pressed", String(recall(key) === pair[0]));
      button.addEventListener("click", function () {
        apply(key, pair[0]);
        remember(key, pair[0]);
        gloss();
        document.querySelectorAll('button[data-sets="' + key + '"]').forEach(function (other) {
          other.setAttribute("aria-pressed", String(other.value === pair[0]));
        });
      });
      return button;
    });
  }

  function choice(panel, key, values) {
    var field = document.createElement("fieldset");
    var legend = document.createElement("legend");
    legend.textContent = panel.dataset[key];
    field.append(legend);
    field.append.apply(field, buttons(key, values, panel.dataset));
    panel.append(field);
  }

  // The other edition is shown at the same place: the same search, the same line.
  document.querySelectorAll("a[hreflang]").forEach(function (link) {
    link.addEventListener("click", function () {
      link.search = location.search;
      link.hash = location.hash;
    });
  });

  var panel = document.getElementById("settings");
  if (panel) {
    choice(panel, "theme", [["", "Auto"], ["light", "Light"], ["dark", "Dark"]]);
    var sizes = [["s", "S"], ["", "M"], ["l", "L"]];
    choice(panel, "size", sizes);
    // Who needs large letters needs them where a story begins.
    document.querySelectorAll(".story .facts").forEach(function (facts) {
      var row = document.createElement("div");
      var term = document.createElement("dt");
      var description = document.createElement("dd");
      row.className = "sizes";
      term.textContent = panel.dataset.size;
      buttons("size", sizes, panel.dataset).forEach(function (button) {
        button.setAttribute("aria-label", panel.dataset.size + " " + button.textContent);
        description.append(button);
      });
      row.append(term, description);
      facts.append(row);
    });
    if (document.querySelector("[data-glosses]")) { choice(panel, "pinyin", [["", "Off"], ["on", "On"]]); }
    panel.hidden = false;
  }

  // Readings are set above names and rare characters when first asked for; the style sheet hides them again.
  function annotate(story) {
    var readings = new Map(story.dataset.glosses.split(";").map(function (pair) {
      var parts = pair.split("=");
      return [parts[0], parts[1].split(" ")];
    }));
    var names = Array.from(readings.keys()).sort(function (a, b) { return b.length - a.length; });
    var pattern = new RegExp("(" + names.join("|") + ")");
    var walker = document.createTreeWalker(story, NodeFilter.SHOW_TEXT);
    var texts = [];
    while (walker.nextNode()) {
      if (pattern.test(walker.currentNode.data)) { texts.push(walker.currentNode); }
    }
    texts.forEach(function (text) {
      text.replaceWith.apply(text, text.data.split(pattern).map(function (piece) {
        if (!readings.has(piece)) { return piece; }
        var ruby = document.createElement("ruby");
        Array.from(piece).forEach(function (char, index) {
          var rt = document.createElement("rt");
          rt.lang = "zh-Latn-pinyin";
          rt.textContent = readings.get(piece)[index];
          ruby.append(char, rt);
        });
        return ruby;
      }));
    });
  }

  function gloss() {
    if (recall("pinyin") !== "on") { return; }
    document.querySelectorAll("[data-glosses]:not([data-glossed])").forEach(function (story) {
      story.setAttribute("data-glossed", "");
      annotate(story);
    });
  }
  Promise.resolve(window.sitegenTurned).then(gloss);

  document.querySelectorAll("[data-filter]").forEach(function (list) {
    var rows = Array.from(list.querySelectorAll("li"));
    if (rows.length < 20) { return; }
    var label = document.createElement("label");
    var input = document.createElement("input");
    label.className = "filter";
    input.type = "search";
    label.append(list.dataset.filter, input);
    list.before(label);
    input.addEventListener("input", function () {
      var wanted = input.value.trim().toLowerCase();
      rows.forEach(function (row) { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
      list.querySelectorAll("section").forEach(function (section) {
        section.hidden = !section.querySelector("li:not([hidden])");
      });
    });
  });

  // A table's heads become buttons that sort it, numbers as numbers and names by pinyin.
  document.querySelectorAll("table[data-sort]").forEach(function (table) {
    var body = table.tBodies[0];
    var key = function (cell) { return cell.dataset.key || cell.textContent.trim(); };
    var order = new Intl.Collator("zh-Hans-CN", { numeric: true });
    table.querySelectorAll("thead th").forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.title = table.dataset.sort;
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        table.querySelectorAll("thead th").forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        Array.from(body.rows).sort(function (a, b) {
          var found = order.compare(key(a.cells[column]), key(b.cells[column]));
          return down ? -found : found;
        }).forEach(function (row) { body.append(row); });
      });
    });
  });

  // On a narrow screen a tap on a paragraph tells where it came from; the style sheet shows its link.
  document.querySelectorAll(".text").forEach(function (text) {
    text.addEventListener("click", function (event) {
      var paragraph = event.target.closest("p[id]");
      if (paragraph && !event.target.closest("a") && !String(getSelection())) { paragraph.classList.toggle("asked"); }
    });
  });

  // A clipping's lines and the stories beside them light up together, and within a story each paragraph.
  var original = document.querySelector(".original");
  if (original) {
    var both = document.querySelector(".facing") || original;
    var mark = function (name, attribute, value) {
      both.querySelectorAll("." + name).forEach(function (one) { one.classList.remove(name); });
      if (value) {
        both.querySelectorAll("[" + attribute + '="' + value + '"]').forEach(function (one) { one.classList.add(name); });
      }
    };
    var light = function (place) {
      var row = place && place.closest("[data-story]");
      var paragraph = place && place.closest("[data-p]");
      mark("lit", "data-story", row && row.dataset.story);
      mark("asked", "data-p", paragraph && paragraph.dataset.p);
    };
    var target = function () {
      light(/^#[ls]\d+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null);
    };
    both.addEventListener("mouseover", function (event) {
      if (event.target.closest("[data-story]")) { light(event.target); } else { target(); }
    });
    both.addEventListener("focusin", function (event) { light(event.target); });
    both.addEventListener("mouseleave", target);
    // Whoever comes for a story finds its first line beside its name in the list, where that stays in sight.
    var arrive = function () {
      var found = /^#s(\d+)$/.exec(location.hash);
      var line = found && original.querySelector('[data-story="' + found[1] + '"]');
      var list = document.querySelector(".stick");
      target();
      if (line && list && getComputedStyle(list).position === "sticky") {
        line.scrollIntoView({ block: "center", behavior: "instant" });
      }
    };
    addEventListener("hashchange", arrive);
    addEventListener("load", arrive);
    target();
  }
})();
