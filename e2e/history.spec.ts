import { expect, type Page, test } from "@playwright/test";
import { open, payNewReceiver } from "./support/payouts";
import { signedIn } from "./support/people";

const rowsOf = (page: Page) => page.getByRole("main").getByRole("row").filter({ hasText: /CF-/ });

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
  await maker.goto("/payouts?state=settled");
  const first = await numbersOn(maker);
  expect(first).toHaveLength(50);
  await maker
    .getByRole("link", { name: /Older/ })
    .or(maker.getByRole("button", { name: /Older/ }))
    .first()
    .click();
  await expect.poll(async () => (await numbersOn(maker))[0]).not.toBe(first[0]);
  const second = await numbersOn(maker);
  expect(second.filter((number) => first.includes(number))).toEqual([]);
  await maker
    .getByRole("link", { name: /Newer/ })
    .or(maker.getByRole("button", { name: /Newer/ }))
    .first()
    .click();
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
