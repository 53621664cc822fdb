import { readFileSync } from "node:fs";

import { expect, test } from "@playwright/test";

const text = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

test("the README recommends the nginx lines that these tests run", () => {
  expect(text("../../README.md")).toContain(text("nginx-mlflow.conf"));
});
