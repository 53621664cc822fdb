import { expect, test } from "./fixtures";
import { expected } from "./harness/world";
import { TYPES, pokemonOf } from "./support/lab";
import { byNumber, csv, expectFalling, mean, onnxruntime, row } from "./support/matrix";
import { fighters } from "./support/pokedex";
import { open } from "./support/site";

test("rows and columns stand in the order that is chosen: strength, type, name, number, or those together who fare alike", async ({ page }) => {
  const answers = onnxruntime();
  const strength = new Map(fighters().map(({ slug }, place) => [slug, mean(row(answers, place))]));
  const strong = (slug: string) => strength.get(slug) ?? Number.NaN;
  /** First type in the order of the games, then second; one type alone comes first. */
  const types = (slug: string) => {
    const [first = "", second] = pokemonOf(slug).types;
    return 100 * TYPES.indexOf(first) + (second === undefined ? 0 : 1 + TYPES.indexOf(second));
  };
  const folded = (name: string) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  await open(page, "#/matrix");
  await expect(page.getByRole("application")).toBeVisible();
  const order = async (name: string) => {
    await page.getByRole("search").getByLabel("Sort by").selectOption({ label: name });
    const [head = [], ...lines] = await csv(page);
    const slugs = lines.map(([slug = ""]) => slug);
    expect(head.slice(1), "columns stand like rows").toEqual(slugs);
    expect([...slugs].sort()).toEqual(fighters().map(({ slug }) => slug).sort());
    return slugs;
  };

  expect(await order("Number")).toEqual(byNumber().map(({ slug }) => slug));
  const names = [...fighters()].sort((x, y) => (folded(x.en) < folded(y.en) ? -1 : 1));
  expect(await order("Name")).toEqual(names.map(({ slug }) => slug));
  const byType = await order("Type");
  expect(byType.map(types)).toEqual(byType.map(types).sort((x, y) => x - y));
  for (const kind of new Set(byType.map(types))) expectFalling(byType.filter((slug) => types(slug) === kind).map(strong));
  const slugs = new Map(fighters().map(({ id, slug }) => [id, slug]));
  expect(await order("Similarity (clusters)")).toEqual(expected().clusters.map((id) => slugs.get(id)));
  const byStrength = await order("Strength");
  expectFalling(byStrength.map(strong));
  expect(strong(byStrength[0] ?? "") - strong(byStrength.at(-1) ?? "")).toBeGreaterThan(0.5);
});
