import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/browser";

const { executablePath, env } = findBrowser();

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  // Starts the product on ports of its own and leaves its address in E2E_ORIGIN.
  globalSetup: "./e2e/support/world.ts",
  outputDir: "test-results",
  // The tests share one product and its simulators' moods.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    baseURL: process.env.E2E_ORIGIN,
    locale: "en-GB",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    // Recording needs a program that Playwright would have to download.
    video: "off",
    launchOptions: { executablePath, chromiumSandbox: false, env: { ...process.env, ...env } },
  },
});
