// Says in the page's language which files were chosen; without this script the browser says it in its own language.
"use strict";

document.querySelectorAll(".file-box").forEach((box) => {
  const input = box.querySelector("input");
  const names = box.querySelector("output");
  const nothing = names.textContent, english = document.documentElement.lang === "en";
  const show = () => {
    const files = Array.from(input.files, (file) => file.name);
    names.textContent = files.length > 1 ? `${files.length} ${english ? "files" : "tệp"}: ${files.join(", ")}` : files[0] || nothing;
  };
  box.classList.add("file-box-told");
  names.hidden = false;
  input.addEventListener("change", show);
  // Coming back to the page, a browser may have kept the choice.
  window.addEventListener("pageshow", show);
});
