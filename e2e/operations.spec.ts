import { expect, test } from "@playwright/test";
import { listening, open } from "./support/pages";
import { approve, expectState, payNewReceiver } from "./support/payouts";
import { signedIn } from "./support/people";
import { bookBehindOurBack, bookedUnder } from "./support/simulators";

// Stopping money and letting it go again, and having a webhook applied once more, as people do it.

const FRIEDA = { name: "Frieda Frost", account: { iban: "DE89 3704 0044 0532 0130 00" } };

test("one press freezes a receiver, the payout waits, and two people let it go: paid once", async ({ browser }) => {
  // Three people sign in, one after another.
  test.slow();
  const maker = await signedIn(browser, "maker");
  const number = await payNewReceiver(maker, FRIEDA, { amount: "17.00", from: "ivy-eur", reference: "Invoice 90" });

  const checker = await signedIn(browser, "checker");
  await open(checker, `/payouts/${number}`);
  await checker.getByRole("button", { name: "Freeze payouts to Frieda Frost" }).click();
  await checker.getByRole("dialog").getByRole("textbox", { name: "Reason" }).fill("The bank called");
  await checker.getByRole("button", { name: "Note the reason" }).click();
  await expect(checker.getByRole("complementary", { name: "Frozen" })).toContainText("everything to Frieda Frost");
  await approve(checker, number);
  await expectState(maker, "On hold");
  await expect(maker.getByText(/has frozen everything to Frieda Frost/).first()).toBeVisible();
  expect(await bookedUnder("ivy", number)).toEqual([]);

  await open(checker, "/operations/freezes");
  await expect(checker.getByText(/The bank called/).first()).toBeVisible();
  const row = (name: RegExp) => ({ name });
  await checker
    .getByRole("listitem")
    .filter({ hasText: "Frieda Frost" })
    .getByRole("button", row(/^Ask to lift/))
    .click();
  await expect(checker.getByText(/You asked to lift it/).first()).toBeVisible();
  await expect(checker.getByRole("button", { name: /Confirm and lift/ })).toHaveCount(0);

  const second = await signedIn(browser, "checker2");
  await open(second, "/operations/freezes");
  await second
    .getByRole("listitem")
    .filter({ hasText: "Frieda Frost" })
    .getByRole("button", row(/Confirm and lift/))
    .click();
  await expectState(maker, "Paid");
  expect(await bookedUnder("ivy", number)).toHaveLength(1);
});

test("a webhook is replayed by one press, and nothing happens twice", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const number = await payNewReceiver(maker, FRIEDA, { amount: "18.00", from: "ivy-eur", reference: "Invoice 91" });
  const checker = await signedIn(browser, "checker");
  await approve(checker, number);
  await expectState(maker, "Paid");

  await open(checker, "/operations");
  const shown = number.replace(/^CF(.{4})(.{4})(.{4})$/, "CF-$1-$2-$3");
  await checker.getByRole("row").filter({ hasText: shown }).first().getByRole("link").first().click();
  await expect(checker.getByRole("heading", { name: "Delivery from Ivy" })).toBeVisible();
  await listening(checker);
  await checker.getByRole("button", { name: "Replay" }).click();
  await expect(checker.getByText("Queued to be applied again")).toBeVisible();
  await expect
    .poll(async () => {
      await checker.reload();
      return checker.getByText("Applied", { exact: true }).count();
    })
    .toBeGreaterThan(0);
  await maker.reload();
  await expectState(maker, "Paid");
  expect(await bookedUnder("ivy", number)).toHaveLength(1);
});

test("a payout that nobody made here is found by reconciling, explained by a person, and stays explained", async ({ browser }) => {
  test.slow();
  const maker = await signedIn(browser, "maker");
  const number = await payNewReceiver(maker, FRIEDA, { amount: "19.00", from: "ivy-eur", reference: "Invoice 92" });
  const checker = await signedIn(browser, "checker");
  await approve(checker, number);
  await expectState(maker, "Paid");
  const [booked] = await bookedUnder("ivy", number);
  await bookBehindOurBack("ivy", booked?.accountId ?? "", "431999");

  await open(checker, "/operations/reconciliation");
  const differences = checker.getByRole("table", { name: /Differences between the desk and its providers/ });
  await checker.getByRole("button", { name: "Reconcile ivy-eur now" }).click();
  await expect(differences.getByRole("link", { name: "Not from this desk" })).toBeVisible({ timeout: 60_000 });
  await open(checker, "/");
  await expect(checker.getByRole("link", { name: /Differences with providers that nobody has explained/ })).toContainText("EUR");

  await open(checker, "/operations/reconciliation");
  await differences.getByRole("link", { name: "Not from this desk" }).click();
  await expect(checker.getByRole("heading", { name: "Not from this desk" })).toBeVisible();
  await listening(checker);
  await checker.getByRole("textbox", { name: "What you found out" }).fill("Paid by hand in the provider's console, see ticket 12.");
  await checker.getByRole("button", { name: "Mark as explained" }).click();
  await expect(checker.getByText(/^What .+ found out$/).first()).toBeVisible();

  const support = await signedIn(browser, "support");
  await open(support, "/operations/reconciliation");
  await expect(support.getByRole("row").filter({ hasText: "4,319.99" }).first()).toContainText("Explained");
  await expect(support.getByRole("button", { name: /^Reconcile/ })).toHaveCount(0);
  await maker.goto("/operations/reconciliation");
  await expect(maker.getByText(/Your role does not include this/).first()).toBeVisible();
});

test("the operations room is closed to makers, and stopping everything says what it does first", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await maker.goto("/operations");
  await expect(maker.getByText(/Your role does not include this/).first()).toBeVisible();

  const support = await signedIn(browser, "support");
  await open(support, "/operations/health");
  await support.getByRole("button", { name: "Stop everything" }).click();
  await expect(support.getByRole("alertdialog")).toContainText("Lifting it takes two people");
  await support.getByRole("button", { name: "Let it run" }).click();
  await expect(support.getByRole("alertdialog")).toHaveCount(0);
  await expect(support.getByRole("complementary", { name: "Frozen" })).toHaveCount(0);
});
