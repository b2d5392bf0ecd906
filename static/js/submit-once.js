// Sends a form marked data-once only once, however often its button is pressed; coming back to the page frees it again.
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // Not `disabled`: a disabled button would not send its own name and value.
  form.querySelectorAll("button:not([type='button'])").forEach((button) => button.setAttribute("aria-disabled", "true"));
});

const free = () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  });
};

window.addEventListener("pageshow", free);
// The line is down and nothing was sent: templates/tthc_portal/worker.js says so.
navigator.serviceWorker?.addEventListener("message", free);
