/**
 * Photographs every screen in light, dark and on a phone, into `photos/`, so that they can be looked at.
 *
 *     npm run photos -- --base http://localhost:3000 [--as checker@demo.test] [--only gallery,payouts]
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";

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
  { name: "gallery", path: "/gallery", isOpen: true },
  { name: "desk", path: "/gallery/desk", isOpen: true },
  { name: "overview", path: "/" },
  { name: "payouts", path: "/payouts" },
  { name: "payouts-filtered", path: "/payouts?state=failed&state=returned" },
  { name: "payout", path: "/payouts", firstLinkTo: /^\/payouts\/(?!new)[^/?]+$/ },
  { name: "new-payout-closed", path: "/payouts/new?way=back", as: "maker@demo.test" },
  { name: "new-payout-open", path: "/payouts/new?way=receiver", as: "maker@demo.test" },
  { name: "approvals", path: "/approvals" },
  { name: "receivers", path: "/receivers" },
  { name: "receiver", path: "/receivers", firstLinkTo: /^\/receivers\/(?!new)[^/?]+$/ },
];

const LOOKS: Record<string, BrowserContextOptions> = {
  light: { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light", hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};

const FOLDER = "photos";
const DEMO_PASSWORD = "counterfoil-demo";

const { values: options } = parseArgs({
  options: {
    base: { type: "string", default: "http://localhost:3000" },
    as: { type: "string", default: "checker@demo.test" },
    only: { type: "string" },
  },
});

const wanted = options.only?.split(",");
const screens = SCREENS.filter(({ name }) => !wanted || wanted.includes(name));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium-headless-shell",
  chromiumSandbox: false,
});
await mkdir(FOLDER, { recursive: true });
let missed = 0;
for (const [look, context] of Object.entries(LOOKS)) missed += await photographAll(browser, look, context);
await browser.close();
process.exitCode = missed > 0 ? 1 : 0;

async function photographAll(on: Browser, look: string, context: BrowserContextOptions): Promise<number> {
  const pages = new Map<string, Page>();
  let missedHere = 0;
  for (const screen of screens) {
    const person = screen.isOpen ? "" : (screen.as ?? options.as);
    try {
      const page = pages.get(person) ?? (await openAs(on, person, context));
      pages.set(person, page);
      const file = await photograph(page, screen, look);
      console.info(file);
    } catch (problem) {
      missedHere += 1;
      console.error(`${screen.name} in ${look}: ${problem instanceof Error ? (problem.message.split("\n")[0] ?? "") : String(problem)}`);
    }
  }
  for (const page of pages.values()) await page.context().close();
  return missedHere;
}

async function openAs(on: Browser, person: string, context: BrowserContextOptions): Promise<Page> {
  const page = await (await on.newContext({ ...context, baseURL: options.base, reducedMotion: "reduce", locale: "en-GB" })).newPage();
  if (person === "") return page;
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(person);
  await page.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return page;
}

async function photograph(page: Page, screen: Screen, look: string): Promise<string> {
  const answer = await page.goto(screen.path);
  if (answer && answer.status() >= 400) throw new Error(`answered ${answer.status()}`);
  if (screen.firstLinkTo) await page.goto(await firstLink(page, screen.firstLinkTo));
  // Development chatter in a corner is not part of the picture.
  await page.addStyleTag({ content: "nextjs-portal { display: none }" });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const file = path.join(FOLDER, `${screen.name}.${look}.png`);
  await page.screenshot({ path: file, fullPage: true });
  return file;
}

async function firstLink(page: Page, pattern: RegExp): Promise<string> {
  await page.waitForLoadState("networkidle");
  const addresses = await page.locator("a[href]").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  const found = addresses.find((address) => pattern.test(address));
  if (!found) throw new Error(`no link like ${pattern} on the page`);
  return found;
}
