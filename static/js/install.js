// Asks the browser to keep the offline page (templates/tthc_portal/worker.js), and lets nothing that was typed outlive
// the person who typed it: at signing out, and after a day, the texts kept on this device are forgotten.
"use strict";

{
  const A_DAY = 24 * 60 * 60 * 1000; // milliseconds
  const forget = (old) => {
    try {
      for (const name of Object.keys(localStorage).filter((one) => one.startsWith("tthc:"))) {
        if (old(JSON.parse(localStorage.getItem(name)))) localStorage.removeItem(name);
      }
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  };

  forget(({ at }) => Date.now() - at > A_DAY);
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) forget(() => true);
  });
  window.addEventListener("load", () => navigator.serviceWorker?.register("/tho-phuc-vu.js").catch(() => {}));
}
