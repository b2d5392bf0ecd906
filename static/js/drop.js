// Files dropped onto a row, or onto any box for files, or pasted while it has the focus or lies under the mouse, go into the row's box for files,
// as if they had been chosen there. Without this script the box itself takes them.
"use strict";

{
  const rows = [...document.querySelectorAll("[data-drop], .field:has(input[type=file])")]
    .filter((row) => !row.parentElement.closest("[data-drop]"));

  const give = (row, files) => {
    const input = row.querySelector("input[type=file]");
    const carried = new DataTransfer();
    [...files].slice(0, input.multiple ? undefined : 1).forEach((file) => carried.items.add(file));
    input.files = carried.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  rows.forEach((row) => {
    row.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      row.classList.add("drop-here");
    });
    row.addEventListener("dragleave", () => row.classList.remove("drop-here"));
    row.addEventListener("drop", (event) => {
      row.classList.remove("drop-here");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      give(row, event.dataTransfer.files);
    });
  });

  document.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files ?? [];
    const row = rows.find((one) => one.contains(document.activeElement)) ?? rows.find((one) => one.matches(":hover"));
    if (!row || !files.length) return;
    event.preventDefault();
    give(row, files);
  });
}
