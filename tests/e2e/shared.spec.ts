import { expect, test } from "./fixtures";
import { openLive } from "./support/mlflow";
import { onEachMlflow } from "./support/registries";
import { configure, open } from "./support/site";

onEachMlflow(() => {
  test("a link names its registry, and whoever opens it is asked before anything is sent there", async ({ page, server, freshModel, browser }) => {
    const model = await freshModel(server);
    await openLive(page, server, `#/registry/${model.name}`);
    const title = (of: typeof page) => of.getByRole("heading", { level: 1 });
    await expect(title(page)).toHaveText(model.name);
    await expect(page).toHaveURL(/\?registry=mlflow:[^#]+#\/registry\//);
    const link = page.url();

    // Somebody else, whose page reads the bundled registry.
    const context = await browser.newContext();
    const theirs = await context.newPage();
    const asked: string[] = [];
    theirs.on("request", (request) => {
      if (request.url().startsWith(server.server)) asked.push(request.url());
    });
    await configure(theirs, {});
    await theirs.goto(link);
    await expect(title(theirs)).toHaveText("This link is about another registry");
    await expect(theirs.getByText(`It was made at ${server.server.replace(/\/$/, "")}`)).toBeVisible();
    await expect(theirs.getByRole("heading", { name: model.name })).toHaveCount(0);
    await theirs.getByRole("button", { name: "Stay with the present one" }).click();
    await expect(theirs.getByText("Not in the frozen registry").first()).toBeVisible();
    await expect(theirs).not.toHaveURL(/\?registry=/);
    expect(asked).toEqual([]);

    await theirs.goto(link);
    await theirs.getByRole("button", { name: "Open that registry" }).click();
    await expect(title(theirs)).toHaveText(model.name);
    await expect(theirs.getByRole("link", { name: "Version 3", exact: true })).toBeVisible();
    await expect(theirs).toHaveURL(link);
    await context.close();
  });
});

test("an address in a link that cannot be one is not asked about", async ({ page, world }) => {
  await open(page, "#/registry", {}, `${world.page}?registry=mlflow:http%3A%2F%2Fash%3Apikachu@h&lang=fr`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Registre de modèles");
  await expect(page).toHaveURL(/\?lang=fr#\/registry$/);
});
