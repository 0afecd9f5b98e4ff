import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/browser";

const { executablePath, env } = findBrowser();

const { E2E_WORLDS, TEST_PARALLEL_INDEX } = process.env;
if (E2E_WORLDS && TEST_PARALLEL_INDEX) {
  const { origin, simulators, companyLogin, dataDir } = JSON.parse(E2E_WORLDS)[Number(TEST_PARALLEL_INDEX)];
  process.env.E2E_ORIGIN = origin;
  process.env.E2E_SIMULATORS = simulators;
  process.env.E2E_COMPANY_LOGIN = companyLogin;
  process.env.E2E_DATA_DIR = dataDir;
}

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  // Starts the product on ports of its own, once for each worker.
  globalSetup: "./e2e/support/world.ts",
  outputDir: "test-results",
  workers: process.env.E2E_ORIGIN && !E2E_WORLDS ? 1 : 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // Two browsers, two products and their simulators race on two cores. What needs the second try is named at the end of the run.
  retries: 1,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    baseURL: process.env.E2E_ORIGIN,
    locale: "en-GB",
    // What cannot be pressed in half a minute never can: a test need not wait its whole time for it.
    actionTimeout: 30_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    // Recording needs a program that Playwright would have to download.
    video: "off",
    launchOptions: { executablePath, chromiumSandbox: false, env: { ...process.env, ...env } },
  },
});
