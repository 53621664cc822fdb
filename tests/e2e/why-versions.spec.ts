import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { expected } from "./harness/world";
import { violations } from "./support/accessibility";
import { bestMoveProbability, pokemon } from "./support/pokedex";
import { onEachMlflow } from "./support/registries";
import { live, open } from "./support/site";

const OTHER = "3";
const verdict = (page: Page) => page.getByRole("region", { name: "Who wins", exact: true });
const select = (page: Page) => page.getByRole("combobox", { name: "Compare with version" });

/** Two Pokémon whose winner both versions name alike, or not, by onnxruntime. */
function pair(alike: boolean): [string, string] {
  const other = expected(OTHER).best;
  const at = expected().best.findIndex(({ probability }, place) => {
    const rival = other[place]?.probability ?? Number.NaN;
    const clear = Math.abs(probability - 0.5) > 0.01 && Math.abs(rival - 0.5) > 0.01 && Math.abs(probability - rival) > 0.01;
    return clear && (probability >= 0.5 === rival >= 0.5) === alike;
  });
  const battle = expected().best[at];
  if (!battle) throw new Error("there is no such battle");
  return [pokemon(battle.a).slug, pokemon(battle.b).slug];
}

const points = (a: string, b: string) => {
  const difference = (100 * (bestMoveProbability(a, b, OTHER) - bestMoveProbability(a, b))).toFixed(1);
  return difference.startsWith("-") ? `−${difference.slice(1)}` : `+${difference}`;
};

for (const [alike, winner] of [[true, "Same winner"], [false, "Another winner"]] as const) {
  test(`a version is chosen among those of the registry: ${winner.toLowerCase()}`, async ({ page, world }) => {
    const [a, b] = pair(alike);
    await open(page, `#/why/${a}/${b}`);
    const labels = select(page).getByRole("option");
    await expect(labels.filter({ hasText: /^3/ })).toHaveText(/^3 · /);
    // The one that predicts is not among them.
    await expect(labels.filter({ hasText: new RegExp(`^${world.production}( |$)`) })).toHaveCount(0);
    await select(page).selectOption(OTHER);
    await expect(page).toHaveURL(new RegExp(`#/why/${a}/${b}\\?version=${OTHER}$`));
    const said = verdict(page).getByRole("status").filter({ hasText: "percentage points" });
    await expect(said).toHaveText(`Version ${OTHER}: ${points(a, b)} percentage points for ${pokemon(a).en}${winner}`);

    await page.reload();
    await expect(select(page)).toHaveValue(OTHER);
    await expect(said).toContainText(points(a, b));
    expect(await violations(page)).toEqual([]);
    await select(page).selectOption("None");
    await expect(page).toHaveURL(new RegExp(`#/why/${a}/${b}$`));
    await expect(said).toHaveCount(0);
  });
}

onEachMlflow(() => {
  test("a registry that does not list its versions is asked for a typed number", async ({ page, trouble, server }) => {
    trouble.announce(/Failed to load resource/, /^status 403: .*model-versions.search/);
    await page.route("**/model-versions/search?**", (route) => route.fulfill({ status: 403, json: { error_code: "PERMISSION_DENIED", message: "no" } }));
    await open(page, "#/why/pikachu/blastoise", live(server.server), server.page);
    // The server's only version is the one that predicts.
    await page.getByRole("spinbutton", { name: "Compare with version" }).fill("1");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/version=1$/);
    const said = verdict(page).getByRole("status").filter({ hasText: "percentage points" });
    await expect(said).toHaveText("Version 1: 0.0 percentage points for PikachuSame winner");
  });
});
