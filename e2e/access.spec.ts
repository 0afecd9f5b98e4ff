import { expect, test } from "@playwright/test";
import { payNewReceiver } from "./support/payouts";
import { signedIn } from "./support/people";

const RECEIVER = { name: "Lena Vogel", account: { iban: "DE89370400440532013000" } };

test("a maker sees no way to approve what she made, and the checker's inbox has it", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const number = await payNewReceiver(maker, RECEIVER, { amount: "31.00", from: "ivy-eur", reference: "Own 1" });
  await expect(maker.getByRole("button", { name: /^Approve/ }).and(maker.locator(":enabled"))).toHaveCount(0);
  await maker.goto(`/approvals?payout=${number}`);
  await expect(maker.getByRole("button", { name: /^Approve/ }).and(maker.locator(":enabled"))).toHaveCount(0);
  const checker = await signedIn(browser, "checker");
  await checker.goto(`/approvals?payout=${number}`);
  await expect(checker.getByRole("button", { name: /^Approve/ })).toBeEnabled();
});

test("support finds payouts but cannot create one", async ({ browser }) => {
  const support = await signedIn(browser, "support");
  await expect(support.getByRole("link", { name: "New payout" })).toHaveCount(0);
  await support.goto("/payouts/new");
  await expect(support.getByText(/role does not|not part of your role|not include/i).first()).toBeVisible();
  await expect(support.getByRole("button", { name: /^Review/ })).toHaveCount(0);
  const admin = await signedIn(browser, "admin");
  await admin.goto("/audit?show=access");
  await expect(admin.getByText("was refused what they may not do").first()).toBeVisible();
});

test("the other merchant's people see nothing of this one, by list or by address", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const number = await payNewReceiver(maker, RECEIVER, { amount: "32.00", from: "ivy-eur", reference: "Secret 32" });
  const stranger = await signedIn(browser, "maker@other.test");
  await stranger.goto(`/payouts/${number}`);
  await expect(stranger.getByText(/not|no such|nothing/i).first()).toBeVisible();
  await expect(stranger.getByText("Lena Vogel")).toHaveCount(0);
  await stranger.goto("/payouts?q=Secret+32");
  await expect(stranger.getByText("Secret 32", { exact: true })).toHaveCount(0);
});

test("without a session every page leads to sign-in, and back to where one was going", async ({ page }) => {
  await page.goto(`${process.env.E2E_ORIGIN}/payouts?state=failed`);
  await expect(page).toHaveURL(/sign-in/);
  await page.getByLabel("E-mail").fill("maker@demo.test");
  await page.getByLabel("Password").fill("counterfoil-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/payouts\?state=failed/);
});
