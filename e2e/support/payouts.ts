import { expect, type Locator, type Page } from "@playwright/test";
import { open } from "./pages";

// The few deeds that every journey is made of, done as people do them.

export type NewReceiver = {
  readonly name: string;
  readonly account: { readonly iban: string } | { readonly email: string } | { readonly sortCode: string; readonly accountNumber: string };
};

/** Makes an open-loop payout to somebody new and gives its number. */
export async function payNewReceiver(
  maker: Page,
  to: NewReceiver,
  money: { amount: string; from: string; reference: string },
): Promise<string> {
  await open(maker, "/payouts/new");
  await maker.getByText("Send to a receiver").click();
  await maker.getByRole("radio", { name: "Someone new", exact: true }).click();
  await maker.getByLabel("Account holder").fill(to.name);
  if ("iban" in to.account) {
    await maker.getByRole("textbox", { name: "IBAN" }).fill(to.account.iban);
  } else if ("email" in to.account) {
    await maker.getByRole("radio", { name: "Wallet by e-mail", exact: true }).click();
    await maker.getByLabel("E-mail of the wallet's owner").fill(to.account.email);
  } else {
    await maker.getByRole("radio", { name: "Sort code", exact: true }).click();
    await maker.getByRole("textbox", { name: "Sort code" }).fill(to.account.sortCode);
    await maker.getByRole("textbox", { name: "Account number" }).fill(to.account.accountNumber);
  }
  await payFrom(maker, money.from);
  await maker.getByRole("textbox", { name: "Amount" }).fill(money.amount);
  return reviewAndConfirm(maker, money.reference);
}

/** Makes an open-loop payout to somebody on file and gives its number. */
export async function payKnownReceiver(
  maker: Page,
  name: string,
  money: { amount: string; from: string; reference: string },
): Promise<string> {
  await open(maker, "/payouts/new");
  await maker.getByText("Send to a receiver").click();
  await maker.getByRole("combobox", { name: "Receiver" }).fill(name);
  await maker
    .getByRole("option", { name: new RegExp(name) })
    .first()
    .click();
  await payFrom(maker, money.from);
  await maker.getByRole("textbox", { name: "Amount" }).fill(money.amount);
  return reviewAndConfirm(maker, money.reference);
}

async function payFrom(maker: Page, connection: string): Promise<void> {
  await maker.getByRole("button", { name: /Pay from/ }).click();
  await maker.getByRole("option", { name: new RegExp(connection) }).click();
}

/** Sends money back to what was pasted and gives the payout's number. */
export async function sendBack(maker: Page, pasted: string, { amount, reference }: { amount: string; reference: string }): Promise<string> {
  await open(maker, "/payouts/new");
  await maker.getByText("Send back to an account that paid in").click();
  await maker.getByLabel("Order or customer").fill(pasted);
  await expect(maker.getByRole("radio", { checked: true }).last()).toBeVisible();
  await expect(maker.getByText(/may still be sent back/).first()).toBeVisible();
  await maker.getByRole("textbox", { name: "Amount" }).fill(amount);
  return reviewAndConfirm(maker, reference);
}

export async function reviewAndConfirm(maker: Page, reference: string): Promise<string> {
  await maker.getByRole("textbox", { name: "Reference", exact: true }).fill(reference);
  await maker.getByRole("button", { name: /^Review/ }).click();
  await maker.getByRole("button", { name: /^Ask for approval/ }).click();
  await maker.waitForURL(/\/payouts\/CF[0-9A-Z-]+$/);
  return bareNumberIn(maker.url());
}

export async function approve(checker: Page, number: string): Promise<void> {
  await open(checker, `/approvals?payout=${number}`);
  const yes = checker.getByRole("button", { name: /^Approve/ });
  await expect(yes).toBeVisible();
  // The same reading of the payout says whether its account waits for a second person.
  if (await checker.getByRole("button", { name: /^Confirm by call back/ }).isVisible()) await confirmByCallBack(checker);
  await yes.click();
  await expect(checker.getByRole("region", { name: "Decided now" }).getByText(/^Approved/)).toBeVisible();
}

/** The one account that waits there: somebody was called on a number known before, and read it out. */
export async function confirmByCallBack(where: Page | Locator): Promise<void> {
  const page = "page" in where ? where.page() : where;
  const begin = where.getByRole("button", { name: /^Confirm by call back/ });
  await begin.click();
  await page.getByLabel("Who was called").fill("Frau Sommer");
  await page.getByLabel("On which number").fill("+49 30 901820");
  await page.getByRole("button", { name: "Confirm account", exact: true }).click();
  await expect(begin).toBeHidden();
}

/** The state on the payout's counterfoil, as it changes by itself: the page is not reloaded. */
export async function expectState(page: Page, word: string): Promise<void> {
  await expect(page.getByRole("main").getByText(word, { exact: true }).first()).toBeVisible({ timeout: 120_000 });
}

function bareNumberIn(address: string): string {
  const number = /\/payouts\/(CF[0-9A-Z-]+)$/.exec(address)?.[1];
  if (!number) throw new Error(`There is no payout's number in ${address}.`);
  return number.replaceAll("-", "");
}
