import { expect, test } from "./fixtures";
import { BattlePage } from "./support/battle";
import { bestMoveProbability } from "./support/pokedex";
import { expectPageLives, problem } from "./support/problem";
import { onEachMlflow } from "./support/registries";
import { PIKACHU_BLASTOISE, live, open } from "./support/site";

/** What the browser itself logs about requests that fail. */
const BROWSERS_OWN = /Failed to load resource/;

for (const [name, server] of [
  ["nobody listens", "dead"],
  ["the server sends no CORS headers", "noCors"],
] as const) {
  test(`when ${name}, server, CORS flag, proxy and local-network permission are explained`, async ({
    page,
    trouble,
    world,
  }) => {
    trouble.announce(BROWSERS_OWN, /ERR_CONNECTION_REFUSED/, /ERR_FAILED/, /blocked by CORS policy/);
    const url = world.refusing[server];
    await open(page, PIKACHU_BLASTOISE, live(url));
    const panel = problem(page, "The registry does not answer");
    await expect(panel).toContainText(url);
    await expect(panel).toContainText("The server may be down or the address wrong");
    await expect(panel).toContainText(`--cors-allowed-origins ${new URL(world.page).origin}`);
    await expect(panel).toContainText("under this page's own origin through a proxy");
    await expect(panel).toContainText("local-network permission");
    await expect(panel.getByRole("button", { name: "Try again" })).toBeVisible();
    await expectPageLives(page);
  });
}

test("401 asks for credentials", async ({ page, trouble, world }) => {
  trouble.announce(BROWSERS_OWN, /status 401/);
  await open(page, PIKACHU_BLASTOISE, live(world.refusing.locked.server));
  const panel = problem(page, "The server asks for credentials");
  await expect(panel).toContainText("user name and password, or the token");
  await expectPageLives(page);
});

test("403 says that access is forbidden", async ({ page, trouble, world }) => {
  trouble.announce(BROWSERS_OWN, /status 403/);
  await open(page, PIKACHU_BLASTOISE, live(world.refusing.forbidden));
  await expect(problem(page, "Access is forbidden")).toContainText("permission");
  await expectPageLives(page);
});

test("a web page instead of JSON is not taken for MLflow", async ({ page, world }) => {
  await open(page, PIKACHU_BLASTOISE, live(world.refusing.html));
  await expect(problem(page, "This is not an MLflow server")).toContainText("Check the address");
  await expectPageLives(page);
});

const MODELS = [
  { model: "pickle-only", title: "This version has no ONNX model", says: ["sklearn", "mlflow.onnx.log_model"] },
  { model: "altered", title: "The model file is not the registered one", says: ["SHA-256"] },
  { model: "truncated", title: "The model file is not the registered one", says: ["bytes"] },
  { model: "not-onnx", title: "The model file is not an ONNX model", says: ["model.onnx"] },
  { model: "unknown-features", title: "The model asks for unknown features", says: ["a_shininess"] },
  { model: "never-promoted", title: "No such version", says: ["stage Production", "none of its versions is in a stage"] },
  { model: "no-such-model", title: "Not found in the registry", says: ["no-such-model"], status: /status 40[04]/ },
];

onEachMlflow(() => {
  test("a server that comes back is found by trying again", async ({ page, trouble, server }) => {
    trouble.announce(BROWSERS_OWN, /ERR_CONNECTION_REFUSED/);
    const url = server.server.replace(/\/$/, "");
    await page.route(`${url}/**`, (route) => route.abort("connectionrefused"));
    await open(page, PIKACHU_BLASTOISE, live(server.server), server.page);
    const panel = problem(page, "The registry does not answer");
    await expect(panel).toBeVisible();
    await page.unroute(`${url}/**`);
    await panel.getByRole("button", { name: "Try again" }).click();
    await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
    await expect(panel).toHaveCount(0);
  });

  for (const { model, title, says, status } of MODELS) {
    test(`the model ${model} gets a message that names the thing, and the worker lives on`, async ({ page, trouble, server }) => {
      if (status) trouble.announce(BROWSERS_OWN, status);
      await open(page, PIKACHU_BLASTOISE, live(server.server, { model }), server.page);
      const panel = problem(page, title);
      for (const words of says) await expect(panel).toContainText(words);
      // The same page and worker predict with another model.
      await page.goto(`${server.page}${PIKACHU_BLASTOISE}?model=battle_winner_predictor/v1`);
      await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
      await expect(panel).toHaveCount(0);
      await expectPageLives(page);
    });
  }

  test("a version whose metrics are NaN is shown and predicts", async ({ page, server }) => {
    await open(page, PIKACHU_BLASTOISE, live(server.server, { model: "nan-metrics" }), server.page);
    const battle = new BattlePage(page);
    await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
    await battle.model.getByRole("link", { name: "Show this version" }).click();
    await expect(page.getByRole("row", { name: "test_accuracy" })).toContainText("NaN");
  });
});

test("an unknown stage names those that exist", async ({ page }) => {
  await open(page, PIKACHU_BLASTOISE, { select: { stage: "Prodution" } });
  const panel = problem(page, "No such version");
  await expect(panel).toContainText("Prodution");
  await expect(panel).toContainText("Production (v2), Staging (v3)");
  await expectPageLives(page);
});

test("an unknown alias names those that exist", async ({ page }) => {
  await open(page, PIKACHU_BLASTOISE, { select: { alias: "champ" } });
  const panel = problem(page, "No such version");
  await expect(panel).toContainText("alias champ");
  await expect(panel).toContainText("production (v2)");
});

test("a Pokémon in the URL that does not exist gets suggestions that work", async ({ page }) => {
  await open(page, "#/battle/pickachu/blastoise");
  await expect(page.getByText("There is no Pokémon “pickachu”")).toBeVisible();
  await page.getByRole("link", { name: "Pikachu", exact: true }).first().click();
  await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
  await expect(page).toHaveURL(/#\/battle\/pikachu\/blastoise$/);
});

test("moves in the URL that do not exist or are not learnt are left out and named", async ({ page }) => {
  await open(page, "#/battle/pikachu/blastoise?mode=manual&ma=surf,no-such-move,thunderbolt");
  await expect(page.getByText("There is no move “no-such-move”")).toBeVisible();
  await expect(page.getByText("Pikachu does not know Surf")).toBeVisible();
  await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
});

test("an address that means nothing leads back to the battle", async ({ page }) => {
  await open(page, "#/no/such/place/at/all");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await page.getByRole("link", { name: "Go to the battle" }).click();
  await expect(new BattlePage(page).meter).toBeVisible();
});

test("a broken config.json is named, and the defaults are used", async ({ page, world }) => {
  await page.route("**/config.json", (route) => route.fulfill({ body: '{"registry": {"kind": "ftp"}}' }));
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
  await page.route(/^https:/, (route) => route.fulfill({ contentType: "image/svg+xml", body: picture }));
  await page.goto(world.page + PIKACHU_BLASTOISE);
  await expect(page.getByRole("note")).toContainText("ftp");
  await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
});
