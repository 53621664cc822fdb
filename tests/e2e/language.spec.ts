import { expect, test } from "./fixtures";
import { open } from "./support/site";

test("the language that was chosen is in the address, and every link keeps it", async ({ page, world }) => {
  await open(page, "#/settings");
  await expect(page).toHaveURL(`${world.page}#/settings`);
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Réglages");
  await expect(page).toHaveURL(`${world.page}?lang=fr#/settings`);
  await page.getByRole("link", { name: "Combat", exact: true }).click();
  await expect(page).toHaveURL(`${world.page}?lang=fr#/battle/pikachu/blastoise`);
  await page.getByRole("link", { name: "Registre" }).click();
  await expect(page).toHaveURL(`${world.page}?lang=fr#/registry`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Registre de modèles");
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Réglages");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Réglages");
});

test("an address that names a language counts more than what was chosen before", async ({ page, world }) => {
  await open(page, "#/settings");
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  for (const [query, title] of [["?lang=en", "Settings"], ["", "Réglages"], ["?lang=de", "Réglages"], ["?x=1&lang=en", "Settings"]]) {
    await page.goto("about:blank");
    await page.goto(`${world.page}${query}#/settings`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title ?? "");
  }
  await page.getByRole("link", { name: "Battle", exact: true }).click();
  await expect(page).toHaveURL(`${world.page}?x=1&lang=en#/battle/pikachu/blastoise`);
});
