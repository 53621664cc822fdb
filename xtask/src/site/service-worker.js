// Keeps the whole site for use without a network, and serves one version of it at a time. `SITE`, which stands before this text, is
// written when the site is built: { build, digest, files }, the files' SHA-256 by their path.
const SCOPE = self.registration.scope;
// One origin may hold many sites, and each of them several versions.
const OURS = `battledex ${SCOPE} `;
const nameOf = (build, digest) => `${OURS}${build} ${digest}`;
const NAME = nameOf(SITE.build, SITE.digest);
/** What deployers change without building anew: it is asked for first, and kept for when nothing answers. */
const SETTINGS = "config.json";
const REGISTRY = "registry/";
const MANIFEST = `${REGISTRY}manifest.json`;
const changes = (file) => file === SETTINGS || file.startsWith(REGISTRY);
/** How long such a file is waited for, in milliseconds. */
const PATIENCE = 5_000;
const AT_ONCE = 6;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOld()));
self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const url = new URL(request.url);
  const file = url.href.slice(SCOPE.length).replace(/[?#].*$/s, "") || "index.html";
  if (changes(file)) event.respondWith(newest(request, file));
  else if (Object.hasOwn(SITE.files, file)) event.respondWith(kept(request, file, url.searchParams.get("build") ?? SITE.build));
});

/** Either all files of this version are kept, or none. */
async function keepAll() {
  try {
    const cache = await caches.open(NAME);
    const files = Object.entries(SITE.files).filter(([file]) => !changes(file));
    const get = [...files.map(([file, digest]) => [file, () => verified(file, digest)]), ...(await changing())];
    const next = async () => {
      for (let item = get.pop(); item; item = get.pop()) await cache.put(address(item[0]), await item[1]());
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

/** The settings and the registry as they are now; the page itself checks the registry's files against its manifest. */
async function changing() {
  const [settings, manifest] = await Promise.all([SETTINGS, MANIFEST].map((file) => fetch(address(file), { cache: "no-cache" })));
  const there = [[SETTINGS, settings], [MANIFEST, manifest]].filter(([, response]) => response.ok);
  const answers = manifest.ok ? Object.values((await manifest.clone().json()).answers ?? {}) : [];
  const files = new Set(answers.map(({ file }) => `${REGISTRY}${file}`));
  return [...there.map(([file, response]) => [file, () => response]), ...[...files].map((file) => [file, () => present(file)])];
}

async function present(file) {
  const response = await fetch(address(file), { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.url} is not there: status ${response.status}`);
  return response;
}

/** A file as this version has it, from an older version's cache, from the network, or past every cache of the network. */
async function verified(file, digest) {
  const url = address(file);
  const ways = [() => caches.match(url), () => fetch(url, { cache: "no-cache" }), () => fetch(url, { cache: "reload" })];
  for (const way of ways) {
    const response = await way();
    if (!response?.ok) continue;
    const bytes = await response.arrayBuffer();
    if ((await sha256(bytes)) === digest) {
      const type = response.headers.get("Content-Type") ?? "application/octet-stream";
      return new Response(bytes, { headers: { "Content-Type": type } });
    }
  }
  throw new Error(`${url} is not there, or is of another version than this service worker`);
}

async function kept(request, file, build) {
  // A tab that still runs an older version gets that version's files.
  const start = nameOf(build, "");
  const name = build === SITE.build ? NAME : (await caches.keys()).find((each) => each.startsWith(start));
  const response = name && (await (await caches.open(name)).match(address(file)));
  return response || fetch(request);
}

async function newest(request, file) {
  const held = await (await caches.open(NAME)).match(address(file));
  if (!held) return fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, held));
  const asked = fetch(request).then((answer) => (answer.ok ? answer : held));
  return Promise.race([asked, late]).catch(() => held);
}

/** Older versions are dropped when no tab can still run them. */
async function dropOld() {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (open.length > 1) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== NAME).map((name) => caches.delete(name)));
}

const address = (file) => new URL(file, SCOPE).href;

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
