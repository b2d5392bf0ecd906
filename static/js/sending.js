// Sends a file piece by piece by the tus protocol (cases/tus.py): waits while the line is down and goes on where it
// stopped, also when the same file is chosen again on another day. Used by static/js/upload.js.
"use strict";

{
  const FIRST_PIECE = 128 * 1024, SMALLEST = 64 * 1024, LARGEST = 2 * 1024 * 1024; // bytes
  const QUICK = 1500, SLOW = 6000, LONGEST_WAIT = 20_000, PATIENCE = 60_000; // milliseconds
  const ENGLISH = document.documentElement.lang === "en";
  const UNREADABLE = ENGLISH ? "Your device cannot read this file any more. Please choose it again." : "Máy không đọc được tệp này nữa. Hãy chọn lại tệp.";
  const SIGNED_OUT = (ENGLISH ? "You have been signed out. Reload the page, sign in and choose this file again: what was sent is not lost." : "Phiên làm việc đã hết. Hãy tải lại trang, đăng nhập rồi chọn lại tệp này: phần đã gửi không mất.");

  const megabytes = (bytes) => (bytes < 100 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1).replace(".", ENGLISH ? "." : ",")} MB`);

  function ask(method, address, headers, { body = null, sent = () => {}, signal } = {}) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const settled = () => resolve({
        status: request.status,
        text: request.responseText,
        address: request.getResponseHeader("Location"),
        offset: Number(request.getResponseHeader("Upload-Offset")),
      });
      request.open(method, address);
      Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
      request.timeout = PATIENCE;
      request.upload.addEventListener("progress", (event) => sent(event.loaded));
      request.addEventListener("loadend", settled);
      signal.addEventListener("abort", () => request.abort());
      request.send(body);
    });
  }

  const wait = (milliseconds) => new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    window.addEventListener("online", resolve, { once: true });
  });

  async function fingerprint(file) {
    if (!window.crypto?.subtle) return `${file.size}/${file.lastModified}`;
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function encoded(text) {
    return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  }

  class Sending {
    // One file on its way; `told` is called with how many bytes are there and what to say.
    constructor(file, { address, headers, said, told }) {
      Object.assign(this, { file, said, told, begin: address, common: headers });
      this.offset = 0;
      this.pieceSize = FIRST_PIECE;
      this.stopper = new AbortController();
    }

    // "" when the file was kept, else why not.
    async run() {
      try {
        this.said.fingerprint = await fingerprint(this.file);
      } catch {
        return UNREADABLE;
      }
      for (let pause = 1000; !this.stopper.signal.aborted; pause = Math.min(pause * 2, LONGEST_WAIT)) {
        const before = this.offset;
        const end = await this.goOn();
        if (end !== undefined) return end;
        if (this.offset > before) pause = 1000;
        this.told(this.offset, (ENGLISH ? "The line is down. It goes on from here when the line is back." : "Mất kết nối. Có mạng lại sẽ tự gửi tiếp từ chỗ này."));
        await wait(pause);
      }
      return "";
    }

    stop() {
      this.stopper.abort();
      if (this.address) ask("DELETE", this.address, this.common, { signal: new AbortController().signal });
    }

    // Ask how far it got and send the rest; undefined when the line broke.
    async goOn() {
      const answer = this.address ? await this.request("HEAD") : await this.announce();
      if (answer.status === 404 && this.address) {
        this.address = null;
        return undefined;
      }
      if (![200, 201].includes(answer.status)) return this.end(answer);
      this.address = answer.address || this.address;
      this.offset = answer.offset;
      for (;;) {
        const sent = await this.next();
        if (typeof sent === "string") return sent;
        if (sent.status !== 204) return this.end(sent);
        this.offset = sent.offset;
        if (this.offset >= this.file.size) return "";
      }
    }

    // What an answer that is no success means for good; undefined where it is worth another try.
    end({ status, text }) {
      if (status === 403) return SIGNED_OUT;
      if (status === 429) return (ENGLISH ? "You sent too many files within an hour. Wait, then choose this file again." : "Bạn đã gửi quá nhiều tệp trong một giờ. Hãy chờ rồi chọn lại tệp này.");
      // A proxy that finds it too large says so in a page of its own.
      if (status === 422 || (status === 413 && !text.startsWith("<"))) return text;
      return status === 0 || status >= 500 || [400, 404, 409].includes(status) ? undefined : (ENGLISH ? `The file could not be sent (error ${status}).` : `Không gửi được tệp (mã lỗi ${status}).`);
    }

    announce() {
      const said = { filename: this.file.name, ...this.said };
      const pairs = Object.entries(said).map(([name, value]) => `${name} ${encoded(value)}`);
      const headers = { "Upload-Length": String(this.file.size), "Upload-Metadata": pairs.join(",") };
      return this.request("POST", headers, { address: this.begin });
    }

    async next() {
      let body;
      try {
        body = await this.file.slice(this.offset, this.offset + this.pieceSize).arrayBuffer();
      } catch {
        return UNREADABLE;
      }
      const began = performance.now(), last = this.offset + body.byteLength >= this.file.size;
      const sent = (bytes) => this.told(this.offset + bytes, last && bytes >= body.byteLength ? (ENGLISH ? "Checking the file" : "Đang kiểm tra tệp") : (ENGLISH ? "Sending" : "Đang gửi"));
      sent(0);
      const headers = { "Upload-Offset": String(this.offset), "Content-Type": "application/offset+octet-stream" };
      const answer = await this.request("PATCH", headers, { body, sent });
      const took = performance.now() - began;
      if (took < QUICK) this.pieceSize = Math.min(this.pieceSize * 2, LARGEST);
      if (took > SLOW) this.pieceSize = Math.max(this.pieceSize / 2, SMALLEST);
      return answer;
    }

    request(method, headers = {}, options = {}) {
      const address = options.address || this.address;
      return ask(method, address, { ...this.common, ...headers }, { ...options, signal: this.stopper.signal });
    }
  }

  window.sending = { Sending, ask, megabytes, ENGLISH };
}
