"use strict";
// The page for what is not there is shown at any address. Its links begin at the top of the host, or where the
// archive's public address says; where the archive lies in another folder, or on a disk, this leads them there: it is
// sought in every folder above, and so knows where it came from.
(function () {
  var own = document.currentScript;
  var top = own.dataset.top;
  var root = new URL("..", own.src).href;
  if (window.sitegenFound) { return; }
  window.sitegenFound = true;
  if (root === new URL(top, location.href).href) { return; }
  document.querySelectorAll("*").forEach(function (element) {
    var script = element.localName === "script";
    if (element.dataset.top) { return; }
    // A script that was not there is not asked for again: another one like it is.
    var one = script ? document.createElement("script") : element;
    Array.from(element.attributes).forEach(function (held) {
      var leads = /^(href|src|action|data-(data|texts|turned))$/.test(held.name) && held.value.startsWith(top);
      one.setAttribute(held.name, leads ? root + held.value.slice(top.length) : held.value);
    });
    if (script) { element.replaceWith(one); }
  });
})();
