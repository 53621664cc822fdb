import { FrozenRegistry, MODEL } from "../frozen-registry.mjs";
import { expect, test } from "./fixtures";
import { site } from "./harness/environment";
import { fact } from "./support/battle";
import { everyone, fighters, moves } from "./support/lab";
import { open } from "./support/site";

interface Run {
  data: { metrics: { key: string; value: number }[] };
}

const number = (value: number) => value.toLocaleString("en-GB");

test("the numbers of the data are counted in it", async ({ page }) => {
  await open(page, "#/about");
  const data = page.getByRole("region", { name: "What it knows" });
  const learnt = fighters.map((each) => each.moves.length);
  const sum = learnt.reduce((total, count) => total + count);
  const ofForm = (form: string) => fighters.filter((each) => each.form === form).length;
  const battles = sum * sum - learnt.reduce((total, count) => total + count * count, 0);
  for (const [name, value] of [
    ["Pokémon that can fight", number(everyone.filter((each) => each.moves.length > 0).length)],
    ["Of them megas, Alolan and partners", `${ofForm("mega")} + ${ofForm("alola")} + ${ofForm("partner")}`],
    ["Moves that deal damage", number(moves.length)],
    ["Moves that Pokémon learn, all together", number(sum)],
    ["Ordered pairs of Pokémon", number(fighters.length * (fighters.length - 1))],
    ["Legal battles, every move against every move", number(battles)],
  ] as const) {
    await expect(fact(data, name)).toHaveText(value);
  }
});

test("the numbers of the model are the registry's", async ({ page }) => {
  const registry = new FrozenRegistry(site());
  const { version, run_id } = registry.production();
  const { run } = registry.answer("runs/get", { run_id }) as { run: Run };
  await open(page, "#/about");
  const model = page.getByRole("region", { name: "What predicts" });
  await expect(model).toContainText(MODEL);
  await expect(model).toContainText(`Version ${version}`);
  await expect(model).toContainText("Production");
  const metrics = [...run.data.metrics].sort((a, b) => (a.key < b.key ? -1 : 1));
  const table = model.getByRole("table", { name: `${metrics.length} metrics of its run` });
  await expect(table.getByRole("rowheader")).toHaveText(metrics.map(({ key }) => key));
  const accuracy = metrics.find(({ key }) => key === "test_accuracy");
  await expect(table.getByRole("row", { name: "test_accuracy" })).toContainText((accuracy?.value ?? Number.NaN).toFixed(4));
  await expect(model.locator("code", { hasText: /^[0-9a-f]{64}$/ })).toBeVisible();
  await model.getByRole("link", { name: "Everything that the registry knows of it" }).click();
  await expect(page).toHaveURL(new RegExp(`#/registry/${MODEL}/${version}$`));
});

test("a model that cannot be loaded is told, and the data is there all the same", async ({ page, trouble }) => {
  trouble.announce(/Failed to load resource/, /ERR_FAILED/);
  await page.route("**/registry/**/*onnx*", (route) => route.abort());
  await open(page, "#/about");
  const model = page.getByRole("region", { name: "What predicts" });
  await expect(model).toContainText("The model could not be loaded");
  await expect(page.getByRole("region", { name: "What it knows" })).toContainText("187");
  await model.getByRole("link", { name: "Go to the battle" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
});
