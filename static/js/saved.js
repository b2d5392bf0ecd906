// Keeps what is typed in a form a moment after it was typed, and says when. What could not be kept is said calmly and
// tried again: after a while, when the line is back, and before the window goes out of sight.
"use strict";

const saved = document.querySelector("[data-saved]");
const AFTER_TYPING = 1000, AFTER_FAILURE = 10_000, PATIENCE = 15_000; // milliseconds
const SENTENCES = {
  0: "Mất kết nối. Những gì bạn nhập vẫn còn trên trang này và sẽ được lưu khi có mạng trở lại.",
  403: "Phiên làm việc đã hết. Bạn cứ nhập tiếp rồi bấm “Lưu và tiếp tục”: những gì đã nhập không mất.",
  404: "Bản nháp này đã được nộp hoặc đã xóa ở một trang khác, nên không lưu thêm được.",
  409: "Bản nháp vừa được sửa ở một trang khác. Bấm “Lưu và tiếp tục” để giữ những gì đang ở trang này.",
  500: "Tạm thời chưa lưu được, sẽ thử lại sau ít giây. Những gì bạn nhập vẫn còn trên trang này.",
};

if (saved) {
  const form = document.getElementById(saved.dataset.form);
  let unkept = false;
  let timer;
  let running;

  const later = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(keep, milliseconds);
  };

  const typed = () => {
    unkept = true;
    later(AFTER_TYPING);
  };

  const ask = async (signal) => {
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    const answer = await fetch(saved.dataset.saved, {
      method: "POST", body, signal, redirect: "error", headers: { "Draft-Turn": saved.dataset.turn },
    });
    return { status: answer.status, text: answer.ok ? await answer.text() : "" };
  };

  const say = ({ status, text }) => {
    saved.textContent = text || SENTENCES[status] || SENTENCES[500];
    saved.classList.toggle("saved-not", !text);
    if (!text && (status === 0 || status >= 500)) {
      unkept = true;
      later(AFTER_FAILURE);
    }
  };

  async function keep() {
    clearTimeout(timer);
    if (!unkept) return;
    running?.abort();
    const mine = running = new AbortController();
    const patience = setTimeout(() => mine.abort(), PATIENCE);
    unkept = false;
    const outcome = await ask(mine.signal).catch(() => ({ status: 0, text: "" }));
    clearTimeout(patience);
    if (running === mine) say(outcome);
  }

  // On a slow line one types before this script has come, and a browser may put back what was typed before.
  const differs = (field) => {
    if (field.options) {
      const given = Math.max([...field.options].findIndex((option) => option.defaultSelected), 0);
      return field.selectedIndex !== given;
    }
    return /^(checkbox|radio)$/.test(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  };
  const asked = [...form.elements].filter((field) => field.matches("input:not([type=file]), select, textarea"));
  if (asked.some(differs)) typed();

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    unkept = false;
    running?.abort();
    running = null;
  });
  window.addEventListener("online", keep);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
}
