import { expect, test } from "@playwright/test";
import { open } from "./support/pages";
import { payNewReceiver } from "./support/payouts";
import { signedIn } from "./support/people";

test("support finds a payout by whatever the caller says, and reads out what became of it", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const number = await payNewReceiver(
    maker,
    { name: "Thørsten Kowalczyk", account: { iban: "DE75512108001245126199" } },
    { amount: "417.31", from: "ivy-eur", reference: "Refund 417-A" },
  );
  const support = await signedIn(browser, "support");
  await open(support, "/look-up");
  const box = support.getByLabel("What you were told");
  const card = support.getByRole("region", { name: /^Payout CF-/ });

  const saying: readonly (readonly [string, string])[] = [
    [number, "This is its number"],
    ["Refund 417-A", "This is its reference"],
    ["DE75 5121 0800 1245 1261 99", "It went to this account"],
    ["kowalczyk thørsten", "The receiver is called Thørsten Kowalczyk"],
    ["torsten kovalczyk", "Thørsten Kowalczyk is the nearest"],
    ["417.31 EUR today", "It is this amount, made on this day"],
  ];
  for (const [said, why] of saying) {
    await box.fill(said);
    await expect(card.getByText(why)).toBeVisible();
    await expect(card).toContainText("417.31");
  }
  await box.fill("6199");
  await expect(support.getByText("It went to an account that ends in 6199").first()).toBeVisible();

  await expect(card.getByRole("region", { name: "May be read out" })).toContainText("is being checked on our side");
  await expect(card.getByRole("region", { name: "Do not say" })).toContainText("When it will be paid");
  // Whole numbers are not for support, and no names of colleagues for the caller.
  await expect(support.getByText("DE75512108001245126199")).toHaveCount(0);
  await expect(card.getByRole("button", { name: "Show number" })).toHaveCount(0);
  await expect(card.getByRole("region", { name: "May be read out" })).not.toContainText("Maker");

  await box.fill(`${number}\nNOTHING-1\nRefund 417-A`);
  await expect(support.getByText("3 ids: 2 found, 1 not")).toBeVisible();
  await expect(support.getByRole("row", { name: /NOTHING-1/ })).toContainText("None found");
});

test("the search behind Ctrl+K finds the same from anywhere, and hands a pasted list to look-up", async ({ browser }) => {
  const support = await signedIn(browser, "support");
  await open(support, "/payouts?state=settled");
  const link = support.getByRole("main").getByRole("link", { name: /^CF-/ }).first();
  const number = (await link.textContent())?.trim() ?? "";
  await support.keyboard.press("Control+k");
  await support.getByRole("searchbox", { name: "Search" }).fill(number);
  await expect(support.getByRole("menuitem", { name: /./ }).filter({ hasText: "This is its number" })).toBeVisible();
  await support.getByRole("menuitem", { name: "The whole answer" }).click();
  await expect(support).toHaveURL(/\/look-up$/);
  await expect(support.getByRole("region", { name: `Payout ${number}` })).toContainText("was paid on");
});
