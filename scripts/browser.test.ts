import { chromium } from "@playwright/test";
import { afterEach, expect, test, vi } from "vitest";
import { findBrowser } from "./browser";

afterEach(() => vi.unstubAllEnvs());

test("where no Chromium is on the machine, the one from npm opens a page", { timeout: 60_000 }, async () => {
  vi.stubEnv("CHROMIUM_PATH", undefined);
  const { executablePath, env } = await findBrowser([]);
  const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env }, chromiumSandbox: false });
  try {
    const page = await browser.newPage();
    await page.setContent("<h1>Counterfoil</h1>");
    expect(await page.getByRole("heading").textContent()).toBe("Counterfoil");
  } finally {
    await browser.close();
  }
});

test("a path that names nothing is said so, not passed over", async () => {
  vi.stubEnv("CHROMIUM_PATH", "/nowhere/chromium");
  await expect(findBrowser()).rejects.toThrow("CHROMIUM_PATH names /nowhere/chromium, which is not there.");
});
