// Boxes in a list: one button ticks all of the page, and the bar says how many are ticked.
"use strict";

const bar = document.getElementById("hang-loat");
if (bar) {
  const boxes = () => [...document.querySelectorAll("input[form='hang-loat'][type='checkbox']")];
  const all = bar.querySelector("[data-pick-all]");
  const count = bar.querySelector("[data-pick-count]");
  const say = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    count.textContent = ticked ? `Đã chọn ${ticked} hồ sơ` : "Chưa chọn hồ sơ nào";
    all.textContent = ticked === boxes().length ? "Bỏ chọn" : "Chọn cả trang";
  };
  all.hidden = false;
  all.addEventListener("click", () => {
    const tick = boxes().some((box) => !box.checked);
    boxes().forEach((box) => (box.checked = tick));
    say();
  });
  document.addEventListener("change", say);
  // Coming back to the page brings back what was ticked.
  window.addEventListener("pageshow", say);
  say();
}
