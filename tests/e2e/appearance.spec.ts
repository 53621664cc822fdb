import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { open } from "./support/site";

test("the language can be changed, changes every word, and stays", async ({ page }) => {
  await open(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "Passer en français" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(page.getByRole("combobox", { name: "Pokémon B" })).toHaveValue("Tortank");
  await expect(page).toHaveTitle("Pikachu – Tortank · Battledex");
  await expect(page.locator("output")).toContainText(/\d,\d\s%/);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(page.getByRole("combobox", { name: "Pokémon B" })).toHaveValue("Tortank");
});

test.describe("a French browser", () => {
  test.use({ locale: "fr-CH" });
  test("is spoken to in French", async ({ page }) => {
    await open(page);
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  });
});

test("themes follow the system or the reader's choice, which stays", async ({ page }) => {
  const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
  await open(page);
  await expect(page.getByRole("combobox", { name: "Pokémon A" })).toBeVisible();
  const light = await ink();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(ink).not.toBe(light);
  await page.getByRole("button", { name: "Change theme to: Light" }).click();
  await expect.poll(ink).toBe(light);
  await page.reload();
  await expect(page.getByRole("button", { name: "Change theme to: Dark" })).toBeVisible();
  await expect.poll(ink).toBe(light);
});

test.describe("pictures", () => {
  const sprites = "http://sprites.test/{id}.png";
  // One pixel.
  const picture = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=", "base64");
  const shown = (page: Page) => page.locator(".portrait.pictured img");

  test("lie over the badges, by PokeAPI's number of the form", async ({ page }) => {
    const asked: string[] = [];
    await page.route("http://sprites.test/**", (route) => {
      asked.push(route.request().url());
      return route.fulfill({ body: picture, contentType: "image/png" });
    });
    await open(page, "#/battle/pikachu/raichu-alola", { sprites });
    await expect(shown(page)).toHaveCount(2);
    expect(asked.sort()).toEqual(["http://sprites.test/10100.png", "http://sprites.test/25.png"]);
  });

  test("that cannot be had leave the badges", async ({ page, trouble }) => {
    trouble.announce(/Failed to load resource/, /sprites\.test.*ERR_FAILED/);
    const failed = [page.waitForEvent("requestfailed"), page.waitForEvent("requestfailed")];
    await page.route("http://sprites.test/**", (route) => route.abort());
    await open(page, "#/battle/pikachu/raichu-alola", { sprites });
    await Promise.all(failed);
    await expect(page.locator(".badge")).toHaveCount(2);
    await expect(page.locator(".badge").first()).toBeVisible();
    await expect(shown(page)).toHaveCount(0);
  });
});

test("every control is reached with the keyboard, starting with a way past the navigation", async ({ page }) => {
  await open(page);
  await expect(page.getByRole("combobox", { name: "Pokémon A" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "Pokémon A" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "Pokémon B" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Swap sides" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/battle\/blastoise\/pikachu$/);
});
