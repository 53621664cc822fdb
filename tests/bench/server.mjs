import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

/**
 * Serves folders on a port of the system's choice, and an empty page at /empty.html.
 * @param {Record<string, string>} folders By the path that they get, such as "/bench/"; the longest that fits is taken.
 */
export async function serve(folders) {
  const paths = Object.keys(folders).sort((a, b) => b.length - a.length);
  /** @param {string} path */
  const content = (path) => {
    if (path === "/empty.html") return "<!doctype html><title>Empty</title>";
    const found = paths.find((start) => path.startsWith(start)) ?? "/";
    return readFile(join(folders[found] ?? "", path.slice(found.length)));
  };
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    const headers = { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" };
    try {
      const body = await content(path);
      response.writeHead(200, headers).end(body);
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
