import { expect, type Page, test } from "@playwright/test";
import { listening, open } from "./support/pages";
import { confirmByCallBack, payNewReceiver } from "./support/payouts";
import { signedIn } from "./support/people";

// Who has to approve what: the policy at work, lent places, and how another policy comes to hold.

test.describe.configure({ mode: "serial" });

async function sign(checker: Page, number: string): Promise<void> {
  await open(checker, `/approvals?payout=${number}`);
  const yes = checker.getByRole("button", { name: /^Approve/ });
  await expect(yes).toBeVisible();
  if (await checker.getByRole("button", { name: /^Confirm by call back/ }).isVisible()) await confirmByCallBack(checker);
  await yes.click();
  await expect(checker.getByRole("region", { name: "Decided now" })).toBeVisible();
}

const approvalOf = (page: Page) => page.getByRole("region", { name: "Approval", exact: true });

test("a large payout is signed by a checker and then by a lead, and says which rules asked for it", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const money = { amount: "30000.00", from: "truelayer-eur", reference: "Two steps" };
  const number = await payNewReceiver(maker, { name: "Greta Gross", account: { iban: "DE89370400440532013000" } }, money);
  await expect(approvalOf(maker).getByText("Large amounts.")).toBeVisible();
  await expect(approvalOf(maker).getByText("0 of 1 of Finance leads, after the step before")).toBeVisible();

  const checker = await signedIn(browser, "checker");
  await sign(checker, number);
  await open(checker, `/payouts/${number}`);
  await expect(approvalOf(checker).getByText("1 of 1 of Checkers: Clara Osei (you)")).toBeVisible();
  await expect(checker.getByText("Awaiting approval", { exact: true }).first()).toBeVisible();

  const lead = await signedIn(browser, "checker2");
  await sign(lead, number);
  await open(lead, `/payouts/${number}`);
  await expect(approvalOf(lead).getByText("1 of 1 of Finance leads: Cem Aydin (you)")).toBeVisible();
  await expect(lead.getByText("Awaiting approval", { exact: true })).toHaveCount(0);
});

test("a place is lent for a time and up to an amount, and taken back by whoever has it", async ({ browser }) => {
  const lead = await signedIn(browser, "checker2");
  await open(lead, "/approvals/delegations");
  await lead.getByRole("button", { name: /Who takes your place/ }).click();
  await lead.getByRole("option", { name: "Clara Osei" }).click();
  await lead.getByRole("textbox", { name: "Up to" }).fill("10000");
  await lead.getByRole("button", { name: "Lend my place" }).click();
  await expect(lead.getByText("Clara Osei for Cem Aydin")).toBeVisible();

  const checker = await signedIn(browser, "checker");
  await open(checker, "/approvals/delegations");
  await expect(checker.getByText("(you take it)")).toBeVisible();
  await expect(checker.getByText(/10,000\.00/)).toBeVisible();
  await checker.getByRole("button", { name: "End it" }).click();
  await expect(checker.getByText("Ended by Clara Osei")).toBeVisible();
});

test("a draft by which nobody could release a payout says so, and goes no further", async ({ browser }) => {
  const admin = await signedIn(browser, "admin");
  await beginDraft(admin);
  await admin.getByRole("button", { name: "Add a group" }).click();
  const group = admin.getByRole("dialog");
  await group.getByLabel("Name", { exact: true }).fill("Treasury");
  await group.getByText("Clara Osei", { exact: true }).click();
  await group.getByRole("button", { name: "Keep this group" }).click();
  await admin.getByRole("button", { name: "Add a rule" }).click();
  const rule = admin.getByRole("dialog");
  await rule.getByLabel("Name", { exact: true }).fill("Two of Treasury");
  await rule.getByRole("textbox", { name: "Of Treasury" }).fill("2");
  await rule.getByRole("textbox", { name: "Of Checkers" }).fill("0");
  await expect(rule.getByText("For every payout: 2 of Treasury.")).toBeVisible();
  await rule.getByRole("button", { name: "Keep this rule" }).click();
  await keepDraft(admin);
  await expect(admin.getByText(/of Treasury there is 1 person \(Clara Osei\) and it takes 2/).first()).toBeVisible();
  await admin.getByLabel("Why is it changed?").fill("To see what happens");
  await expect(admin.getByRole("button", { name: "Propose" })).toBeDisabled();
  await admin.getByRole("button", { name: "Discard the draft" }).click();
  await expect(admin.getByText("Discarded", { exact: true })).toBeVisible();
});

test("another policy is drafted, compared, tried on the past, and confirmed by a second admin", async ({ browser }) => {
  const admin = await signedIn(browser, "admin");
  await beginDraft(admin);
  await admin.getByRole("textbox", { name: "Waits for approval" }).fill("6");
  await keepDraft(admin);
  await expect(admin.getByRole("list", { name: "Changes" }).getByText("6 days")).toBeVisible();
  await expect(admin.getByRole("table", { name: "Outcomes now and then" })).toBeVisible();
  await expect(admin.getByText("None of them would have fared otherwise.")).toBeVisible();
  await admin.getByLabel("Why is it changed?").fill("A week is too long");
  await admin.getByRole("button", { name: "Propose" }).click();
  await expect(admin.getByText("It waits for another admin")).toBeVisible();
  await expect(admin.getByRole("button", { name: "Confirm" })).toHaveCount(0);

  const second = await signedIn(browser, "admin2@demo.test");
  await open(second, new URL(admin.url()).pathname);
  await expect(second.getByText("A week is too long")).toBeVisible();
  await second.getByRole("button", { name: "Confirm" }).click();
  await expect(second.getByText("In force", { exact: true })).toBeVisible();
  await open(second, "/settings/policy");
  await expect(second.getByText(/proposed by Ada Winter \("A week is too long"\), confirmed by Anton Kowal/)).toBeVisible();
});

test("an exchange rate counts once a second admin has confirmed it", async ({ browser }) => {
  const [admin, second] = [await signedIn(browser, "admin"), await signedIn(browser, "admin2@demo.test")];
  await open(admin, "/settings/policy");
  await admin.getByRole("button", { name: /One$/ }).click();
  await admin.getByRole("option", { name: "SEK" }).click();
  await admin.getByRole("textbox", { name: /is worth/ }).fill("0.091");
  await admin.getByRole("button", { name: "Ask a second admin" }).click();
  const asked = (page: Page) => page.getByText(/count 1 SEK as 0\.091 EUR from .* on, and no longer as 0\.088/);
  await expect(asked(admin)).toBeVisible();
  await expect(admin.getByRole("button", { name: "Confirm" })).toHaveCount(0);
  await expect(admin.getByText("1 SEK = 0.088 EUR")).toBeVisible();

  await open(second, "/settings/policy");
  await expect(asked(second)).toBeVisible();
  await second.getByRole("button", { name: "Confirm" }).click();
  await expect(second.getByText("1 SEK = 0.091 EUR")).toBeVisible();
  await expect(second.getByText(/by Ada Winter and Anton Kowal/)).toBeVisible();
});

async function beginDraft(admin: Page): Promise<void> {
  await open(admin, "/settings/policy");
  await admin.getByRole("button", { name: "Change the policy" }).click();
  await admin.waitForURL(/\/settings\/policy\/\d+\/edit$/);
  await listening(admin);
}

async function keepDraft(admin: Page): Promise<void> {
  await admin.getByRole("button", { name: "Keep the draft" }).click();
  await admin.waitForURL(/\/settings\/policy\/\d+$/);
}
