// Keeps one whole version of the page in the browser, so that it opens and works without its server.
//
// `cargo xtask seal` fills in the three constants for a build. Without a version, as in a build for development, this
// program removes what an earlier build has left in the browser, and itself.

importScripts("./cpu_program.js");

const VERSION = null;
/** Path of each file: its type and its hash. The data set is not among them: the engine keeps it. */
const FILES = {};
/** Sent with every file, also where the server cannot: with them the page is isolated, and its workers obey the policy. */
const HEADERS = {};

const SCOPE = new URL("./", location).href;
/** Other pages of this origin have caches too. */
const PREFIX = `fitting-room ${SCOPE} `;

addEventListener("install", (event) => {
  event.waitUntil(VERSION ? storeAll() : skipWaiting());
});

addEventListener("activate", (event) => {
  event.waitUntil(VERSION ? forgetOthers() : leave());
});

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const path = pathOf(url);
  if (method === "GET" && Object.hasOwn(FILES, path)) {
    event.respondWith(stored(path));
  }
});

addEventListener("message", (event) => {
  const { data, source } = event;
  if (data === "take over") {
    event.waitUntil(takeOver(source));
  } else if (data === VERSION) {
    // A page of this version that came from the server: what it loads later comes from here.
    event.waitUntil(clients.claim());
  }
});

function pathOf(url) {
  const address = url.split(/[?#]/)[0];
  return address.startsWith(SCOPE) && (address.slice(SCOPE.length) || "index.html");
}

/** Fails unless every file is there with its hash, so that a version is kept whole or not at all. */
async function storeAll() {
  const used = Object.keys(FILES).filter((path) => path !== self.cpuProgram.unused);
  await Promise.all(used.map(stored));
}

/** A file of this version: from its cache, from that of another version if the file is the same, or from the server. */
async function stored(path) {
  const [type, integrity] = FILES[path];
  const cache = await caches.open(PREFIX + VERSION);
  const own = await cache.match(SCOPE + path);
  if (own) {
    return own;
  }
  const other = await caches.match(SCOPE + path);
  const isSame = other?.headers.get("ETag") === integrity;
  const found = isSame ? other : await fetch(SCOPE + path, { cache: "no-cache", integrity });
  const headers = { ...HEADERS, "Content-Type": type, ETag: integrity };
  const file = new Response(found.body, { headers });
  await cache.put(SCOPE + path, file.clone());
  return file;
}

async function forget(isUnwanted) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && isUnwanted(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

function forgetOthers() {
  return forget((name) => name !== PREFIX + VERSION);
}

async function leave() {
  await forget(() => true);
  await registration.unregister();
  for (const page of await pages()) {
    page.navigate(page.url);
  }
}

/** Replaces the version before, unless another tab still shows it: its files would be gone. */
async function takeOver(asking) {
  if ((await pages()).some((page) => page.id !== asking.id)) {
    asking.postMessage("open elsewhere");
  } else {
    await skipWaiting();
  }
}

async function pages() {
  const all = await clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter((page) => page.url.startsWith(SCOPE));
}
