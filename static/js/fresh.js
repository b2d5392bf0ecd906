// Reads the page again every so often and puts the new numbers in the place of the old ones; a button holds it.
// Without this script the numbers are those of the moment the page was opened, as it says.
"use strict";

const place = document.querySelector("[data-fresh]");
const toggle = document.querySelector("[data-fresh-toggle]");
let on = true;
let beat;

function stop() {
  clearInterval(beat);
  toggle.hidden = true;
}

async function refresh() {
  // What is being used stays: a number must not change under the finger or the focus.
  if (!on || document.hidden || place.contains(document.activeElement)) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const newer = page.getElementById(place.id);
    if (!newer) return;
    place.replaceChildren(...newer.childNodes);
    // Nothing more will come by itself.
    if (!newer.dataset.fresh) stop();
  } catch {
    // The line is down: the page still says of which moment its numbers are.
  }
}

if (place && toggle) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    on = !on;
    toggle.setAttribute("aria-pressed", String(on));
  });
  beat = setInterval(refresh, Number(place.dataset.fresh) * 1000);
}
