import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { listening, open } from "./support/pages";
import { signedIn } from "./support/people";

// Nothing serious on any screen, in both themes.

const SEARCHING = "/payouts/new?when=repeat";
const SCREENS = [
  "/",
  "/payouts",
  "/payouts?state=failed&state=unconfirmed",
  "/payouts/new",
  SEARCHING,
  "/payouts/schedules",
  "/approvals",
  "/receivers",
  "/receivers/new",
  "/receivers/import",
  "/account/security",
];

/** What only a checker sees. */
const OPERATIONS = [
  "/approvals/accounts",
  "/operations",
  "/operations?show=forged",
  "/audit",
  "/settings/webhooks",
  ...["unconfirmed", "reconciliation", "jobs", "health", "freezes"].map((tab) => `/operations/${tab}`),
];

/** What only an admin sees. */
const SETTINGS = ["providers", "policy", "team", "roles", "roles/new", "api-keys"].map((page) => `/settings/${page}`);

/** Nothing is wider than a telephone: what must be wide scrolls by itself. */
async function fitsAPhone(page: Page, address: string): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${address} on a telephone`).toBe(390);
  if (size) await page.setViewportSize(size);
}

async function seriousOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

test("what strangers see has nothing serious", async ({ page }) => {
  for (const [address, label] of [
    ["/sign-in", "E-mail"],
    ["/verify", "Code on the receipt"],
  ] as const) {
    await page.goto(`${process.env.E2E_ORIGIN}${address}`);
    await expect(page.getByLabel(label)).toBeVisible();
    expect(await seriousOn(page), address).toEqual([]);
  }
});

for (const scheme of ["light", "dark"] as const) {
  test(`no screen has anything serious in ${scheme}`, async ({ browser }) => {
    const maker = await signedIn(browser, "maker");
    await maker.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const address of SCREENS) {
      await open(maker, address);
      if (address === SEARCHING) {
        // It begins in a search with its list open, and an open list hides the page behind it, its heading too.
        await expect(maker.getByRole("listbox")).toBeVisible();
        await maker.keyboard.press("Escape");
        await expect(maker.getByRole("listbox")).toBeHidden();
      }
      await expect(maker.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await seriousOn(maker), `${address} in ${scheme}`).toEqual([]);
      await fitsAPhone(maker, address);
    }
    await maker.goto("/payouts");
    await maker.getByRole("main").getByRole("link").filter({ hasText: /CF-/ }).first().click();
    await expect(maker).toHaveURL(/\/payouts\/CF/);
    await expect(maker).toHaveTitle(/CF-/);
    await listening(maker);
    expect(await seriousOn(maker), `a payout's page in ${scheme}`).toEqual([]);
    await fitsAPhone(maker, "a payout's page");
  });

  test(`files of payouts have nothing serious in ${scheme}`, async ({ browser }) => {
    const maker = await signedIn(browser, "maker");
    await maker.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const address of ["/batches/new", "/batches"]) {
      await maker.goto(address);
      await expect(maker.getByRole("heading", { level: 1 })).toBeVisible();
      await listening(maker);
      expect(await seriousOn(maker), `${address} in ${scheme}`).toEqual([]);
    }
    await maker.getByRole("link", { name: "bonuses-november.csv" }).first().click();
    await expect(maker.getByRole("region", { name: "Rows of the file" })).toBeVisible();
    await listening(maker);
    expect(await seriousOn(maker), `a file's page in ${scheme}`).toEqual([]);
    await maker.getByRole("link", { name: /^Review/ }).click();
    await expect(maker.getByRole("heading", { level: 1, name: "Review" })).toBeVisible();
    expect(await seriousOn(maker), `a file's review in ${scheme}`).toEqual([]);
  });

  test(`the settings have nothing serious in ${scheme}`, async ({ browser }) => {
    const admin = await signedIn(browser, "admin2@demo.test");
    await admin.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const address of SETTINGS) {
      await admin.goto(address);
      await expect(admin.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await seriousOn(admin), `${address} in ${scheme}`).toEqual([]);
      await fitsAPhone(admin, address);
    }
  });

  test(`the operations room has nothing serious in ${scheme}`, async ({ browser }) => {
    const checker = await signedIn(browser, "checker");
    await checker.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const address of OPERATIONS) {
      await checker.goto(address);
      await expect(checker.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await seriousOn(checker), `${address} in ${scheme}`).toEqual([]);
      await fitsAPhone(checker, address);
    }
    await checker.goto("/approvals");
    await checker
      .getByRole("navigation", { name: "Files that wait for approval" })
      .getByRole("button", { name: /suppliers-november/ })
      .click();
    await expect(checker.getByRole("region", { name: "All payouts" })).toBeVisible();
    expect(await seriousOn(checker), `a file before its checker in ${scheme}`).toEqual([]);
  });
}
