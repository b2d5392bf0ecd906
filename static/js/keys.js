// The keyboard for those who handle eighty dossiers a day; the page /phim-tat/ lists what each key does and turns it off.
// Never acts while something is typed. A scanner types faster than any hand: its line is no row of shortcuts (scan.js).
"use strict";

const FAST = 40; // milliseconds; between two keys of a hand there is more
const SEQUENCE = 1500; // how long "g" waits for its second letter
const BOXES = ["input:not([type='hidden']), select, textarea", "a[href], button:not([tabindex='-1'])"];
let waiting = null; // the key that acts unless another follows too fast: {key, at, timer}; of a scanner's line no key acts
let pressedAt = 0; // when the last key went down, however long the page took to look at it
let goUntil = 0;

const typing = (target) => target.closest("input:not([type='checkbox'], [type='radio']), textarea, select, [contenteditable]");
const all = (selector) => [...document.querySelectorAll(selector)];
const rows = () => all(".ledger tbody tr, .entries > li").filter((row) => row.querySelector("a"));
const here = () => rows().find((row) => row.contains(document.activeElement));

function step(by) {
  const list = rows();
  const place = list.indexOf(here());
  const next = list[place < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(place + by, 0), list.length - 1)];
  next?.querySelector("a").focus();
}

function press(element) {
  if (!element) return;
  if (element.matches("input:not([type='checkbox']), textarea, select")) element.focus();
  else if (element.matches("button")) element.focus(), element.click();
  else element.click();
}

// F8 leads through the parts of a page, forms with many boxes among them, and so it acts while something is typed too.
function part(back) {
  const before = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  const from = document.activeElement;
  // Where something can be filled in, that comes before links and buttons.
  const first = (one) => BOXES.flatMap((boxes) => [...one.querySelectorAll(boxes)]).find((box) => box.checkVisibility());
  const starts = all("[data-part]").map(first).filter(Boolean);
  const next = back ? starts.findLast((one) => before(one, from)) ?? starts.at(-1) : starts.find((one) => before(from, one)) ?? starts[0];
  // Of choices side by side the one that is made takes the focus, as with Tab.
  const made = next?.type === "radio" && next.form.querySelector(`[name="${CSS.escape(next.name)}"]:checked`);
  (made || next)?.focus();
}

const ACTS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => here()?.querySelector("a").click(),
  x: () => here()?.querySelector("input[type='checkbox']")?.click(),
  v: () => press(here()?.querySelector(".link-actions a") ?? document.querySelector("[data-key='v']")),
  n: () => press(document.querySelector("a[rel='next']")),
  p: () => press(document.querySelector("a[rel='prev']")),
  b: () => document.querySelector(".bulk-bar button[type='submit']")?.focus(),
  g: (at) => { goUntil = at + SEQUENCE; },
  "/": () => press(["#loc-q", "#tim", "#mo-ho-so"].map((box) => document.querySelector(box)).find(Boolean)),
  "?": help,
};

function act(key, at) {
  if (goUntil > at) {
    goUntil = 0;
    return press(document.querySelector(`[data-go="${CSS.escape(key)}"]`));
  }
  (ACTS[key] ?? (() => press(document.querySelector(`[data-key="${CSS.escape(key)}"]`))))(at);
}

function wait(key, at) {
  const timer = setTimeout(done, FAST);
  waiting = { key, at, timer };
}

function done() {
  const { key, at, timer } = waiting;
  clearTimeout(timer);
  waiting = null;
  if (key) act(key, at);
}

async function help() {
  const address = document.querySelector("[data-help]").href;
  try {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    const sheet = document.createElement("dialog");
    sheet.className = "help-sheet";
    sheet.setAttribute("aria-label", "Phím tắt");
    sheet.append(page.getElementById("phim-tat"));
    const close = document.createElement("button");
    close.className = "btn btn-secondary";
    close.textContent = "Đóng (Esc)";
    close.addEventListener("click", () => sheet.close());
    sheet.append(close);
    sheet.addEventListener("close", () => sheet.remove());
    document.body.append(sheet);
    sheet.showModal();
    close.focus();
  } catch {
    window.location.assign(address);
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey && event.target.form) {
    // In a box of one line or a choice, Enter would send the form a second time.
    event.preventDefault();
    // What Enter would press: the first button that sends the form.
    const main = [...event.target.form.elements].find((one) => one.type === "submit" && !one.disabled);
    return event.target.form.requestSubmit(main);
  }
  if (event.key === "F8" && !document.querySelector("dialog[open]")) return event.preventDefault(), part(event.shiftKey);
  if (event.key === "Escape" && typing(event.target)) return event.target.blur();
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key.length !== 1 || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === " ") return;
  const fast = event.timeStamp - pressedAt < FAST;
  pressedAt = event.timeStamp;
  if (event.repeat) return act(event.key, event.timeStamp);
  if (fast) {
    // The second key within a moment: a scanner is typing.
    clearTimeout(waiting?.timer);
    return wait("", event.timeStamp);
  }
  // On a slow page the key before may still wait: it was a hand's.
  if (waiting) done();
  if (event.key === "/" || event.key === "'") event.preventDefault();
  wait(event.key, event.timeStamp);
});
