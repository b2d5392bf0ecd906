// Sends chosen files at once, by static/js/sending.js, and shows how far they are: into a draft, or ahead of the form
// of this page, which then names them in hidden boxes (cases/with_parked.py). A file that was sent ahead is there again
// when the page is. Without this script the files go with the form.
"use strict";

document.querySelectorAll("form[data-upload]").forEach((form) => {
  const { Sending, ask, megabytes, ENGLISH } = window.sending;
  const live = document.createElement("p");
  live.className = "visually-hidden";
  live.setAttribute("role", "status");
  form.append(live);
  const headers = { "Tus-Resumable": "1.0.0", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  const queue = [];
  // Where what is sent ahead waits: at this page, or at this very form where one page takes many people's.
  const page = form.dataset.page || location.pathname;
  let busy = false;
  let held = null;

  // What the server shows of the paper now; all the rest of the page stays as it is.
  const refresh = async (list) => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html");
    const newest = now.getElementById(list.id);
    if (newest) list.replaceChildren(...newest.childNodes);
  };

  const rowsOf = (input) => {
    const field = input.closest(".field");
    let rows = field.querySelector(".uploads");
    if (!rows) {
      rows = document.createElement("ul");
      rows.className = "files uploads";
      field.append(rows);
    }
    return rows;
  };

  const row = ({ name: called, size }, onStop) => {
    const item = document.createElement("li");
    item.className = "file upload";
    const name = document.createElement("div");
    name.className = "file-name";
    name.textContent = called;
    const bar = document.createElement("progress");
    bar.max = Math.max(size, 1);
    bar.value = 0;
    bar.setAttribute("aria-label", (ENGLISH ? `Sent of ${called}` : `Đã gửi ${called}`));
    const words = document.createElement("div");
    words.className = "sub";
    words.textContent = (ENGLISH ? "Waiting" : "Chờ gửi");
    const stop = document.createElement("button");
    stop.type = "button";
    stop.className = "link-button";
    stop.textContent = (ENGLISH ? "Stop" : "Dừng gửi");
    stop.setAttribute("aria-label", (ENGLISH ? `Stop sending ${called}` : `Dừng gửi ${called}`));
    stop.addEventListener("click", onStop);
    name.append(bar, words);
    item.append(name, stop);
    let quarter = 0;
    return {
      item,
      told(bytes, state) {
        const share = size ? Math.floor((bytes / size) * 100) : 0;
        bar.value = bytes;
        const text = (ENGLISH ? `${state}: ${share}%, ${megabytes(bytes)} of ${megabytes(size)}` : `${state}: ${share} %, ${megabytes(bytes)} trong ${megabytes(size)}`);
        if (words.dataset.state !== state || Math.floor(share / 25) > quarter) live.textContent = `${called}: ${text}`;
        quarter = Math.floor(share / 25);
        words.dataset.state = state;
        words.textContent = text;
      },
      // All of it is there and goes with the form.
      arrived(box, key) {
        const hidden = document.createElement("input");
        hidden.type = "hidden";
        hidden.name = `${box}-da-gui`;
        hidden.value = key;
        bar.remove();
        words.textContent = (ENGLISH ? `Arrived, ${megabytes(size)}; it goes with this form` : `Đã nhận, ${megabytes(size)}; gửi cùng biểu mẫu này`);
        stop.textContent = (ENGLISH ? "Remove" : "Bỏ");
        stop.setAttribute("aria-label", (ENGLISH ? `Remove ${called}` : `Bỏ ${called}`));
        item.append(hidden);
        item.dataset.arrived = "yes";
      },
      refused(why) {
        bar.remove();
        stop.remove();
        words.className = "field-error";
        words.textContent = why;
        live.textContent = why;
        item.dataset.refused = "yes";
      },
    };
  };

  const work = async () => {
    if (busy) return;
    busy = true;
    let allKept = true;
    while (queue.length) {
      const { sending, shown, list, box, file } = queue.shift();
      if (sending.stopper.signal.aborted) continue;
      const why = await sending.run();
      if (why) {
        allKept = false;
        shown.refused(why);
      } else if (!sending.stopper.signal.aborted) {
        if (list) {
          await refresh(list);
          shown.item.remove();
        } else {
          shown.arrived(box, sending.address.split("/").at(-2));
        }
        live.textContent = (ENGLISH ? `${file.name} has arrived.` : `Đã nhận ${file.name}.`);
      }
    }
    busy = false;
    live.className = "visually-hidden";
    if (held && allKept) form.requestSubmit(held);
    held = null;
  };

  const take = (input) => {
    const { paper } = input.dataset, rows = rowsOf(input);
    const said = paper ? { draft: form.dataset.draft, paper } : { page, box: input.name };
    rows.querySelectorAll("[data-refused]").forEach((old) => old.remove());
    if (!input.multiple) rows.querySelectorAll(":scope > li > button").forEach((old) => old.click());
    for (const file of input.files) {
      const shown = row(file, () => {
        sending.stop();
        shown.item.remove();
      });
      const sending = new Sending(file, { address: form.dataset.upload, headers, said, told: shown.told });
      rows.append(shown.item);
      queue.push({ sending, shown, list: paper && document.getElementById(`tep-${paper}`), box: input.name, file });
    }
    input.value = "";
    input.dispatchEvent(new Event("change"));
    work();
  };

  const inputs = [...form.querySelectorAll("input[type=file]")];
  inputs.forEach((input) => {
    input.addEventListener("change", () => {
      if (input.files.length) take(input);
    });
  });
  form.querySelectorAll("[name=go][value=stay], [data-unkept]").forEach((one) => { one.hidden = true; });

  // What was sent ahead before this page was opened again.
  const showParked = async () => {
    const answer = await fetch(`${form.dataset.parked}?trang=${encodeURIComponent(page)}`).catch(() => null);
    for (const file of answer?.ok ? (await answer.json()).files : []) {
      const input = inputs.find((one) => one.name === file.box);
      if (!input) continue;
      const shown = row(file, () => {
        ask("DELETE", file.url, headers, { signal: new AbortController().signal });
        shown.item.remove();
      });
      rowsOf(input).append(shown.item);
      shown.arrived(file.box, file.key);
    }
  };
  if (form.dataset.parked) showParked();

  // Going on waits for what is on its way; pressed again, it does not wait: what has arrived is kept.
  // Before all other listeners: static/js/saved.js sends what nobody holds back as soon as the line is there.
  form.addEventListener("submit", (event) => {
    if (!busy || held) return;
    event.preventDefault();
    held = event.submitter;
    live.className = "notice notice-info";
    live.textContent = (ENGLISH ? "Files are being sent; then it goes on by itself. Press again to go on now: what was sent is kept." : "Đang gửi tệp, gửi xong sẽ tự đi tiếp. Bấm lần nữa để đi ngay: phần đã gửi vẫn được giữ.");
  }, true);
});
