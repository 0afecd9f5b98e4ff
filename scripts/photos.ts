/**
 * Photographs every screen in light, dark and on a phone, into `photos/`, so that they can be looked at.
 *
 *     npm run photos -- --base http://localhost:3000 [--as checker@demo.test] [--only gallery,payouts]
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { findBrowser } from "./browser";

type Screen = {
  name: string;
  path: string;
  /** Stays outside: no sign-in before it. */
  isOpen?: boolean;
  /** Goes on from the list at `path` to the first thing whose address begins like this. */
  firstLinkTo?: RegExp;
  /** Who sees it, where that is not the person given. */
  as?: string;
};

const SCREENS: readonly Screen[] = [
  { name: "sign-in", path: "/sign-in", isOpen: true },
  { name: "verify", path: "/verify", isOpen: true },
  { name: "gallery", path: "/gallery", isOpen: true },
  { name: "desk", path: "/gallery/desk", isOpen: true },
  { name: "overview", path: "/" },
  { name: "payouts", path: "/payouts" },
  { name: "payouts-filtered", path: "/payouts?state=failed&state=returned" },
  { name: "look-up", path: "/look-up", as: "support@demo.test" },
  { name: "exports", path: "/payouts/exports", as: "maker@demo.test" },
  { name: "schedules", path: "/payouts/schedules", as: "maker@demo.test" },
  { name: "schedule", path: "/payouts/schedules", firstLinkTo: /^\/payouts\/schedules\/sch_/, as: "maker@demo.test" },
  { name: "new-schedule", path: "/payouts/new?when=repeat", as: "maker@demo.test" },
  { name: "payout", path: "/payouts", firstLinkTo: /^\/payouts\/(?!new|exports|schedules)[^/?]+$/ },
  { name: "new-payout-closed", path: "/payouts/new?way=back", as: "maker@demo.test" },
  { name: "new-payout-open", path: "/payouts/new?way=receiver", as: "maker@demo.test" },
  { name: "verify", path: "/verify", isOpen: true },
  { name: "approvals", path: "/approvals" },
  { name: "accounts-to-confirm", path: "/approvals/accounts" },
  { name: "delegations", path: "/approvals/delegations" },
  { name: "mailbox", path: "/mailbox" },
  { name: "policy", path: "/settings/policy", as: "admin2@demo.test" },
  { name: "operations", path: "/operations" },
  { name: "operations-delivery", path: "/operations", firstLinkTo: /^\/operations\/deliveries\// },
  { name: "operations-unconfirmed", path: "/operations/unconfirmed" },
  { name: "operations-reconciliation", path: "/operations/reconciliation" },
  { name: "operations-difference", path: "/operations/reconciliation", firstLinkTo: /^\/operations\/reconciliation\/./ },
  { name: "operations-jobs", path: "/operations/jobs" },
  { name: "operations-health", path: "/operations/health" },
  { name: "operations-freezes", path: "/operations/freezes" },
  { name: "operations-api-requests", path: "/operations/api-requests" },
  { name: "developers", path: "/developers" },
  { name: "team", path: "/settings/team", as: "admin2@demo.test" },
  { name: "roles", path: "/settings/roles", as: "admin2@demo.test" },
  { name: "role-new", path: "/settings/roles/new", as: "admin2@demo.test" },
  { name: "api-keys", path: "/settings/api-keys", as: "admin2@demo.test" },
  { name: "webhooks", path: "/settings/webhooks", as: "admin2@demo.test" },
  { name: "webhook-endpoint", path: "/settings/webhooks", firstLinkTo: /^\/settings\/webhooks\/./, as: "admin2@demo.test" },
  { name: "security", path: "/account/security" },
  { name: "audit", path: "/audit?show=decisions" },
  { name: "batches", path: "/batches", as: "maker@demo.test" },
  { name: "batch", path: "/batches", firstLinkTo: /^\/batches\/bat_/, as: "maker@demo.test" },
  { name: "new-batch", path: "/batches/new", as: "maker@demo.test" },
  { name: "receivers", path: "/receivers" },
  { name: "receivers-none", path: "/receivers?country=JP&tag=vip" },
  { name: "receivers-import", path: "/receivers/import", as: "maker@demo.test" },
  { name: "receiver", path: "/receivers", firstLinkTo: /^\/receivers\/(?!new|import)[^/?]+$/ },
  { name: "receiver-maker", path: "/receivers", firstLinkTo: /^\/receivers\/(?!new|import)[^/?]+$/, as: "maker@demo.test" },
  { name: "receiver-closed", path: "/receivers?state=closed", firstLinkTo: /^\/receivers\/(?!new|import)[^/?]+$/, as: "maker@demo.test" },
];

const LOOKS: Record<string, BrowserContextOptions> = {
  light: { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light", hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};

const FOLDER = "photos";
const DEMO_PASSWORD = "counterfoil-demo";
/** Long enough for a first visit while developing, when the page is compiled on the spot. */
const PATIENCE_MS = 120_000;
/** Pages that are told what moves never come to rest; a moment later they look the same. */
const REST_MS = 2_000;
const TALLEST = 3_200;

const { values: options } = parseArgs({
  options: {
    base: { type: "string", default: "http://localhost:3000" },
    as: { type: "string", default: "checker@demo.test" },
    only: { type: "string" },
  },
});

const wanted = options.only?.split(",");
const screens = SCREENS.filter(({ name }) => !wanted || wanted.includes(name));
const { executablePath, env } = findBrowser();
const browser = await chromium.launch({ executablePath, chromiumSandbox: false, env: { ...process.env, ...env } });
await mkdir(FOLDER, { recursive: true });
let missed = 0;
for (const [look, frame] of Object.entries(LOOKS)) missed += await photographAll(browser, look, frame);
await browser.close();
process.exitCode = missed > 0 ? 1 : 0;

async function photographAll(on: Browser, look: string, frame: BrowserContextOptions): Promise<number> {
  const signedIn = new Map<string, BrowserContext>();
  let missedHere = 0;
  for (const screen of screens) {
    const person = screen.isOpen ? "" : (screen.as ?? options.as);
    try {
      const context = signedIn.get(person) ?? (await openAs(on, person, frame));
      signedIn.set(person, context);
      // A tab of its own for each: what was typed in one must not show in the next.
      const page = await context.newPage();
      console.info(await photograph(page, screen, look));
      await page.close();
    } catch (problem) {
      missedHere += 1;
      console.error(`${screen.name} in ${look}: ${problem instanceof Error ? (problem.message.split("\n")[0] ?? "") : String(problem)}`);
    }
  }
  for (const context of signedIn.values()) await context.close();
  return missedHere;
}

async function openAs(on: Browser, person: string, look: BrowserContextOptions): Promise<BrowserContext> {
  const context = await on.newContext({ ...look, baseURL: options.base, reducedMotion: "reduce", locale: "en-GB" });
  context.setDefaultTimeout(PATIENCE_MS);
  if (person === "") return context;
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(person);
  await page.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.close();
  return context;
}

async function photograph(page: Page, screen: Screen, look: string): Promise<string> {
  const answer = await page.goto(screen.path);
  if (answer && answer.status() >= 400) throw new Error(`answered ${answer.status()}`);
  if (screen.firstLinkTo) await page.goto(await firstLink(page, screen.firstLinkTo));
  await page.waitForLoadState("networkidle", { timeout: REST_MS }).catch(() => undefined);
  // The gallery shows skeletons for good; everywhere else they give way to what they stand for.
  await page.waitForFunction(() => !document.querySelector("[data-skeleton]"), undefined, { timeout: REST_MS }).catch(() => undefined);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await growToContent(page, look);
  const file = path.join(FOLDER, `${screen.name}.${look}.png`);
  // Development chatter in a corner is not part of the picture.
  await page.screenshot({ path: file, style: "nextjs-portal { display: none }" });
  return file;
}

/** A taller window instead of a stitched picture: bars stay at their edges, and fingers stay fingers. */
async function growToContent(page: Page, look: string): Promise<void> {
  const size = LOOKS[look]?.viewport;
  if (!size) return;
  await page.setViewportSize(size);
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.min(Math.max(tall, size.height), TALLEST) });
}

async function firstLink(page: Page, pattern: RegExp): Promise<string> {
  await page.locator("main a[href]").first().waitFor();
  await page.waitForLoadState("networkidle", { timeout: REST_MS }).catch(() => undefined);
  const addresses = await page.locator("a[href]").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  const found = addresses.find((address) => pattern.test(address));
  if (!found) throw new Error(`no link like ${pattern} on the page`);
  return found;
}
