"use strict";
// The page for what is not there is shown at any address. Where that is not its own, its links and scripts are led back
// to where it lies: at the top of the host, since this was found there.
(function () {
  var own = new URL(document.currentScript.dataset.data, location.href);
  if (new URL(".", own).href === new URL(".", document.baseURI).href) { return; }
  document.querySelectorAll("*").forEach(function (element) {
    var script = element.localName === "script";
    if (script && (element.getAttribute("src") || "/")[0] === "/") { return; }
    // A script that was not there is not asked for again: another one like it is.
    var one = script ? document.createElement("script") : element;
    Array.from(element.attributes).forEach(function (held) {
      var leads = /^(href|src|action|data-(data|texts|turned))$/.test(held.name) && !/^[/#]/.test(held.value);
      one.setAttribute(held.name, leads ? new URL(held.value, own).href : held.value);
    });
    if (script) { element.replaceWith(one); }
  });
})();
