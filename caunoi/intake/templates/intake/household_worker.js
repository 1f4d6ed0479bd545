{% load static %}// Keeps one page and what it is drawn with, so that it opens for hours without a network. What is
// typed into it stands in the page's own store, never here.
"use strict";
const STORE = "ho-1";
const PAGE = "{% url "intake:household" %}";
const FILES = [
  "{% static "ui/tokens.css" %}", "{% static "ui/components.css" %}", "{% static "ui/mark.svg" %}",
  "{% static "ui/fonts/bvp-400-la.woff2" %}", "{% static "ui/fonts/bvp-400-vi.woff2" %}",
  "{% static "ui/fonts/bvp-600-la.woff2" %}", "{% static "ui/fonts/bvp-600-vi.woff2" %}",
  "{% static "ui/fonts/bvp-700-la.woff2" %}", "{% static "ui/fonts/bvp-700-vi.woff2" %}",
  "{% static "intake/household_store.js" %}", "{% static "intake/household.js" %}",
];
const PATIENCE = 3000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STORE).then((store) => store.addAll([...FILES, PAGE])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("ho-") && name !== STORE).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

// The page of the network while there is one, so that a new version and the way in are seen.
async function page(request) {
  const store = await caches.open(STORE);
  try {
    const answer = await Promise.race([
      fetch(request),
      new Promise((_, late) => setTimeout(late, PATIENCE, new Error("late"))),
    ]);
    if (answer.ok && !answer.redirected) await store.put(PAGE, answer.clone());
    return answer;
  } catch {
    return (await store.match(PAGE)) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const path = new URL(request.url).pathname;
  if (request.mode === "navigate" && path === PAGE) event.respondWith(page(request));
  else if (FILES.includes(path)) event.respondWith(caches.match(path).then((kept) => kept ?? fetch(request)));
});
