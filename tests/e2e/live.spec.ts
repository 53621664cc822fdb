import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { MODEL } from "../frozen-registry.mjs";
import { expect, test } from "./fixtures";
import { postgresql } from "./harness/environment";
import { liveServer } from "./harness/world";
import { BattlePage } from "./support/battle";
import { bestMoveProbability } from "./support/pokedex";
import { onEachMlflow } from "./support/registries";
import { PIKACHU_BLASTOISE, live, open } from "./support/site";

const SELECTIONS = [
  { by: "stage", select: { stage: "Production" } },
  { by: "alias", select: { alias: "production" } },
];

onEachMlflow(() => {
  for (const { by, select } of SELECTIONS) {
    test(`Production by ${by} predicts like onnxruntime`, async ({ page, server }) => {
      await open(page, PIKACHU_BLASTOISE, live(server.server, { select }), server.page);
      const battle = new BattlePage(page);
      await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
      await expect(battle.golden()).toHaveText("256/256 equal");
      await expect(battle.model).toContainText("Production");
      await expect(battle.model).toContainText("@production");
      await expect(battle.model).toContainText("Verified");
    });
  }
});

test("MLflow 3.17.2 keeps the registry in PostgreSQL, and hands artifacts out itself", async ({ world }) => {
  const query = `select version, current_stage from model_versions where name = '${MODEL}'`;
  const rows = execFileSync(join(postgresql(), "psql"), [world.database, "-X", "-A", "-t", "-c", query], { encoding: "utf8" });
  expect(rows).toBe("1|Production\n");
  const server = liveServer("3.17.2").direct;
  const uri = await fetch(`${server}/api/2.0/mlflow/model-versions/get-download-uri?name=${MODEL}&version=1`);
  const { artifact_uri: place } = (await uri.json()) as { artifact_uri: string };
  expect(place).toMatch(/^mlflow-artifacts:\//);
  const path = place.slice("mlflow-artifacts:/".length);
  const file = await fetch(`${server}/api/2.0/mlflow-artifacts/artifacts/${path}/MLmodel`);
  expect(await file.text()).toContain("flavors:");
});
