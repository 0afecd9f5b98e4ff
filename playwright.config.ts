import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/browser";

const { executablePath, env } = await findBrowser();

// One journey after the other: they share one desk, and some tell its providers how to behave.
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/support/world.ts",
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  retries: 0,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  outputDir: "test-results",
  use: {
    browserName: "chromium",
    locale: "en-GB",
    trace: "retain-on-failure",
    launchOptions: { executablePath, env: { ...process.env, ...env }, chromiumSandbox: false },
  },
});
