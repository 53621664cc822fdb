import { expect, test } from "./fixtures";
import { python } from "./harness/environment";
import { BattlePage } from "./support/battle";
import { bestMoveProbability } from "./support/pokedex";
import { PIKACHU_BLASTOISE, live, open } from "./support/site";

const SELECTIONS = [
  { by: "stage", select: { stage: "Production" } },
  { by: "alias", select: { alias: "production" } },
];

for (const version of Object.keys(python)) {
  for (const { by, select } of SELECTIONS) {
    test(`MLflow ${version}: Production by ${by} predicts like onnxruntime`, async ({ page, world }) => {
      const server = world.live.find((candidate) => candidate.version === version);
      if (!server) throw new Error(`MLflow ${version} was not started`);
      await open(page, PIKACHU_BLASTOISE, live(server.server, { select }), server.page);
      const battle = new BattlePage(page);
      await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
      await expect(battle.golden()).toHaveText("256/256 equal");
      await expect(battle.model).toContainText("Production");
      await expect(battle.model).toContainText("@production");
      await expect(battle.model).toContainText("Verified");
    });
  }
}
