"use strict";
// Where the site has one edition: a reader turns its words into the other script, here and on the pages that follow.
(function () {
  var script = document.currentScript;
  var places = document.querySelectorAll("[data-turn]");
  var words = null;   // what has another form on this page, once it is loaded
  var texts = [];     // what was turned, to be turned back
  var attributes = [];

  function recall() {
    try { return localStorage.getItem("sitegen.script") || ""; } catch (error) { return ""; }
  }

  function remember(value) {
    try { localStorage.setItem("sitegen.script", value); } catch (error) { /* private window: lasts a page */ }
  }

  function load(then) {
    if (words) { then(); return; }
    var one = document.createElement("script");
    window.sitegenWords = function (found) { words = new Map(Object.entries(found)); };
    one.onload = then;
    one.src = script.dataset.words;
    document.head.append(one);
  }

  function turn() {
    var walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      var node = walker.currentNode;
      if (words.has(node.data) && !node.parentElement.closest("[translate=no], code, pre, script")) {
        texts.push([node, node.data]);
        node.data = words.get(node.data);
      }
    }
    document.querySelectorAll("*").forEach(function (element) {
      Array.from(element.attributes).forEach(function (one) {
        var lang = one.name === "lang" && one.value === script.dataset.first && !element.hreflang;
        var readable = /^(title|alt|aria-label|placeholder|data-.*)$/.test(one.name) && words.has(one.value);
        if (!lang && !readable || element === script) { return; }
        attributes.push([element, one.name, one.value]);
        one.value = lang ? script.dataset.other : words.get(one.value);
      });
    });
  }

  function back() {
    texts.forEach(function (one) { one[0].data = one[1]; });
    attributes.forEach(function (one) { one[0].setAttribute(one[1], one[2]); });
    texts = [];
    attributes = [];
  }

  function show(other) {
    places.forEach(function (one, place) {
      if (Boolean(place) === other) { one.firstElementChild.setAttribute("aria-current", "true"); }
      else { one.firstElementChild.removeAttribute("aria-current"); }
    });
    if (!other) { back(); } else if (!texts.length) { load(turn); }
  }

  var titles = script.dataset.titles.split(" ");
  script.dataset.names.split(" ").forEach(function (name, place) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.setAttribute("translate", "no");
    button.addEventListener("click", function () {
      remember(place ? "other" : "");
      show(Boolean(place));
    });
    button.setAttribute("aria-label", titles[place]);
    places[place].append(button);
    places[place].hidden = false;
  });
  show(recall() === "other");
})();
