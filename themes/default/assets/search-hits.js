"use strict";
// A slash leads to the search field. What a search has found stays marked on the page it opened; n and p walk through.
(function () {
  var words = document.currentScript.dataset;
  var style = document.currentScript.src.replace(/-hits\.js.*/, ".css");

  document.addEventListener("keydown", function (event) {
    var field = document.getElementById("q");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing() || !field) { return; }
    event.preventDefault();
    if (field.offsetParent) {
      field.focus();
      field.select();
    } else {
      field.form.submit();  // on a phone the field is on the search page
    }
  });

  // The field of any page completes what is typed; what that takes is fetched when somebody goes there.
  var field = document.getElementById("q");
  if (field && field.form.dataset.data && !field.form.id) {
    field.addEventListener("focus", function () {
      sheet();
      [".js", "-complete.js"].forEach(function (end) {
        var script = document.createElement("script");
        script.src = style.replace(/\.css$/, end);
        script.async = false;
        document.head.append(script);
      });
    }, { once: true });
  }

  function sheet() {
    var link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = style;
    document.head.append(link);
  }

  function typing() {
    var at = document.activeElement;
    return at && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  }

  var wanted = new URLSearchParams(location.hash.slice(1)).getAll("hl").map(squeeze).filter(Boolean);
  var main = document.getElementById("main");
  if (wanted.length && main) { Promise.resolve(window.sitegenTurned).then(mark); }

  function squeeze(text) { return text.replace(/[\s\u200b-\u200f\u2028-\u202e\ufeff]/g, ""); }

  function mark() {
    // Each block of the page as one text without white space, and where in the page each unit of it stands.
    var blocks = new Map();
    var walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      var node = walker.currentNode;
      if (!squeeze(node.data) || node.parentElement.closest("rt, .source, .trail, .after, script")) { continue; }
      var holder = node.parentElement.closest("p, h1, h2, dd span a, dd, li, td, th, figcaption .words, blockquote, div");
      if (!blocks.has(holder)) { blocks.set(holder, { text: "", spots: [] }); }
      var block = blocks.get(holder);
      for (var at = 0; at < node.data.length; at++) {
        if (squeeze(node.data[at])) {
          block.text += node.data[at];
          block.spots.push([node, at]);
        }
      }
    }

    var cuts = new Map();  // text node: what to mark in it, as [from, to, hit]
    var count = 0;
    blocks.forEach(function (block) {
      var spans = [];
      wanted.forEach(function (slice) {
        for (var at = block.text.indexOf(slice); at >= 0; at = block.text.indexOf(slice, at + slice.length)) {
          spans.push([at, at + slice.length]);
        }
      });
      spans.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
      var end = 0;
      spans.forEach(function (span) {
        if (span[0] < end) { return; }
        end = span[1];
        for (var unit = span[0]; unit < end; unit++) {
          var spot = block.spots[unit];
          var list = cuts.get(spot[0]) || [];
          var last = list[list.length - 1];
          if (last && last[2] === count) { last[1] = spot[1] + 1; } else { list.push([spot[1], spot[1] + 1, count]); }
          cuts.set(spot[0], list);
        }
        count += 1;
      });
    });
    if (!count) { return; }

    var marks = [];
    cuts.forEach(function (list, node) {
      list.reverse().forEach(function (cut) {
        var rest = node.splitText(cut[0]);
        rest.splitText(cut[1] - cut[0]);
        var mark = document.createElement("mark");
        rest.replaceWith(mark);
        mark.append(rest);
        (marks[cut[2]] = marks[cut[2]] || []).unshift(mark);
      });
    });

    var bar = document.createElement("div");
    var said = document.createElement("span");
    bar.className = "hits";
    said.setAttribute("role", "status");
    var now = -1;

    function go(step) {
      if (now >= 0) { marks[now].forEach(function (mark) { mark.removeAttribute("aria-current"); }); }
      now = (now + step + marks.length) % marks.length;
      marks[now].forEach(function (mark) { mark.setAttribute("aria-current", "true"); });
      marks[now][0].scrollIntoView({ block: "center" });
      said.textContent = words.of.replace("{n}", now + 1).replace("{all}", marks.length);
    }

    function button(text, label, act) {
      var made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      made.setAttribute("aria-label", label);
      made.title = label;
      made.addEventListener("click", act);
      bar.append(made);
    }

    function close() {
      marks.forEach(function (parts) { parts.forEach(function (mark) { mark.replaceWith.apply(mark, mark.childNodes); }); });
      bar.remove();
      marks = [];
      history.replaceState(null, "", location.pathname + location.search);
    }

    sheet();
    bar.append(said);
    button("‹", words.previous, function () { go(-1); });
    button("›", words.next, function () { go(1); });
    button("×", words.close, close);
    main.append(bar);
    go(1);
    document.addEventListener("keydown", function (event) {
      if (!marks.length || typing() || event.ctrlKey || event.metaKey || event.altKey) { return; }
      if (event.key === "n") { go(1); }
      if (event.key === "p") { go(-1); }
      if (event.key === "Escape") { close(); }
    });
  }
})();
