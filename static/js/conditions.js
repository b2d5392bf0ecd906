// Shows a question of an e-form only when its condition holds, by the rules of procedures/conditions.py.
// Without this script every question stands there with the words of its condition, and the server decides.
"use strict";

// Blank as the server takes it: what Python calls a space, which is a little other than what JavaScript does.
const BLANK = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const EDGES = new RegExp(`^${BLANK}|${BLANK}$`, "g");

function said(question) {
  const texts = [];
  question.querySelectorAll("input, select, textarea").forEach((box) => {
    const left = (box.type === "radio" || box.type === "checkbox") && !box.checked;
    const text = left ? "" : box.value.replace(EDGES, "");
    if (text) texts.push(text);
  });
  return texts;
}

function holds(condition, answers) {
  if ("not" in condition) return !holds(condition.not, answers);
  if ("and" in condition) return condition.and.every((part) => holds(part, answers));
  if ("or" in condition) return condition.or.some((part) => holds(part, answers));
  if (!("field" in condition)) return true;
  const texts = answers[condition.field] || [];
  if ("filled" in condition) return (texts.length > 0) === condition.filled;
  const wanted = "in" in condition ? condition.in : [condition.is];
  return texts.some((text) => wanted.includes(text));
}

function decide(form) {
  const answers = JSON.parse(form.dataset.known || "{}");
  form.querySelectorAll("[data-question]").forEach((question) => {
    const condition = question.dataset.showWhen;
    question.hidden = Boolean(condition) && !holds(JSON.parse(condition), answers);
    if (!question.hidden) answers[question.dataset.question] = said(question);
  });
}

document.querySelectorAll("[data-conditions]").forEach((form) => {
  form.querySelectorAll("[data-said-by-script]").forEach((words) => words.remove());
  form.addEventListener("input", () => decide(form));
  form.addEventListener("change", () => decide(form));
  decide(form);
});
// Going back, a browser puts answers into their boxes after the page was read.
window.addEventListener("pageshow", () => document.querySelectorAll("[data-conditions]").forEach(decide));
