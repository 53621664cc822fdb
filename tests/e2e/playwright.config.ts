import { defineConfig } from "@playwright/test";

import { chromium } from "./harness/environment";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  globalSetup: "./harness/set-up.ts",
  outputDir: "../../test-results",
  fullyParallel: true,
  projects: [
    // Pictures are for looking at, when somebody asks for them with SCREENSHOTS=folder.
    { name: "pages", testIgnore: [/(pool|budgets|every)\.spec/, ...(process.env.SCREENSHOTS ? [] : [/screenshots\.spec/])] },
    // They take all cores, or time what the page does: nothing else may run beside them.
    { name: "alone", testMatch: /(pool|budgets|every)\.spec/, fullyParallel: false, workers: 1, dependencies: ["pages"] },
  ],
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    locale: "en-GB",
    timezoneId: "UTC",
    colorScheme: "light",
    // Tests stand in for servers, which a service worker would ask behind their back: offline.spec.ts is about it.
    serviceWorkers: "block",
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: chromium(),
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
});
