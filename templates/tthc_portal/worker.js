{# The service worker, at the root so that it sees every page. Context: version, files (names of static files that the offline page needs). #}
{% load static %}// Keeps the look of the portal and one page that says the line is down. No page of the portal is ever kept: what one
// reads is always fresh, and nothing of a person stays on a shared device.
"use strict";

const SHELF = "tthc-{{ version }}";
const OFFLINE = "{% url 'offline' %}";
const KEPT = [{% for name in files %}"{% static name %}", {% endfor %}OFFLINE];
const WIZARD = "{{ wizard }}";

self.addEventListener("install", (event) => {
  // Without cookies: the page that is kept is nobody's.
  const asked = KEPT.map((address) => new Request(address, { credentials: "omit" }));
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(asked)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const forget = (names) => Promise.all(names.filter((name) => name !== SHELF).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(forget).then(() => self.clients.claim()));
});

const kept = (address) => caches.match(address).then((found) => found || Response.error());

// The answer without content leaves the browser on the page it is on, with all that was typed; the page is told.
async function unsent() {
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage("unsent");
  return new Response(null, { status: 204 });
}

self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (address.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (request.method === "GET") event.respondWith(fetch(request).catch(() => kept(OFFLINE)));
    if (request.method === "POST" && address.pathname.startsWith(WIZARD)) event.respondWith(fetch(request).catch(unsent));
  } else if (request.method === "GET" && KEPT.includes(address.pathname)) {
    event.respondWith(fetch(request).catch(() => kept(address.pathname)));
  }
});
