import { readFileSync } from "node:fs";
import { join } from "node:path";

import { MODEL } from "../frozen-registry.mjs";
import { expect, test } from "./fixtures";
import { site } from "./harness/environment";
import { everyone, moves } from "./support/lab";
import { open } from "./support/site";
import { walk } from "./support/walk";
import { texts } from "./support/words";

/** Names that both languages share. */
const NAMES = new Set([...everyone, ...moves].filter(({ fr, en }) => fr === en).map(({ en }) => en));
/** What is the same in both languages for another reason. */
const SHARED: [RegExp, string][] = [
  [new RegExp(MODEL), "the model's name"],
  [/^(Pokédex|Types) · Battledex$/, "titles whose word is the same"],
  [/^Second type$/, "the same words"],
  [/^Version \d \((Production|Staging)\)$/, "the same word, and a stage of MLflow"],
  [/^(@\w+ ?)+$/, "aliases of the registry"],
  [/^\d+( · (Production|Staging|Archived))?( · @\w+)*$/, "a version's number, a stage of MLflow and aliases of the registry"],
  [/^onnx, python_function$/, "flavors of the registry"],
  [/^[[{]"|^int64\[/, "what a file or a tag holds"],
];

test("no text is the same in both languages, on any page", async ({ page }) => {
  test.setTimeout(180_000);
  await open(page, "#/no/page");
  const left: Record<string, string[]> = {};
  await walk(page, async (name) => {
    const english = new Set(await texts(page));
    await page.getByRole("button", { name: "Passer en français" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    await expect(page.getByRole("contentinfo")).toContainText("Qui gagne");
    const french = await texts(page);
    expect(french.length, name).toBeGreaterThan(3);
    const same = french.filter((text) => english.has(text) && !NAMES.has(text) && !SHARED.some(([pattern]) => pattern.test(text)));
    if (same.length > 0) left[name] = same;
    await page.getByRole("button", { name: "Switch to English" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });
  expect(left).toEqual({});
});

for (const file of ["boot.js", "offline.js"]) {
  test(`${file} has every word in both languages`, () => {
    const source = readFileSync(join(site(), file), "utf8");
    const block = /WORDS = (\{[\s\S]*?\n  \});/.exec(source)?.[1] ?? "";
    const words = new Function(`return ${block}`)() as Record<string, Record<string, string>>;
    expect(Object.keys(words)).toEqual(["en", "fr"]);
    expect(Object.keys(words.fr ?? {})).toEqual(Object.keys(words.en ?? {}));
    expect(Object.keys(words.en ?? {}).length).toBeGreaterThan(3);
    for (const [key, english] of Object.entries(words.en ?? {})) {
      expect(words.fr?.[key], key).toBeTruthy();
      expect(words.fr?.[key], key).not.toBe(english);
    }
  });
}

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
