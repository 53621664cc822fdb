import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { violations } from "./support/accessibility";
import { open } from "./support/site";

const card = (page: Page, name = "Turn by turn") => page.getByRole("region", { name });

test("a long race says which turns are left out, and what a move without effect counts for", async ({ page }) => {
  // Neither move has an effect: each counts 0.1, so Gengar's 60 hit points last 600 turns and Chansey's 250 longer.
  await open(page, "#/why/gengar/chansey?mode=manual&ma=lick&mb=pound");
  await expect(card(page).getByRole("listitem")).toHaveText([
    "Gengar strikes first: equal priority, speed 110 against 50",
    "Gengar, Lick: 0.1 of Chansey’s 250 HP each turn (the least that counts)",
    "Chansey, Pound: 0.1 of Gengar’s 60 HP each turn (the least that counts)",
  ]);
  const rows = card(page).getByRole("row");
  await expect(rows).toHaveCount(12);
  await expect(rows.nth(1)).toHaveText("060.0250.0");
  await expect(rows.nth(9)).toHaveText("859.2 −0.1249.2 −0.1");
  await expect(rows.nth(10)).toHaveText("Turns 9 to 599: the same");
  await expect(rows.nth(11)).toHaveText("600fainted −0.1190.0 −0.1");
});

test("who strikes first is told with the reason: priority, speed, or A at equals", async ({ page }) => {
  const first = card(page).getByRole("listitem").first();
  await open(page, "#/why/mewtwo/pikachu?mode=manual&mb=quick-attack");
  await expect(first).toHaveText("Pikachu strikes first: its move has priority +1 against 0");
  // Both have a speed of 100.
  for (const [a, b, name] of [["charizard", "mew", "Charizard"], ["mew", "charizard", "Mew"]] as const) {
    await open(page, `#/why/${a}/${b}`);
    await expect(first).toHaveText(`${name} strikes first: equal priority and speed, where A strikes first`);
  }
});

test("a battle of one turn leaves nothing out, in French and on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, "?lang=fr#/why/mewtwo/mew");
  const race = card(page, "Tour par tour");
  await expect(race.getByRole("listitem").first()).toHaveText("Mewtwo frappe en premier : à priorité égale, vitesse 130 contre 100");
  await expect(race.getByRole("listitem").nth(1)).toHaveText(/^Mewtwo, .* : 98,8 des 100 PV de Mew par tour$/);
  await expect(race.getByRole("row")).toHaveCount(4);
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
