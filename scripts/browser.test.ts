import { chromium } from "@playwright/test";
import { describe, expect, test } from "vitest";
import { findBrowser } from "./browser";

const canBePackaged = process.platform === "linux" && process.arch === "x64";

describe("the browser of the browser tests", () => {
  test("is the one that is named, and a name that leads nowhere is told", () => {
    expect(findBrowser({ named: process.execPath }).executablePath).toBe(process.execPath);
    expect(() => findBrowser({ named: "/nowhere/chromium" })).toThrow("CHROMIUM_PATH names /nowhere/chromium");
  });

  test("is one of the system before the packaged one", () => {
    expect(findBrowser({ named: "", onTheSystem: ["/nowhere", process.execPath] }).executablePath).toBe(process.execPath);
  });

  test.runIf(canBePackaged)("comes with the packages where the system has none, and shows a page", { timeout: 120_000 }, async () => {
    const { executablePath, env } = findBrowser({ named: "", onTheSystem: [] });
    const browser = await chromium.launch({ executablePath, chromiumSandbox: false, env: { ...process.env, ...env } });
    try {
      const page = await browser.newPage();
      // An empty field asks for a font of the system: without any the whole browser would end here.
      await page.setContent("<h1>Counterfoil</h1><input>");
      expect(await page.textContent("h1")).toBe("Counterfoil");
      expect((await page.screenshot()).length).toBeGreaterThan(1000);
    } finally {
      await browser.close();
    }
  });
});
