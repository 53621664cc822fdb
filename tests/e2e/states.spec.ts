import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { unsettled, violations } from "./support/accessibility";
import { FieldPage } from "./support/field";
import { ROUTES, SETTLED } from "./support/routes";
import { open } from "./support/site";

/** What is not there when a page is opened. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  "a list of Pokémon that is open": async (page) => {
    await open(page);
    await page.getByRole("combobox", { name: "Pokémon B" }).press("ArrowDown");
    await expect(page.getByRole("listbox")).toBeVisible();
  },
  "recent battles": async (page) => {
    await open(page);
    await expect(page.locator("main")).toContainText(SETTLED.battle);
    await page.getByRole("link", { name: "Recent" }).click();
    await expect(page.getByRole("button", { name: "Forget them" })).toBeVisible();
  },
  "an answer of the quiz": async (page) => {
    await open(page, ROUTES.quiz);
    await page.getByRole("group", { name: "Answers" }).getByRole("button").first().click();
    await expect(page.getByRole("button", { name: "Next question" })).toBeVisible();
  },
  "the matrix with a cell and its row as a table": async (page) => {
    await open(page, ROUTES.matrix);
    await page.getByText("Row of Mewtwo as a table").click();
    await expect(page.getByRole("table").getByRole("link", { name: "Onix", exact: true })).toBeVisible();
  },
  "the result of all battles": async (page) => {
    const field = await FieldPage.open(page);
    await field.start("Best moves");
    await expect(field.result).toBeVisible();
  },
  "why, beside another version": async (page) => {
    await open(page, `${ROUTES.why}?version=2`);
    await expect(page.locator("main")).toContainText(SETTLED.why);
    await expect(page.locator("main")).toContainText("Version 2");
  },
};

for (const [name, reach] of Object.entries(STATES)) {
  test(`accessible in both themes by the page's own button and in French: ${name}`, async ({ page }) => {
    await reach(page);
    const root = page.locator("html");
    for (const theme of ["light", "dark"]) {
      await root.evaluate((element, theme) => element.setAttribute("data-theme", theme), theme);
      expect(await violations(page), theme).toEqual([]);
      expect(await unsettled(page), theme).toEqual([]);
    }
    await page.getByRole("button", { name: "Passer en français" }).click();
    await expect(root).toHaveAttribute("lang", "fr");
    await root.evaluate((element) => element.setAttribute("data-theme", "light"));
    expect(await violations(page), "in French").toEqual([]);
  });
}
