import { test } from "../fixtures";
import { type MlflowVersion, VERSIONS } from "../harness/environment";

/** Runs the same tests on each of the real MLflow versions: `server` is then the one that a test runs on. */
export function onEachMlflow(tests: (version: MlflowVersion) => void): void {
  for (const version of VERSIONS) {
    test.describe(`MLflow ${version}`, () => {
      test.use({ mlflow: version });
      tests(version);
    });
  }
}

/** Runs the same tests on the bundled registry and on each MLflow, which then holds the same: `registry` is the one that a test looks at. */
export function onEachRegistry(tests: () => void): void {
  test.describe("bundled", tests);
  onEachMlflow(tests);
}
