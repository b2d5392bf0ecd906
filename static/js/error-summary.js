// Moves the focus to the summary of errors after a refused form, so that keyboard and screen reader start there;
// a link of the summary then puts the focus into the field it names.
"use strict";

const summary = document.querySelector("[data-error-summary]");

if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    const input = target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea");
    target.closest(".field")?.scrollIntoView();
    (input || target).focus({ preventScroll: Boolean(input) });
  });
}
