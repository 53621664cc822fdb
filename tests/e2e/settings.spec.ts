import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";
import { BattlePage } from "./support/battle";
import { bestMoveProbability } from "./support/pokedex";
import { problem } from "./support/problem";
import { onEachMlflow } from "./support/registries";
import { PIKACHU_BLASTOISE, live, open } from "./support/site";

async function connect(page: Page, url: string): Promise<void> {
  await page.getByRole("radio", { name: "MLflow server" }).check();
  await page.getByLabel("MLflow address").fill(url);
  await page.getByRole("button", { name: "Connect" }).click();
}

async function signIn(page: Page, user: string, password: string): Promise<void> {
  await page.getByRole("radio", { name: "MLflow server" }).check();
  await page.getByRole("radio", { name: "User name and password" }).check();
  await page.getByLabel("User name", { exact: true }).fill(user);
  await page.getByLabel("Password", { exact: true }).fill(password);
}

/** Everything that the browser keeps for the page, and the address. */
function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const cached = await caches.keys();
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases, cached, history.state, location.href]);
  });
}

onEachMlflow(() => {
  test("a server chosen in the settings predicts and is remembered; reset follows the deployer again", async ({ page, server, world }) => {
    await open(page, "#/settings", {}, server.page);
    await connect(page, server.server);
    await expect(page.getByText("Connected: battle_winner_predictor, version 1")).toBeVisible();
    await page.getByRole("link", { name: "Go to the battle" }).click();
    const battle = new BattlePage(page);
    await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
    await page.reload();
    await expect(battle.model).toContainText("Version 1");
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Reset to defaults" }).click();
    await expect(page.getByRole("radio", { name: "Bundled registry" })).toBeChecked();
    await page.getByRole("link", { name: "Go to the battle" }).click();
    await expect(battle.model).toContainText(`Version ${world.production}`);
    await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
  });

  test("what the deployer configured is the default", async ({ page, server }) => {
    await open(page, "#/settings", live(server.server, { model: "nan-metrics", select: { alias: "production" } }), server.page);
    await expect(page.getByRole("radio", { name: "MLflow server" })).toBeChecked();
    await expect(page.getByLabel("MLflow address")).toHaveValue(server.server);
    await expect(page.getByLabel("Model name")).toHaveValue("nan-metrics");
    await expect(page.getByRole("radio", { name: "Alias" })).toBeChecked();
    await expect(page.getByLabel("Stage, alias or number")).toHaveValue("production");
  });
});

test("a frozen registry is read from any address, and says what is wrong with another", async ({ page, trouble, world }) => {
  await open(page, "#/settings");
  await page.getByRole("radio", { name: "Frozen copy" }).check();
  await page.getByLabel("Address of the copy").fill(new URL("registry", world.page).href);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText(`Connected: battle_winner_predictor, version ${world.production}`)).toBeVisible();
  await page.getByRole("link", { name: "Go to the battle" }).click();
  const battle = new BattlePage(page);
  await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
  await page.reload();
  await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
  await page.getByRole("link", { name: "Registry" }).click();
  await expect(page.getByText(/^A frozen copy of an MLflow registry at http/)).toBeVisible();
  await page.getByRole("link", { name: "battle_winner_predictor" }).click();
  await expect(page.getByText("This is a frozen copy of a registry, which cannot be changed").first()).toBeVisible();

  trouble.announce(/status of 404/, /^status 404/);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("radio", { name: "Frozen copy" })).toBeChecked();
  await page.getByLabel("Address of the copy").fill(new URL("no/such/copy", world.page).href);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(problem(page, "The registry does not answer")).toContainText(new URL("no/such/copy", world.page).href);
});

test("credentials open a locked server and are kept nowhere", async ({ page, trouble, world }) => {
  const { server, user, password } = world.refusing.locked;
  await open(page, "#/settings");
  await signIn(page, user, password);
  await connect(page, server);
  await expect(page.getByText("Connected: battle_winner_predictor, version 1")).toBeVisible();
  await page.getByRole("link", { name: "Go to the battle" }).click();
  const battle = new BattlePage(page);
  await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
  await expect(battle.golden()).toHaveText("256/256 equal");

  const everything = await kept(page);
  expect(everything).toContain("locked");
  for (const secret of [password, encodeURIComponent(password), btoa(unescape(encodeURIComponent(`${user}:${password}`)))]) {
    expect(everything).not.toContain(secret);
  }
  expect(everything).not.toContain(`"${user}"`);

  trouble.announce(/Failed to load resource/, /status 401/);
  await page.reload();
  await expect(problem(page, "The server asks for credentials")).toBeVisible();
});

test("a token opens a guarded server and is kept nowhere", async ({ page, world }) => {
  const { server, token } = world.refusing.guarded;
  await open(page, "#/settings");
  await page.getByRole("radio", { name: "MLflow server" }).check();
  await page.getByRole("radio", { name: "Bearer token" }).check();
  await page.getByLabel("Token", { exact: true }).fill(token);
  await connect(page, server);
  await expect(page.getByText("Connected: battle_winner_predictor, version 1")).toBeVisible();
  await page.getByRole("link", { name: "Go to the battle" }).click();
  await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
  const everything = await kept(page);
  expect(everything).toContain("guarded");
  expect(everything).not.toContain(token);
});

test("wrong credentials are refused, and the model in use stays", async ({ page, trouble, world }) => {
  trouble.announce(/Failed to load resource/, /status 401/);
  await open(page, "#/settings");
  await signIn(page, "ash", "wrong");
  await connect(page, world.refusing.locked.server);
  await expect(problem(page, "The server asks for credentials")).toBeVisible();
  await page.getByRole("link", { name: "Go to the battle" }).click();
  await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
});

test("an address with a password in it is refused and not stored", async ({ page }) => {
  await open(page, "#/settings");
  await connect(page, "http://ash:secret-word@127.0.0.1:5000");
  await expect(problem(page, "This address cannot be used")).toBeVisible();
  expect(await kept(page)).not.toContain("secret-word");
});

for (const [name, url] of [
  ["a relative address", "/mlflow"],
  ["an address without a scheme", "127.0.0.1:5000"],
  ["another scheme", "javascript:alert(1)"],
] as const) {
  test(`${name} works or is refused with an example`, async ({ page, world }) => {
    await open(page, "#/settings");
    await connect(page, url);
    if (url.startsWith("/")) {
      await expect(page.getByText(/^Connected: battle_winner_predictor/)).toBeVisible();
      await page.goto(world.page + PIKACHU_BLASTOISE);
      await new BattlePage(page).expectProbability(bestMoveProbability("pikachu", "blastoise"));
    } else {
      await expect(problem(page, "This address cannot be used")).toContainText("http://127.0.0.1:5000");
    }
  });
}

test("a form that lacks something says what", async ({ page }) => {
  await open(page, "#/settings");
  await page.getByLabel("Model name").fill(" ");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText("Give the name of a registered model")).toBeVisible();
});
