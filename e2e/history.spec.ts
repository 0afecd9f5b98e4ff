import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync } from "fflate";
import { addDays, dayOf } from "@/lib/base/day";
import { open } from "./support/pages";
import { payNewReceiver } from "./support/payouts";
import { signedIn } from "./support/people";

/** Older than whatever still moves in the demo. */
const PAID_LONG_AGO = `/payouts?state=settled&to=${addDays(dayOf(new Date(), "UTC"), -7)}`;
const rowsOf = (page: Page) => page.getByRole("main").getByRole("row").filter({ hasText: /CF-/ });

async function numberOf(row: Locator): Promise<string> {
  return /CF-[0-9A-Z-]+/.exec((await row.textContent()) ?? "")?.[0] ?? "";
}

async function numbersOn(page: Page): Promise<string[]> {
  await expect(rowsOf(page).first()).toBeVisible();
  const texts = await rowsOf(page).allInnerTexts();
  return texts.map((text) => /CF-[0-9A-Z-]+/.exec(text)?.[0] ?? "");
}

test("filters by status and date are in the address, and a copied address shows the same to a colleague", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await maker.goto("/payouts?state=failed&state=returned");
  const address = maker.url();
  const numbers = await numbersOn(maker);
  for (const row of await rowsOf(maker).allInnerTexts()) expect(row).toMatch(/Failed|Returned/);

  const support = await signedIn(browser, "support");
  await support.goto(address);
  expect(await numbersOn(support)).toEqual(numbers);
  await support.reload();
  expect(await numbersOn(support)).toEqual(numbers);
});

test("older and newer pages meet without a gap or a repetition", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await maker.goto(PAID_LONG_AGO);
  const first = await numbersOn(maker);
  expect(first).toHaveLength(50);
  await maker.getByRole("link", { name: "Older" }).click();
  await expect.poll(async () => (await numbersOn(maker))[0]).not.toBe(first[0]);
  const second = await numbersOn(maker);
  expect(second.filter((number) => first.includes(number))).toEqual([]);
  await maker.getByRole("link", { name: "Newer" }).click();
  await expect.poll(() => numbersOn(maker)).toEqual(first);
});

test("a payout made by somebody else appears and changes without a reload", async ({ browser }) => {
  const support = await signedIn(browser, "support");
  await support.goto("/payouts?q=Live+row+9");
  const maker = await signedIn(browser, "maker");
  await payNewReceiver(
    maker,
    { name: "Mira Live", account: { iban: "DE89370400440532013000" } },
    { amount: "33.00", from: "ivy-eur", reference: "Live row 9" },
  );
  await expect(support.getByRole("main").getByText("Awaiting approval").first()).toBeVisible({ timeout: 15_000 });
});

test("whoever opens a payout and comes back finds the view, the page and the row as they were", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, PAID_LONG_AGO);
  await maker.getByRole("link", { name: "Older" }).click();
  await expect(maker).toHaveURL(/older=/);
  await expect(maker.getByRole("table", { name: /^Payouts/ })).not.toHaveAttribute("aria-busy", "true");
  for (const back of [() => maker.goBack(), () => maker.getByRole("main").getByRole("link", { name: "Payouts", exact: true }).click()]) {
    const row = rowsOf(maker).nth(25);
    await row.scrollIntoViewIfNeeded();
    const address = maker.url();
    const [number, above] = [await numberOf(row), await numberOf(rowsOf(maker).nth(24))];
    const place = await row.boundingBox();
    await row.getByText("Paid", { exact: true }).click();
    await expect(maker).toHaveURL(/\/payouts\/CF/);
    await back();
    await expect(maker).toHaveURL(address);
    const again = rowsOf(maker).filter({ hasText: number });
    await expect(again).toBeInViewport();
    await expect.poll(async () => Math.round((await again.boundingBox())?.y ?? 0)).toBe(Math.round(place?.y ?? -1));
    await maker.keyboard.press("k");
    await expect(rowsOf(maker).filter({ hasText: above }).getByRole("link")).toBeFocused();
  }
});

test("rows go on as somebody reads on; only what is in view is drawn, and a row far down is found again", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, PAID_LONG_AGO);
  const first = await numbersOn(maker);
  const table = maker.getByRole("table", { name: /^Payouts/ });
  await table.hover();
  await maker.mouse.wheel(0, 5_000);
  await expect(maker).toHaveURL(/rows=200/);
  await expect(table.locator("[aria-rowindex='52']")).toBeVisible();
  // As far as they go now, and not from the top: what was at the end is where it was.
  await maker.mouse.wheel(0, 3_500);
  const row = table.locator("[aria-rowindex='140']");
  await expect(row).toBeInViewport();
  expect(await rowsOf(maker).count()).toBeLessThan(80);
  await expect(rowsOf(maker).filter({ hasText: first[0] })).toHaveCount(0);

  const number = await numberOf(row);
  const place = await row.boundingBox();
  await row.getByText("Paid", { exact: true }).click();
  await expect(maker).toHaveURL(/\/payouts\/CF/);
  await maker.goBack();
  await expect(maker).toHaveURL(/rows=(200|1000)/);
  const again = rowsOf(maker).filter({ hasText: number });
  await expect.poll(async () => Math.round((await again.boundingBox())?.y ?? 0)).toBe(Math.round(place?.y ?? -1));
  await expect(again).toHaveAttribute("aria-rowindex", "140");
  for (const [key, index] of [
    ["j", "141"],
    ["k", "140"],
    ["k", "139"],
  ] as const) {
    await maker.keyboard.press(key);
    await expect(table.locator(`[aria-rowindex='${index}']`).getByRole("link")).toBeFocused();
  }
  // Scrolled away from it, the row with the focus stays, and the keys go on from there.
  await maker.mouse.wheel(0, -20_000);
  await expect(rowsOf(maker).filter({ hasText: first[0] })).toBeInViewport();
  await maker.keyboard.press("j");
  await expect(again.getByRole("link")).toBeFocused();
  await expect(again).toBeInViewport();
});

test("without a script the history is read page by page", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const state = await maker.context().storageState();
  const context = await browser.newContext({ storageState: state, javaScriptEnabled: false, baseURL: process.env.E2E_ORIGIN });
  const page = await context.newPage();
  await page.goto(PAID_LONG_AGO);
  const first = await numbersOn(page);
  expect(first).toHaveLength(50);
  await page.getByRole("link", { name: "Older" }).click();
  const second = await numbersOn(page);
  expect(second.filter((number) => first.includes(number))).toEqual([]);
  await rowsOf(page).first().getByRole("link").click();
  await expect(page).toHaveURL(/\/payouts\/CF/);
  await context.close();
});

test("the history is walked by keyboard: J and K move, Enter opens", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/payouts");
  const [, second] = await numbersOn(maker);
  await maker.keyboard.press("j");
  await maker.keyboard.press("j");
  await maker.keyboard.press("Enter");
  await expect(maker).toHaveURL(/\/payouts\/CF/);
  await expect(maker.getByText(second ?? "").first()).toBeVisible();
});

test("a saved view is a tab with a link of its own, shared with colleagues, and the columns stay as somebody likes them", async ({
  browser,
}) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/payouts?state=failed&currency=EUR");
  const numbers = await numbersOn(maker);
  await maker.getByRole("button", { name: "This view" }).click();
  await maker.getByRole("menuitem", { name: "Save this view" }).click();
  await maker.getByLabel("Name").fill("Failed in euro");
  await maker.getByText("Share it", { exact: true }).click();
  await maker.getByRole("button", { name: "Save view" }).click();
  const tab = maker.getByRole("navigation", { name: "Views" }).getByRole("link", { name: /Failed in euro/ });
  await expect(tab).toHaveAttribute("aria-current", "page");
  await maker.reload();
  await expect(tab).toHaveAttribute("aria-current", "page");

  const support = await signedIn(browser, "support");
  await open(support, "/payouts");
  await support
    .getByRole("navigation", { name: "Views" })
    .getByRole("link", { name: /Failed in euro/ })
    .click();
  await expect(support).toHaveURL(/state=failed/);
  await expect.poll(() => numbersOn(support)).toEqual(numbers);

  await support.getByRole("button", { name: "This view" }).click();
  await support.getByRole("menuitem", { name: "Columns and rows" }).click();
  await support.getByText("Order", { exact: true }).click();
  await support.getByText("Loop", { exact: true }).last().click();
  await support.getByRole("button", { name: "Keep it so" }).click();
  const heads = support.getByRole("columnheader");
  await expect(heads.last()).toHaveText("Order");
  await support.reload();
  await expect(heads.last()).toHaveText("Order");
  await expect(support.getByRole("columnheader", { name: "Loop" })).toHaveCount(0);
});

test("a file has the rows of the screen in their order, as CSV and as a workbook", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/payouts?state=failed&state=refused&state=returned");
  const numbers = await numbersOn(maker);
  for (const [format, read] of [
    ["CSV", numbersInCsv],
    ["Excel", numbersInWorkbook],
  ] as const) {
    await open(maker, "/payouts?state=failed&state=refused&state=returned");
    await maker.getByRole("button", { name: "Export" }).click();
    await maker.getByRole("menuitem", { name: new RegExp(`^${format}`) }).click();
    await expect(maker).toHaveURL(/\/payouts\/exports$/);
    const coming = maker.waitForEvent("download");
    await maker.getByRole("listitem").filter({ hasText: format }).first().getByRole("link", { name: "Download" }).click();
    const bytes = await readFile(await (await coming).path());
    expect(read(bytes).slice(0, numbers.length)).toEqual(numbers.map((number) => number.replaceAll("-", "")));
  }
});

function numbersInCsv(bytes: Buffer): string[] {
  const rows: { number: string }[] = parse(bytes, { columns: true });
  return rows.map(({ number }) => number);
}

function numbersInWorkbook(bytes: Buffer): string[] {
  const sheet = strFromU8(unzipSync(new Uint8Array(bytes))["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  return [...sheet.matchAll(/<row><c t="inlineStr"><is><t[^>]*>(CF[0-9A-Z]{12})</g)].map(([, number]) => number ?? "");
}
