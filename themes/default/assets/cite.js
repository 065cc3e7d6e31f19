"use strict";
// A citation is copied by one click; of marked words, in a story or in a clipping, a quotation is made with their lines.
(function () {
  var section = document.querySelector(".cite[data-form], .original[data-form]");
  if (!section) { return; }
  var says = section.dataset;
  var status = document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "said";

  function written(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "vh";
    document.body.append(area);
    area.select();
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { /* said below */ }
    area.remove();
    return done;
  }

  function copy(text, done) {
    var tell = function (worked) { done(worked ? says.copied : says.failed); };
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { tell(true); }, function () { tell(written(text)); });
    } else {
      tell(written(text));
    }
  }

  function button(label) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    return made;
  }

  section.querySelectorAll("blockquote").forEach(function (quote) {
    var made = button(says.copy);
    made.className = "copy";
    made.addEventListener("click", function () {
      copy(quote.textContent.trim(), function (word) { status.textContent = word; made.after(status); });
    });
    quote.after(made);
  });

  // What a reader has marked, paragraph by paragraph or line by line, without line numbers and readings.
  var story = document.querySelector(".story .text");
  var text = story || document.querySelector(".original .lines");
  if (!text) { return; }

  function letters(text) {
    return (text.normalize("NFKC").match(/[\p{L}\p{N}]/gu) || []).length;
  }

  function words(range) {
    var copyOf = range.cloneContents();
    copyOf.querySelectorAll(".source, rt, rp").forEach(function (node) { node.remove(); });
    return copyOf.textContent;
  }

  function within(block, range) {
    var part = document.createRange();
    var before = document.createRange();
    part.selectNodeContents(block);
    before.selectNodeContents(block);
    if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) {
      part.setStart(range.startContainer, range.startOffset);
    }
    if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) {
      part.setEnd(range.endContainer, range.endOffset);
    }
    before.setEnd(part.startContainer, part.startOffset);
    var text = words(part).trim();
    return { text: text, first: letters(words(before)), count: letters(text) };
  }

  function linesOf(block, part) {
    if (!story) { return [block.parentElement.value]; }
    var begins = (block.dataset.lines || "").split(" ").filter(Boolean).map(function (pair) {
      return pair.split(":").map(Number);
    });
    return begins.filter(function (begin, at) {
      var end = at + 1 < begins.length ? begins[at + 1][0] : Infinity;
      return begin[0] < part.first + part.count && end > part.first;
    }).map(function (begin) { return begin[1]; });
  }

  // Lines that follow each other, but for empty ones between, are one range.
  function ranges(numbers) {
    var found = [];
    numbers.forEach(function (number) {
      var last = found[found.length - 1];
      if (last && number > last[1] && number - last[1] <= 3) { last[1] = number; } else { found.push([number, number]); }
    });
    return found.map(function (range) { return range[0] === range[1] ? range[0] : range[0] + "–" + range[1]; }).join("，");
  }

  function quotation(range) {
    var texts = [];
    var lines = [];
    text.querySelectorAll(story ? "[id^=p]" : "li > span").forEach(function (block) {
      if (!range.intersectsNode(block)) { return; }
      var part = within(block, range);
      if (!part.text) { return; }
      texts.push(part.text);
      lines.push.apply(lines, linesOf(block, part));
    });
    if (!texts.length) { return ""; }
    // Within quotation marks stand those of the second rank.
    var inner = { "“": "‘", "”": "’", "‘": "“", "’": "”" };
    // The lines of a clipping are one text; the paragraphs of a story stand by themselves.
    var whole = texts.join(story ? "\n" : "").replace(/[“”‘’]/g, function (mark) { return inner[mark]; });
    var form = says.form;
    if (form.includes("{lines}")) {
      form = lines.length ? form.replace("{lines}", ranges(lines)) : form.replace("，第{lines}行", "");
    }
    return form.replace("{words}", function () { return whole; });
  }

  var offer = button(says.quote);
  offer.className = "quote";
  offer.hidden = true;
  text.after(offer);
  var marked = null;

  document.addEventListener("selectionchange", function () {
    var selection = getSelection();
    var range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    // A click on the offer must not take it away before it is heard.
    if (!range && document.activeElement === offer) { return; }
    marked = range && text.contains(range.commonAncestorContainer) && String(selection).trim() ? range.cloneRange() : null;
    offer.hidden = !marked;
    offer.textContent = says.quote;
  });
  offer.addEventListener("mousedown", function (event) { event.preventDefault(); });
  offer.addEventListener("click", function () {
    if (marked) { copy(quotation(marked), function (word) { offer.textContent = word; }); }
  });
})();
