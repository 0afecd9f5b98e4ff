import { expect, type Page, test } from "@playwright/test";
import { open } from "./support/pages";
import { reviewAndConfirm } from "./support/payouts";
import { signedIn } from "./support/people";

// Every kind of account that the demo's providers pay: typed as people of that country write it, and asked to be paid.

type Rail = {
  /** As the form names the kind. */
  readonly kind: RegExp;
  readonly fill: (page: Page) => Promise<void>;
  /** As the account is shown afterwards. */
  readonly shown: RegExp;
  readonly from: string;
};

const box = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

const RAILS: Readonly<Record<string, Rail>> = {
  "an IBAN": {
    ...{ kind: /^Europe/, shown: /3000$/, from: "ivy-eur" },
    fill: (page) => box(page, "IBAN").fill("DE89370400440532013000"),
  },
  "a sort code": {
    ...{ kind: /sort code/, shown: /9911$/, from: "truelayer-gbp" },
    fill: async (page) => {
      await box(page, "Sort code").fill("200000");
      await box(page, "Account number").fill("55779911");
    },
  },
  "a BSB": {
    ...{ kind: /^Australia/, shown: /3344$/, from: "ipay-aud" },
    fill: async (page) => {
      await box(page, "BSB").fill("062000");
      await box(page, "Account number").fill("11223344");
    },
  },
  "a Canadian account": {
    ...{ kind: /^Canada: transit/, shown: /4567$/, from: "ipay-aud" },
    fill: async (page) => {
      await box(page, "Transit number").fill("00012");
      await box(page, "Institution number").fill("003");
      await box(page, "Account number").fill("1234567");
      await expect(page.getByText("000300012")).toBeVisible();
    },
  },
  "an Interac address": {
    ...{ kind: /Interac/, shown: /@interac\.test$/, from: "ipay-aud" },
    fill: (page) => box(page, "Interac e-mail").fill("matilda@interac.test"),
  },
  "a New Zealand account": {
    ...{ kind: /^New Zealand/, shown: /389/, from: "ipay-nzd" },
    fill: (page) => box(page, "Account number").fill("0109020068389000"),
  },
  "a US account": {
    ...{ kind: /^United States/, shown: /6789$/, from: "ipay-aud" },
    fill: async (page) => {
      await box(page, "Routing number").fill("021000021");
      await box(page, "Account number").fill("000123456789");
    },
  },
  "a virtual card": { kind: /^Virtual card/, shown: /card/i, from: "ipay-aud", fill: async () => {} },
  "a wallet by e-mail": {
    ...{ kind: /wallet by e-mail/, shown: /@wallet\.test$/, from: "bitpay-eur" },
    fill: (page) => box(page, "E-mail of the wallet's owner").fill("coins@wallet.test"),
  },
  "an account that the receiver chooses": {
    ...{ kind: /receiver names the account/, shown: /@link\.test/, from: "truelayer-gbp" },
    fill: (page) => box(page, "E-mail of the receiver").fill("matilda@link.test"),
  },
  "our own account": { kind: /^Our own account/, shown: /own account/i, from: "truelayer-gbp", fill: async () => {} },
  "a bank code": {
    ...{ kind: /bank code/, shown: /6789$/, from: "ivy-eur" },
    fill: async (page) => {
      await box(page, "Bank code").fill("CHASUS33");
      await box(page, "Account number").fill("000123456789");
    },
  },
  "a national number": {
    ...{ kind: /national account number/, shown: /1111$/, from: "ivy-eur" },
    fill: (page) => box(page, "National account number").fill("102010260000042270201111"),
  },
};

for (const [name, rail] of Object.entries(RAILS)) {
  test(`${name} is put on file and asked to be paid`, async ({ browser }) => {
    const maker = await signedIn(browser, "maker");
    await maker.goto("/receivers?q=Matilda");
    await maker.getByRole("link", { name: "Matilda Hughes" }).first().click();
    await maker.getByRole("link", { name: "Add account" }).click();
    await maker.getByRole("button", { name: /Kind of account/ }).click();
    await maker.getByRole("option", { name: rail.kind }).click();
    await rail.fill(maker);
    await maker.getByRole("button", { name: "Add account" }).click();
    await maker.waitForURL(/\/receivers\/[^/]+$/);

    await open(maker, "/payouts/new");
    await maker.getByText("Send to a receiver").click();
    await maker.getByRole("combobox", { name: "Receiver" }).fill("Matilda");
    await maker.getByRole("option", { name: rail.shown }).first().click();
    await maker.getByRole("button", { name: /Pay from/ }).click();
    await maker.getByRole("option", { name: new RegExp(rail.from) }).click();
    await maker.getByRole("textbox", { name: "Amount" }).fill("12.00");
    await reviewAndConfirm(maker, `By ${name}`);
    await expect(maker.getByRole("main").getByText("Awaiting approval", { exact: true }).first()).toBeVisible();
  });
}
