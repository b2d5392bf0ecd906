// Keeps what is typed in a form a moment after it was typed, and says when. What could not be kept is said calmly,
// shelved on the device and tried again: after a while, when the line is back, before the window goes out of sight,
// and when the page is opened again.
"use strict";

const saved = document.querySelector("[data-saved]");
const AFTER_TYPING = 1000, AFTER_FAILURE = 10_000, PATIENCE = 15_000; // milliseconds
const A_DAY = 24 * 60 * 60 * 1000;
const SENTENCES = document.documentElement.lang === "en" ? {
  0: "The line is down. What you typed is still on this page and is saved when the line is back.",
  403: "You have been signed out. Just type on and press “Save and continue”: nothing typed is lost.",
  404: "This draft was submitted or deleted on another page, so nothing more can be saved.",
  409: "The draft was changed on another page. Press “Save and continue” to keep what is on this one.",
  500: "It cannot be saved right now and is tried again in a few seconds. What you typed is still on this page.",
  unsent: "The line is down, so nothing was sent yet. What you typed is kept on this device and is sent when the line is back.",
  back: "What you typed on this device before the line broke is here again.",
} : {
  0: "Mất kết nối. Những gì bạn nhập vẫn còn trên trang này và sẽ được lưu khi có mạng trở lại.",
  403: "Phiên làm việc đã hết. Bạn cứ nhập tiếp rồi bấm “Lưu và tiếp tục”: những gì đã nhập không mất.",
  404: "Bản nháp này đã được nộp hoặc đã xóa ở một trang khác, nên không lưu thêm được.",
  409: "Bản nháp vừa được sửa ở một trang khác. Bấm “Lưu và tiếp tục” để giữ những gì đang ở trang này.",
  500: "Tạm thời chưa lưu được, sẽ thử lại sau ít giây. Những gì bạn nhập vẫn còn trên trang này.",
  unsent: "Mất kết nối nên chưa gửi được. Những gì bạn nhập được giữ trên máy này và tự gửi khi có mạng trở lại.",
  back: "Những gì bạn nhập trên máy này trước khi mất mạng đã trở lại.",
};

// What the line did not take is shelved on the device until it is saved; static/js/install.js forgets what is left.
const shelf = (name) => {
  const dared = (deed) => {
    try {
      return deed();
    } catch {
      return null; // a browser that keeps nothing on the device
    }
  };
  return {
    put: (boxes) => dared(() => {
      const texts = boxes.filter(([box]) => box !== "csrfmiddlewaretoken");
      localStorage.setItem(name, JSON.stringify({ at: Date.now(), boxes: texts }));
    }),
    take: () => dared(() => {
      const { at, boxes } = JSON.parse(localStorage.getItem(name));
      return Date.now() - at < A_DAY ? boxes : null;
    }),
    clear: () => dared(() => localStorage.removeItem(name)),
  };
};

if (saved) {
  const form = document.getElementById(saved.dataset.form);
  const mine = shelf(`tthc:${form.elements["draft-key"].value}:${location.pathname}`);
  const boxes = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");
  let unkept = false;
  let pressed = null, waiting = false;
  let timer;
  let running;

  const later = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(keep, milliseconds);
  };

  // A chosen file is no typing: static/js/upload.js sends it.
  const typed = (event) => {
    if (event?.target.type === "file") return;
    unkept = true;
    waiting = false; // whoever types on has not done with the page
    later(AFTER_TYPING);
  };

  const ask = async (signal) => {
    const body = new URLSearchParams(boxes());
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
      mine.put(boxes());
      later(AFTER_FAILURE);
    } else if (text) {
      mine.clear();
    }
  };

  async function keep() {
    clearTimeout(timer);
    if (!unkept) return;
    running?.abort();
    const asking = running = new AbortController();
    const patience = setTimeout(() => asking.abort(), PATIENCE);
    unkept = false;
    const outcome = await ask(asking.signal).catch(() => ({ status: 0, text: "" }));
    clearTimeout(patience);
    if (running === asking) say(outcome);
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
  const left = mine.take();

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  // What was shelved comes back into its boxes; the server's own token and the draft's name stay this page's.
  const putBack = (left) => {
    for (const field of asked.filter((one) => one.type !== "hidden")) {
      const texts = left.filter(([name]) => name === field.name).map(([, text]) => text);
      if (/^(checkbox|radio)$/.test(field.type)) field.checked = texts.includes(field.value);
      else if (texts.length) field.value = texts[0];
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
    saved.textContent = SENTENCES.back;
    typed();
  };

  const unsent = () => {
    if (!pressed) return; // another window's
    waiting = true;
    mine.put(boxes());
    saved.textContent = SENTENCES.unsent;
    saved.classList.add("saved-not");
    saved.scrollIntoView({ block: "nearest" });
    // A browser that believes in its line says nothing when it is back.
    if (navigator.onLine) timer = setTimeout(again, AFTER_FAILURE);
  };

  const again = () => {
    if (waiting) form.requestSubmit(pressed);
    else keep();
  };

  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    unkept = false;
    running?.abort();
    running = null;
    if (event.defaultPrevented) return;
    pressed = event.submitter;
    waiting = false;
    if (!navigator.onLine) {
      event.preventDefault();
      unsent();
    } else {
      mine.clear();
    }
  });
  navigator.serviceWorker?.addEventListener("message", unsent);
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  if (left) putBack(left);
}
