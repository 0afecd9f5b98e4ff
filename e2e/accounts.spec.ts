import { expect, type Page, test } from "@playwright/test";
import { open } from "./support/pages";
import { confirmByCallBack, expectState, payNewReceiver } from "./support/payouts";
import { signedIn } from "./support/people";

const NAME = "Greta Partial";
const FIRST = "DE89 3704 0044 0532 0130 00";
const SECOND = "NL91 ABNA 0417 1643 00";

async function openReceiver(page: Page, name: string): Promise<void> {
  await open(page, `/receivers?text=${encodeURIComponent(name)}`);
  await page
    .getByRole("link", { name: new RegExp(name) })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("an account is new: the payout is held, a second person calls back, and it goes by itself", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/payouts/new");
  await maker.getByText("Send to a receiver").click();
  await maker.getByRole("radio", { name: "Someone new", exact: true }).click();
  await expect(maker.getByText("A new account is confirmed first")).toBeVisible();
  const number = await payNewReceiver(
    maker,
    { name: NAME, account: { iban: FIRST } },
    { amount: "12.00", from: "ivy-eur", reference: "New 1" },
  );

  const checker = await signedIn(browser, "checker");
  await open(checker, `/approvals?payout=${number}`);
  await expect(checker.getByText("New account, not confirmed yet")).toBeVisible();
  // Asked by the desk itself, and there when the checker looks.
  await expect(checker.getByText(/The bank says that the name is nearly right/)).toBeVisible();
  await checker.keyboard.press("a");
  await expect(checker.getByRole("region", { name: "Decided now" }).getByText(/^Approved/)).toBeVisible();
  await expectState(maker, "On hold");
  await expect(maker.getByText("Its account is not confirmed yet")).toBeVisible();

  await open(checker, "/approvals");
  await checker.getByRole("link", { name: "Accounts to confirm" }).click();
  const waiting = checker.getByRole("region", { name: NAME });
  await expect(waiting.getByText("One payout waits for it")).toBeVisible();
  await confirmByCallBack(waiting);
  await expect(waiting).toBeHidden();
  await expectState(maker, "Paid");
});

test("an account that was paid is changed: whoever changed it cannot confirm it, and the bank's name is taken with one press", async ({
  browser,
}) => {
  const maker = await signedIn(browser, "maker");
  await openReceiver(maker, NAME);
  await maker.getByRole("link", { name: "Change", exact: true }).click();
  await maker.getByRole("textbox", { name: "IBAN" }).fill(SECOND);
  await maker.getByRole("button", { name: "Save change" }).click();
  await expect(maker.getByText("Changed account, not confirmed yet")).toBeVisible();
  await expect(maker.getByRole("button", { name: /^Confirm by call back/ })).toBeHidden();
  await expect(maker.getByText(/A checker other than you/)).toBeVisible();

  await maker.getByRole("button", { name: /^Ask the bank/ }).click();
  await maker.getByRole("button", { name: /^Take the name/ }).click();
  await expect(maker.getByText("Version 3", { exact: true })).toBeVisible();

  const checker = await signedIn(browser, "checker");
  await openReceiver(checker, NAME);
  await checker.getByRole("button", { name: /^Confirm by call back/ }).click();
  await checker.getByRole("button", { name: "Show the number to compare" }).click();
  await expect(checker.getByRole("dialog").getByText(SECOND)).toBeVisible();
  await checker.keyboard.press("Escape");
  await confirmByCallBack(checker);
  await expect(checker.getByText(/confirmed it on .* after calling Frau Sommer/).first()).toBeVisible();
  await checker.getByText(/What else it said/).click();
  await expect(checker.getByText("Changed again", { exact: true })).toBeVisible();
});

test("a further account with something unlikely about it is let stand by a tick, and that is kept", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await openReceiver(maker, NAME);
  await maker.getByRole("link", { name: "Add account" }).click();
  await maker.getByRole("button", { name: /Kind of account/ }).click();
  await maker.getByRole("option", { name: /Australia/ }).click();
  await maker.getByRole("textbox", { name: "BSB" }).fill("012002");
  await maker.getByRole("textbox", { name: "Account number" }).fill("223344556677");
  await expect(maker.getByText("Is this right?")).toBeVisible();
  await maker.getByRole("button", { name: "Add account" }).click();
  await expect(maker.getByText("The account was not added")).toBeVisible();
  await maker.getByText("It is right all the same").click();
  await maker.getByRole("button", { name: "Add account" }).click();
  await expect(maker.getByText(/said on .* that it is right all the same/)).toBeVisible();
});
