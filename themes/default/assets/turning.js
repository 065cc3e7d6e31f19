"use strict";
// Where the site has one edition: a reader turns its words into the other script, here and on the pages that follow.
(function () {
  var script = document.currentScript;
  var places = document.querySelectorAll("[data-turn]");

  function recall() {
    try { return localStorage.getItem("sitegen.script") || ""; } catch (error) { return ""; }
  }

  // False where nothing is kept, as in some private windows.
  function remember(value) {
    try { localStorage.setItem("sitegen.script", value); } catch (error) { return false; }
    return recall() === value;
  }

  // Turns the page; what reads its words afterwards waits for that.
  function load() {
    return new Promise(function (done) {
      var one = document.createElement("script");
      window.sitegenWords = function (found) { turn(new Map(Object.entries(found))); };
      one.onload = one.onerror = done;
      one.src = script.dataset.words;
      document.head.append(one);
    });
  }

  function turn(words) {
    var walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      var node = walker.currentNode;
      if (words.has(node.data) && !node.parentElement.closest("[translate=no], code, pre, script")) {
        node.data = words.get(node.data);
      }
    }
    document.querySelectorAll("*").forEach(function (element) {
      Array.from(element.attributes).forEach(function (one) {
        var lang = one.name === "lang" && one.value === script.dataset.first && !element.hreflang;
        var readable = /^(title|alt|aria-label|placeholder|data-.*)$/.test(one.name) && words.has(one.value);
        if ((lang || readable) && element !== script) { one.value = lang ? script.dataset.other : words.get(one.value); }
      });
    });
  }

  var other = recall() === "other";
  var titles = script.dataset.titles.split(" ");
  script.dataset.names.split(" ").forEach(function (name, place) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.setAttribute("translate", "no");
    button.setAttribute("aria-label", titles[place]);
    if (Boolean(place) === other) { button.setAttribute("aria-current", "true"); }
    // The page comes anew, so that marks, readings and hits of a search come in the other script, too.
    button.addEventListener("click", function () {
      if (remember(place ? "other" : "")) { location.reload(); } else if (place) { load(); }
    });
    places[place].append(button);
    places[place].hidden = false;
  });
  if (other) { window.sitegenTurned = load(); }
})();
