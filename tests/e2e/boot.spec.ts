import { expect, test } from "./fixtures";
import { BattlePage } from "./support/battle";
import { bestMoveProbability } from "./support/pokedex";
import { expectPageLives, problem } from "./support/problem";
import { open } from "./support/site";

for (const [name, file] of [
  ["code", "**/worker.js*"],
  ["loader", "**/worker-loader.js*"],
  ["WebAssembly", "**/worker_bg.wasm*"],
] as const) {
  test(`a worker whose ${name} cannot be fetched is named, and can be started again`, async ({ page, trouble }) => {
    trouble.announce(/Failed to (load resource|fetch)/, /ERR_FAILED/);
    await page.route(file, (route) => route.abort());
    await open(page);
    const panel = problem(page, "The prediction worker stopped");
    await expect(panel).toBeVisible();
    await page.unroute(file);
    await panel.getByRole("button", { name: "Restart the worker" }).click();
    await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
    await expect(panel).toHaveCount(0);
  });
}

for (const [name, file] of [
  ["script", /battledex-page-[^/]*\.js$/],
  ["WebAssembly", /battledex-page-[^/]*\.wasm$/],
] as const) {
  test(`a page whose own ${name} cannot be fetched is no blank page`, async ({ page, trouble }) => {
    trouble.announce(/Failed to (load resource|fetch)/, /ERR_FAILED/);
    await page.route(file, (route) => route.abort());
    await open(page);
    const panel = page.getByRole("alert");
    await expect(panel).toContainText("The page could not be loaded");
    await page.unroute(file);
    await panel.getByRole("button", { name: "Reload" }).click();
    await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
  });
}

test("a preload that the browser gives up is no failure of the page", async ({ page }) => {
  // Firefox does so with a module that it has already.
  await page.addInitScript(() => {
    document.addEventListener("readystatechange", () => {
      document.querySelector("link[rel=modulepreload]")?.dispatchEvent(new Event("error"));
    });
  });
  await open(page);
  await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a worker that the browser cannot compile tells that the browser is too old", async ({ page }) => {
  // A module of a later version of WebAssembly than any.
  const body = Buffer.from([0, 0x61, 0x73, 0x6d, 9, 0, 0, 0]);
  await page.route("**/worker_bg.wasm*", (route) => route.fulfill({ body, contentType: "application/wasm" }));
  await open(page);
  await expect(problem(page, "This browser is too old for predictions")).toContainText("SIMD");
  await expectPageLives(page);
});

test("a worker of another build is not talked to", async ({ page }) => {
  await page.route("**/worker-loader.js*", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: `postMessage([JSON.stringify({ Ready: { build_id: "another" } })]);`,
    }),
  );
  await open(page);
  const panel = problem(page, "Page and worker are of different builds");
  await expect(panel).toContainText("another");
  await expect(panel.getByRole("button", { name: "Reload" })).toBeVisible();
});

test("a bundled registry that is not there is named and found again", async ({ page, trouble }) => {
  trouble.announce(/Failed to load resource/, /status 404/);
  await page.route("**/registry/manifest.json*", (route) => route.fulfill({ status: 404, body: "" }));
  await open(page);
  const panel = page.getByRole("alert");
  await expect(panel).toContainText("/repo/registry");
  await page.unroute("**/registry/manifest.json*");
  await panel.getByRole("button", { name: "Try again" }).click();
  await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
});

test("a bundled model whose download breaks off is told and tried again", async ({ page, trouble }) => {
  trouble.announce(/Failed to load resource/, /ERR_FAILED/);
  await page.route("**/registry/**/*onnx*", (route) => route.abort());
  await open(page);
  const panel = problem(page, "The registry does not answer");
  await expect(panel).toBeVisible();
  await page.unroute("**/registry/**/*onnx*");
  await panel.getByRole("button", { name: "Try again" }).click();
  await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
});

test("an address that the host does not know still opens the page", async ({ page, trouble, world }) => {
  trouble.announce(/Failed to load resource/, /status 404/);
  const answer = await page.goto(`${world.page}no/such`);
  expect(answer?.status()).toBe(404);
  await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
});

test("a long download shows how far it is", async ({ page, world }) => {
  await open(page, undefined, { registry: { kind: "mlflow", url: world.slow } });
  const bar = page.getByRole("progressbar", { name: "Downloading the model" });
  await expect(bar).toBeVisible();
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow"))).toBeGreaterThan(0);
  await expect(page.getByText(/\sMB of 8\.0\sMB$/)).toBeVisible();
  await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
});
