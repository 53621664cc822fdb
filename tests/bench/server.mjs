import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

const COMPRESSED = /^text|json$|wasm$|svg/;

/**
 * Serves folders on a port of the system's choice, and an empty page at /empty.html. Browsers may keep everything for ten minutes,
 * as they may from GitHub Pages.
 * @param {Record<string, string>} folders By the path that they get, such as "/bench/"; the longest that fits is taken. A file
 *   may stand in for one.
 * @param {{ gzip?: boolean, texts?: Record<string, string> }} [options] `gzip` compresses what GitHub Pages does; `texts` stand in
 *   for files, by path.
 */
export async function serve(folders, { gzip = false, texts = {} } = {}) {
  const paths = Object.keys(folders).sort((a, b) => b.length - a.length);
  /** @param {string} path */
  const content = (path) => {
    if (path === "/empty.html") return "<!doctype html><title>Empty</title>";
    if (path in texts) return texts[path] ?? "";
    const found = paths.find((start) => path.startsWith(start)) ?? "/";
    const file = join(folders[found] ?? "", path.slice(found.length));
    return readFile(path.endsWith("/") ? join(file, "index.html") : file);
  };
  /** @type {Map<string, Buffer>} */
  const compressed = new Map();
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    const type = path.endsWith("/") ? "text/html" : (TYPES[extname(path)] ?? "application/octet-stream");
    const headers = { "Content-Type": type, "Cache-Control": "max-age=600" };
    try {
      const body = await content(path);
      if (gzip && COMPRESSED.test(type)) {
        const sent = compressed.get(path) ?? gzipSync(body);
        compressed.set(path, sent);
        response.writeHead(200, { ...headers, "Content-Encoding": "gzip" }).end(sent);
      } else {
        response.writeHead(200, headers).end(body);
      }
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
