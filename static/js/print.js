// Buttons marked data-print open the browser's print dialogue; they stay hidden where scripts do not run.
"use strict";

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
