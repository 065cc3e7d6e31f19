"use strict";
// What a reader has set on an earlier page, before this one is drawn: light or dark, size of letters, readings.
["theme", "size", "pinyin"].forEach(function (key) {
  try {
    var value = localStorage.getItem("sitegen." + key);
    if (value) { document.documentElement.setAttribute("data-" + key, value); }
  } catch (error) { /* nothing is kept here */ }
});
