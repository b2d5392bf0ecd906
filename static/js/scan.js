// A receipt scanned anywhere on a staff page opens its dossier: a scanner types a whole line at once and ends it with Enter.
"use strict";

const PACE = 50; // milliseconds between two keys of a scanner, at most
const LEAST = 8; // no code is shorter
let line = "";
let last = 0;

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, [contenteditable]") || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.timeStamp - last > PACE) line = "";
  last = event.timeStamp;
  if (event.key.length === 1) line += event.key;
  if (event.key !== "Enter" || line.length < LEAST) return;
  // Otherwise Enter would follow the link that has the focus.
  event.preventDefault();
  // The line of an identity card goes where the page asks for one, and into no address.
  const box = line.includes("|") ? document.querySelector("[data-card]") : document.getElementById("mo-ho-so");
  if (box) {
    box.value = line;
    box.form.requestSubmit(box.form.querySelector("button[type='submit']"));
  }
  line = "";
});
