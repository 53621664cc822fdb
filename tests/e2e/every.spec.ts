import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from "node:child_process";
import { join } from "node:path";

import { expect, test } from "./fixtures";
import { battledex, python } from "./harness/environment";
import { world } from "./harness/world";
import { open } from "./support/site";

interface Slice {
  battles: number;
  right: number;
}

const ALL = 9_775_430;
const SCRIPT = new URL("./harness/every.py", import.meta.url).pathname;
/** Where the page shows what the script calls by its first word. */
const SECTIONS: Record<string, string> = { type: "by-type", category: "by-category", scenario: "by-scenario" };

/** onnxruntime's answers to every legal battle, counted. */
function counted(): Record<string, Slice> {
  const model = join(world().models, world().production, "model.onnx");
  const words = ["-B", SCRIPT, "--model", model];
  const options: ExecFileSyncOptionsWithStringEncoding = {
    encoding: "utf8",
    env: { ...process.env, BATTLEDEX_BIN: battledex() },
    stdio: ["ignore", "pipe", "inherit"],
  };
  const lines = execFileSync(join(python["3.17.2"](), "python"), words, options).trim().split("\n");
  return JSON.parse(lines.at(-1) ?? "") as Record<string, Slice>;
}

test("accuracy over all legal battles, and by slice, is what onnxruntime and the rules in Python give", async ({ page }) => {
  test.setTimeout(1_200_000);
  const slices = counted();
  expect(slices.all?.battles).toBe(ALL);

  await open(page, "#/rules?over=all");
  await page.getByRole("button", { name: "Count", exact: true }).click();
  const accuracy = page.getByRole("region", { name: "Accuracy" });
  const { right } = slices.all ?? { right: Number.NaN };
  await expect(accuracy.getByRole("status")).toHaveText(
    `${right.toLocaleString("en-GB")} of ${ALL.toLocaleString("en-GB")} battles`,
    { timeout: 240_000 },
  );
  await expect(accuracy).toContainText(`${((100 * right) / ALL).toFixed(3)}%`);
  for (const [name, slice] of Object.entries(slices)) {
    const [kind = "", value = ""] = name.split(" ");
    if (kind === "all") continue;
    const cells = page.locator(`#${SECTIONS[kind]} ~ table [data-slice="${value}"] td`);
    await expect(cells, name).toHaveText([`${((100 * slice.right) / slice.battles).toFixed(2)}%`, slice.battles.toLocaleString("en-GB")]);
  }
  const wrong = (ALL - right).toLocaleString("en-GB");
  await expect(page.getByRole("region", { name: "Where they part" }).first()).toContainText(`${wrong} battles`);
});
