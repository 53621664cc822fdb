import { expect, test } from "./fixtures";
import { BattlePage } from "./support/battle";
import { bestMoveProbability } from "./support/pokedex";
import { open } from "./support/site";

/** What a browser does whose storage is full, and one that forbids it. */
const STORAGES = {
  full: () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("The quota has been exceeded", "QuotaExceededError");
    };
  },
  forbidden: () => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException("Access is denied for this document", "SecurityError");
        },
      });
    }
  },
};

for (const [name, break_] of Object.entries(STORAGES)) {
  test(`with storage that is ${name}, battles are predicted, language and theme change, and the settings say so`, async ({ page }) => {
    await page.addInitScript(break_);
    await open(page);
    const battle = new BattlePage(page);
    await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
    await page.getByRole("button", { name: "Change theme to: Light" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
    await page.getByRole("button", { name: "Passer en français" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    await page.getByRole("button", { name: "Switch to English" }).click();
    await page.getByRole("link", { name: "Settings" }).click();
    await expect(page.getByRole("note")).toHaveText("This browser forbids storage, so settings last until the page is closed");
    for (const [hash, text] of [["quiz?seed=1", "Question 1"], ["recent", "You have not looked at a battle yet"], ["registry", "battle_winner_predictor"]] as const) {
      await page.evaluate((hash) => (location.hash = hash), `#/${hash}`);
      await expect(page.locator("main")).toContainText(text);
    }
    await page.goBack();
    await page.evaluate(() => (location.hash = "#/battle/mewtwo/mew"));
    await battle.expectProbability(bestMoveProbability("mewtwo", "mew"));
  });
}
