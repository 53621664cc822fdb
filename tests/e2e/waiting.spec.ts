import { expect, test } from "./fixtures";
import { BattlePage } from "./support/battle";
import { HeatMap } from "./support/matrix";
import { bestMoveProbability } from "./support/pokedex";
import { WORKER, hold, open } from "./support/site";

test("a page of all battles shows how far they are, is cancelled, and predicts again when it is asked", async ({ page }) => {
  await open(page);
  await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
  // The pool's workers come as late as this test likes.
  const worker = await hold(page, WORKER);
  await page.evaluate(() => location.assign("#/matrix?sort=number"));
  const progress = page.getByRole("progressbar");
  await expect(progress).toHaveAttribute("aria-valuenow", "0");
  await expect(page.getByText("0 of 34,782")).toBeVisible();
  await expect.poll(() => worker.urls.length, "requests that wait").toBeGreaterThan(0);
  const map = new HeatMap(page);
  await expect(map.canvas).toHaveCount(0);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Cancelled" })).toBeVisible();
  await expect(progress).toHaveCount(0);
  // Other pages of the same battles do not begin again by themselves either.
  await page.evaluate(() => location.assign("#/rankings"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rankings");
  await expect(page.getByRole("status").filter({ hasText: "Cancelled" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Everyone against everyone");
  worker.release();
  await page.getByRole("button", { name: "Predict again" }).click();
  await expect(map.canvas).toBeVisible();
  await expect(page.locator(".matrix-card")).toContainText("187 × 187 Pokémon");
});
