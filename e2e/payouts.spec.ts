import { type Browser, expect, test } from "@playwright/test";
import { open } from "./support/pages";
import { approve, expectState, payNewReceiver, sendBack } from "./support/payouts";
import { signedIn } from "./support/people";
import { advanceClock, bookedUnder, setMood } from "./support/simulators";

// Each journey from the maker's screen to the provider's ledger and back, with real processes in between.

test.afterEach(async () => {
  await setMood("ivy", "fine");
  await setMood("truelayer", "fine");
});

const GERMAN = { name: "Johanna Weiß", account: { iban: "DE89 3704 0044 0532 0130 00" } };
const BRITISH = { name: "Oliver Hughes", account: { sortCode: "20-00-00", accountNumber: "55779911" } };

async function paid(
  browser: Browser,
  make: (maker: Awaited<ReturnType<typeof signedIn>>) => Promise<string>,
  provider: "ivy" | "truelayer",
) {
  const maker = await signedIn(browser, "maker");
  const number = await make(maker);
  await expectState(maker, "Awaiting approval");
  await approve(await signedIn(browser, "checker"), number);
  // The maker's page is still the one from before the approval: it moves by itself.
  await expectState(maker, "Paid");
  const booked = await bookedUnder(provider, number);
  expect(booked).toHaveLength(1);
  return { maker, booked };
}

test("closed loop through TrueLayer: a payment source is paid back", async ({ browser }) => {
  await paid(browser, (maker) => sendBack(maker, "ORD-10202", { amount: "5.00", reference: "Winnings 10202" }), "truelayer");
});

test("closed loop through Ivy: an order that only Ivy knows is found by its id and paid back", async ({ browser }) => {
  await paid(browser, (maker) => sendBack(maker, "ORD-10301", { amount: "7.50", reference: "Refund 10301" }), "ivy");
});

test("open loop by IBAN", async ({ browser }) => {
  const { booked } = await paid(
    browser,
    (maker) => payNewReceiver(maker, GERMAN, { amount: "1.250,00", from: "ivy-eur", reference: "Invoice 77" }),
    "ivy",
  );
  expect(booked[0]).toMatchObject({ amountMinor: "125000", currency: "EUR" });
});

test("open loop by sort code and account number", async ({ browser }) => {
  await paid(
    browser,
    (maker) => payNewReceiver(maker, BRITISH, { amount: "42", from: "truelayer-gbp", reference: "Invoice 78" }),
    "truelayer",
  );
});

test("a checker rejects with a reason, and the maker reads it", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const number = await payNewReceiver(maker, GERMAN, { amount: "99.00", from: "ivy-eur", reference: "Invoice 79" });
  const checker = await signedIn(browser, "checker");
  await open(checker, `/approvals?payout=${number}`);
  await checker.getByRole("button", { name: /^Reject/ }).click();
  await checker.getByText("The amount is wrong").click();
  await checker.getByRole("dialog").getByRole("textbox").fill("It should be 9.90");
  await checker
    .getByRole("dialog")
    .getByRole("button", { name: /^Reject/ })
    .click();
  await expectState(maker, "Rejected");
  await expect(maker.getByText(/It should be 9\.90/).first()).toBeVisible();
  expect(await bookedUnder("ivy", number)).toEqual([]);
});

test("a failure at the provider is told in plain words, with the provider's own code beside", async ({ browser }) => {
  await setMood("ivy", "fail:account_closed", { times: 1 });
  const maker = await signedIn(browser, "maker");
  const number = await payNewReceiver(maker, GERMAN, { amount: "11.00", from: "ivy-eur", reference: "Invoice 80" });
  await approve(await signedIn(browser, "checker"), number);
  await expectState(maker, "Failed");
  await expect(maker.getByText(/account is closed/).first()).toBeVisible();
  await expect(maker.getByText(/account_closed/).first()).toBeVisible();
});

test("an answer that never came is unconfirmed, never failed, and is then found and paid once", async ({ browser }) => {
  await setMood("truelayer", "timeoutAfter", { times: 1, holdMs: 500 });
  const maker = await signedIn(browser, "maker");
  const number = await payNewReceiver(maker, BRITISH, { amount: "13.00", from: "truelayer-gbp", reference: "Invoice 81" });
  await approve(await signedIn(browser, "checker"), number);
  await expectState(maker, "Paid");
  await maker.reload();
  await expect(maker.getByText("Unconfirmed").first()).toBeVisible();
  expect(await bookedUnder("truelayer", number)).toHaveLength(1);
});

test("lost webhooks: polling finds the end", async ({ browser }) => {
  await setMood("ivy", "webhooksLost");
  const maker = await signedIn(browser, "maker");
  const number = await payNewReceiver(maker, GERMAN, { amount: "14.00", from: "ivy-eur", reference: "Invoice 82" });
  await approve(await signedIn(browser, "checker"), number);
  await expectState(maker, "On its way");
  await advanceClock(60_000);
  await expectState(maker, "Paid");
});

test("a double press, a reload and the way back make one payout", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/payouts/new");
  await maker.getByText("Send to a receiver").click();
  await maker.getByRole("radio", { name: "Someone new", exact: true }).click();
  await maker.getByLabel("Account holder").fill("Twice Pressed");
  await maker.getByRole("textbox", { name: "IBAN" }).fill("DE89370400440532013000");
  await maker.getByRole("textbox", { name: "Amount" }).fill("21.00");
  await maker.getByRole("textbox", { name: "Reference", exact: true }).fill("Pressed twice");
  await maker.reload();
  await expect(maker.getByLabel("Account holder")).toHaveValue("Twice Pressed");
  await maker.getByRole("button", { name: /Pay from/ }).click();
  await maker.getByRole("option", { name: /ivy-eur/ }).click();
  await maker.getByRole("button", { name: /^Review/ }).click();
  await maker.getByRole("button", { name: /^Ask for approval/ }).dblclick();
  await maker.waitForURL(/\/payouts\/CF/);
  await maker.goBack();
  await maker.goto("/payouts?q=Pressed+twice");
  await expect(maker.getByRole("main").getByText("Pressed twice")).toHaveCount(1);
});
