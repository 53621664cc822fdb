import { expect, test } from "./fixtures";
import { openLive } from "./support/mlflow";
import { onEachMlflow } from "./support/registries";

onEachMlflow(() => {
  test("a test has a model of its own, which it reads and changes with MLflow's client", async ({ page, server, freshModel }) => {
    const model = await freshModel(server, {
      description: "of one test",
      tags: { team: "é" },
      aliases: { champion: 2, canary: 1 },
      versions: [
        { description: "first", tags: { a: "1" }, metrics: { loss: [0.5, 0.25], nan: "NaN" }, onnx: false, run: "one" },
        { stage: "Production", params: { depth: "3" }, runTags: { by: "hand" }, status: "KILLED" },
      ],
    });
    const before = {
      description: "of one test",
      tags: { team: "é" },
      aliases: { canary: 1, champion: 2 },
      versions: {
        1: { stage: "None", description: "first", tags: { a: "1" }, aliases: ["canary"] },
        2: { stage: "Production", description: "", tags: {}, aliases: ["champion"] },
      },
    };
    expect(await model.read()).toEqual(before);
    await model.change({
      tags: { team: null },
      aliases: { canary: null, champion: 1 },
      versions: { 1: { stage: "Staging", tags: { a: null, b: "2" } }, 2: { description: "second" } },
    });
    expect(await model.read()).toEqual({
      ...before,
      tags: {},
      aliases: { champion: 1 },
      versions: {
        1: { stage: "Staging", description: "first", tags: { b: "2" }, aliases: ["champion"] },
        2: { stage: "Production", description: "second", tags: {}, aliases: [] },
      },
    });
    const run = await fetch(`${server.direct}/api/2.0/mlflow/runs/get?run_id=${model.runs[0]}`);
    const { info, data } = ((await run.json()) as { run: { info: object; data: { metrics: object[] } } }).run;
    expect(info).toMatchObject({ run_name: "one", status: "FINISHED", experiment_id: model.experiment });
    expect(data.metrics).toEqual(
      expect.arrayContaining([expect.objectContaining({ key: "loss", value: 0.25, step: 1 }), expect.objectContaining({ key: "nan", value: "NaN" })]),
    );
    const ended = await fetch(`${server.direct}/api/2.0/mlflow/runs/get?run_id=${model.runs[1]}`);
    expect(await ended.json()).toMatchObject({ run: { info: { status: "KILLED" } } });

    await openLive(page, server, `#/registry/${model.name}`);
    await expect(page.getByRole("main")).toContainText("@champion");
    await expect(model.change({ aliases: { latest: 1 } })).rejects.toThrow("latest");
    expect((await model.read()).aliases).toEqual({ champion: 1 });
  });

  test("by default a model has four versions, one in each stage, with the bundled version's file", async ({ server, freshModel }) => {
    const [one, other] = await Promise.all([freshModel(server), freshModel(server)]);
    expect(one.name).not.toBe(other.name);
    const { versions, aliases } = await one.read();
    expect(Object.values(versions).map(({ stage }) => stage)).toEqual(["Archived", "Production", "Staging", "None"]);
    expect(aliases).toEqual({ champion: 2, production: 2 });
    const file = await fetch(`${server.direct}/model-versions/get-artifact?name=${one.name}&version=4&path=MLmodel`);
    expect(await file.text()).toMatch(/onnx:\s+data: model\.onnx[\s\S]*signature:/);
  });
});
