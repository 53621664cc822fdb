import { expect, test } from "./fixtures";
import { TYPES, cards, effects, fighters, groupsOf, multiplier, times, title } from "./support/lab";
import { open } from "./support/site";

test("the chart has a number for each of 18 × 18 types, as a table", async ({ page }) => {
  await open(page, "#/types");
  const chart = page.getByRole("region", { name: "Type chart" });
  const table = chart.getByRole("table");
  await expect(table.getByRole("columnheader")).toHaveText(TYPES.map(title));
  await expect(table.getByRole("rowheader")).toHaveText(TYPES.map(title));
  const cells = TYPES.flatMap((attack) => TYPES.map((defender) => times(multiplier(attack, [defender]))));
  await expect(table.locator("tbody td")).toHaveText(cells);
});

test("one or two types are told in defense and in attack", async ({ page }) => {
  await open(page, "#/types");
  const defense = page.getByRole("region", { name: "In defense" });
  const attack = page.getByRole("region", { name: "In attack" });
  await expect(defense).toHaveCount(0);
  await page.getByLabel("First type").selectOption({ label: "Water" });
  await expect(defense).toContainText("Attacks on Water");
  expect(await effects(defense)).toEqual(groupsOf((type) => multiplier(type, ["water"])));
  await page.getByLabel("Second type").selectOption({ label: "Ground" });
  await expect(defense).toContainText("Attacks on Water / Ground");
  await expect(page).toHaveURL(/#\/types\?type=water&type2=ground$/);
  expect(await effects(defense)).toEqual(groupsOf((type) => multiplier(type, ["water", "ground"])));
  const better = (type: string) => Math.max(multiplier("water", [type]), multiplier("ground", [type]));
  expect(await effects(attack)).toEqual(groupsOf(better));
  await expect(page.getByText("Not very effective against").first()).toBeVisible();
  const none = fighters.filter(({ types }) => types.includes("water") && types.includes("ground"));
  await expect(cards(page)).toHaveCount(none.length);
  await page.getByLabel("Second type").selectOption({ label: "Psychic" });
  await expect(cards(page)).toHaveText(
    fighters.filter(({ types }) => types.includes("water") && types.includes("psychic")).map(({ en }) => en),
  );
});

test("types are chosen in the chart with the keyboard", async ({ page }) => {
  await open(page, "#/types");
  const frame = page.locator(".types-frame");
  await frame.focus();
  await expect(frame).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(frame.getByRole("columnheader", { name: "Normal" }).getByRole("link")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/types\?type=fire$/);
  await expect(page.getByLabel("First type")).toHaveValue("fire");
});
