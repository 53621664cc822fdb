import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { violations } from "./support/accessibility";
import { bestMoveProbability } from "./support/pokedex";
import { open } from "./support/site";

const BATTLES = [["pikachu", "blastoise"], ["mewtwo", "mew"], ["snorlax", "gengar"], ["eevee", "vaporeon"]] as const;

const card = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const row = (page: Page, name: string) => card(page, "Who wins").getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
const stated = async (page: Page, who: string, attribute: string) =>
  Number(await row(page, who).locator(`[${attribute}]`).getAttribute(attribute));

/** A percentage that stands in a cell; what is only bounded is a number beside its bound. */
const share = (text: string) => Number(/[0-9.]+/.exec(text)?.[0]) / 100;

for (const [a, b] of BATTLES) {
  test(`${a} against ${b}: both directions and another version are onnxruntime's, and what counted ends there`, async ({ page }) => {
    await open(page, `#/why/${a}/${b}?version=3`);
    await expect(row(page, "Version 3")).toBeVisible();
    await expect(row(page, "The model")).toBeVisible();
    for (const [who, version] of [["The model", undefined], ["Version 3", "3"]] as const) {
      expect(Math.abs((await stated(page, who, "data-probability")) - bestMoveProbability(a, b, version))).toBeLessThan(1e-6);
      expect(Math.abs((await stated(page, who, "data-reversed")) - bestMoveProbability(b, a, version))).toBeLessThan(1e-6);
    }
    const rows = card(page, "What counted").getByRole("row");
    const cells = async (line: number) => (await rows.nth(line).getByRole("cell").allTextContents()).map((text) => text.trim());
    const count = await rows.count();
    // Each bar begins where the one before it ends.
    let at = (await cells(1)).at(-1);
    for (let line = 2; line < count - 1; line += 1) {
      const [, before, after] = await cells(line);
      expect(before).toBe(at);
      at = after;
    }
    expect((await cells(count - 1)).at(-1)).toBe(at);
    expect(Math.abs(share(at ?? "") - bestMoveProbability(a, b))).toBeLessThan(0.0011);
  });
}

test("the race of the rules ends when one has fainted", async ({ page }) => {
  await open(page, "#/why/mewtwo/mew");
  const rows = page.getByRole("region", { name: "Turn by turn" }).getByRole("row");
  // 106 and 100 hit points; Mewtwo hits for 98.8, Mew for 41.1: battle-rules by hand.
  await expect(rows).toHaveText([/^TurnMewtwo, HPMew, HP$/, /^0106\.0100\.0$/, /^164\.9 −41\.11\.2 −98\.8$/, /^1\.0164\.4 −0\.5fainted −1\.2$/]);
});

test("what would turn it around does so on the battle page", async ({ page }) => {
  await open(page, "#/why/mewtwo/mew");
  const flips = page.getByRole("region", { name: "What would turn it around" });
  await expect(flips.getByText("Mewtwo with Confusion")).toBeVisible();
  await open(page, "#/battle/mewtwo/mew?mode=manual&ma=confusion");
  await expect(page.getByRole("status").or(page.locator("output")).filter({ hasText: "Mew wins" })).toBeVisible();
});

test("a shared link says whether the model still says so", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "#/battle/pikachu/blastoise?mode=manual&ma=thunder");
  await page.getByRole("link", { name: "Why, and share" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pikachu against Blastoise: why?");
  await expect(row(page, "The model")).toBeVisible();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#\/why\/pikachu\/blastoise\?mode=manual&ma=thunder&said=0\.[0-9]{4}&by=[0-9a-f]{12}$/);
  // Who shares a battle goes on looking at it, not at what was shared.
  expect(page.url()).toMatch(/#\/why\/pikachu\/blastoise\?mode=manual&ma=thunder$/);
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.getByText(/^As it was shared: .* by the same model$/)).toBeVisible();
  await page.goto("about:blank");
  await page.goto(link.replace(/said=0\.[0-9]{4}/, "said=0.5000").replace(/by=.{4}/, "by=0000"));
  await expect(page.getByText(/^The model has changed since this was shared: it was 50\.0%, it is /)).toBeVisible();
  await page.getByRole("button", { name: "Copy as text" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Pikachu – Blastoise: \w+, [>0-9.]+%\nhttp/);
});

test("a battle is copied as a picture, or saved where the clipboard is refused", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "#/why/pikachu/blastoise");
  await expect(row(page, "The model")).toBeVisible();
  await page.getByRole("button", { name: "Copy as image" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const picture = await createImageBitmap((await item?.getType("image/png")) ?? new Blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context?.drawImage(picture, 0, 0);
    const at = (x: number, y: number) => [...(context?.getImageData(x, y, 1, 1).data.slice(0, 3) ?? [])];
    return { size: [picture.width, picture.height], left: at(62, 464), right: at(1138, 464) };
  });
  expect(copied.size).toEqual([1200, 630]);
  // Blastoise's colour fills the bar but for the beginning, which is Pikachu's.
  expect(copied.left).not.toEqual(copied.right);

  await page.evaluate(() => {
    navigator.clipboard.write = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Copy as image" }).click()]);
  expect(file.suggestedFilename()).toBe("pikachu-blastoise.png");
  await expect(page.getByText("Saved as a file, since the browser gives no clipboard")).toBeVisible();
});

test("an address that names a version is explained by that version, and leads back to its battle", async ({ page }) => {
  await open(page, "#/why/snorlax/gengar?model=v3");
  await expect(row(page, "The model")).toBeVisible();
  expect(Math.abs((await stated(page, "The model", "data-probability")) - bestMoveProbability("snorlax", "gengar", "3"))).toBeLessThan(1e-6);
  await page.getByRole("link", { name: "Battle", exact: true }).click();
  await expect(page).toHaveURL(/#\/battle\/snorlax\/gengar\?model=v3$/);
});

test("a version that does not exist is named, and the rest stays", async ({ page }) => {
  await open(page, "#/why/pikachu/blastoise?version=99");
  await expect(page.getByRole("alert")).toContainText("99");
  await expect(row(page, "The model")).toBeVisible();
  await expect(page).toHaveURL(/version=99/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`it is accessible on a phone, in French too, ${colorScheme}`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme });
    await open(page, "#/why/pikachu/blastoise");
    await expect(row(page, "The model")).toBeVisible();
    await page.getByRole("button", { name: "Français" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pikachu contre Tortank : pourquoi ?");
    await expect(page.getByRole("rowheader", { name: "Le modèle" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}

test("an address without such a battle says so", async ({ page }) => {
  await open(page, "#/why/nobody/blastoise");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This address names no battle that can be fought");
});
