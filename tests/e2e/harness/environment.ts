/** What the caller (`cargo xtask test`) hands over. */

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; run these tests with \`cargo xtask test --only end-to-end\``);
  }
  return value;
}

/** The built site's folder, made for the path /repo/. */
export const site = () => required("BATTLEDEX_SITE");
/** The native `battledex` command. */
export const battledex = () => required("BATTLEDEX_BIN");
/** The browser's executable. */
export const chromium = () => required("CHROMIUM");
/** The folder of PostgreSQL's programs. */
export const postgresql = () => required("POSTGRESQL_PROGRAMS");

/** The `bin` folders of the virtual environments, by the MLflow version inside. */
export const python = {
  "3.17.2": () => required("PYTHON_TRAINING"),
  "2.22.5": () => required("PYTHON_MLFLOW_2_22_5"),
  "3.8.1": () => required("PYTHON_MLFLOW_3_8_1"),
} as const;

export type MlflowVersion = keyof typeof python;

/** All of them: what is tested on one is tested on each. */
export const VERSIONS = Object.keys(python) as MlflowVersion[];
