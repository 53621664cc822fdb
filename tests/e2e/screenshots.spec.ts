import { join } from "node:path";

import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { openLive } from "./support/mlflow";
import { ROUTES, ROUTE_NAMES, SETTLED } from "./support/routes";
import { open } from "./support/site";

// Pictures to look at: the configuration leaves this file out unless SCREENSHOTS names a folder.
const folder = process.env.SCREENSHOTS ?? "";
const WIDTHS = [360, 768, 1440];
const SCHEMES = ["light", "dark"] as const;

/** A picture of the page at every width, no longer than people scroll. */
async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    const clip = { x: 0, y: 0, width, height: Math.min(tall, 3 * width + 1000) };
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true, clip });
  }
}

for (const name of ROUTE_NAMES) {
  for (const colorScheme of SCHEMES) {
    test(`pictures of ${name} in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await open(page, ROUTES[name]);
      await expect(page.locator("main")).toContainText(SETTLED[name]);
      await picture(page, `${name}-${colorScheme}-en`);
      await page.getByRole("button", { name: "Français" }).click();
      await expect(page.locator("html")).toHaveAttribute("lang", "fr");
      await picture(page, `${name}-${colorScheme}-fr`);
    });
  }
}

for (const colorScheme of SCHEMES) {
  test.describe(() => {
    test.use({ mlflow: "3.17.2" });
    test(`pictures from "is version 3 better?" to undone in ${colorScheme}`, async ({ page, server, freshModel, trouble }) => {
      // MLflow 3.17.2 on PostgreSQL does not archive by itself; the page does it one by one then.
      trouble.announce(/status of 400/, /^status 400: \S+\/transition-stage$/);
      test.setTimeout(120_000);
      const model = await freshModel(server);
      await page.emulateMedia({ colorScheme });
      const step = (name: string) => picture(page, `step-${name}-${colorScheme}`);
      await openLive(page, server, `#/registry/${model.name}`);
      await expect(page.getByRole("columnheader", { name: "test_accuracy" })).toBeVisible();
      await step("1-model");
      await page.getByRole("link", { name: "Version 3", exact: true }).click();
      await expect(page.getByRole("link", { name: "Promote a version" })).toBeVisible();
      await step("2-version");
      await page.getByRole("link", { name: "Promote a version" }).click();
      await expect(page.getByRole("table", { name: "What changes" })).toBeVisible();
      await page.getByLabel("Reason").fill("0.95 against 0.93");
      await step("3-promote");
      await page.getByRole("button", { name: "Promote", exact: true }).click();
      await expect(page.getByRole("heading", { name: "Done and recorded" })).toBeVisible();
      await step("4-promoted");
      await page.getByRole("link", { name: "Undo this" }).click();
      await expect(page.getByLabel("Reason")).toBeVisible();
      await page.getByLabel("Reason").fill("not yet");
      await step("5-undo");
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await expect(page.getByRole("heading", { name: "Undone and recorded" })).toBeVisible();
      await step("6-undone");
      await page.goto(page.url().replace(/\/change\?.*/, "/history"));
      await expect(page.getByText("not yet").first()).toBeVisible();
      await step("7-history");
    });
  });
}
