import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { open } from "./support/pages";
import { approve, expectState, payNewReceiver } from "./support/payouts";
import { signedIn } from "./support/people";
import { anApiKey } from "./support/programs";

const GERMAN = { name: "Marta Mendel", account: { iban: "DE89 3704 0044 0532 0130 00" } };

/** A payout of the maker's, and its number. */
async function asked(maker: Page, reference: string, amount: string): Promise<string> {
  return payNewReceiver(maker, GERMAN, { amount, from: "ivy-eur", reference });
}

test("a payout is rejected with a reason, mended by its maker on the form, and approved as it is then", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const number = await asked(maker, "Mend me", "41.20");
  const checker = await signedIn(browser, "checker");
  await open(checker, `/approvals?payout=${number}`);
  await expect(checker.getByRole("button", { name: /^Reject/ })).toBeVisible();
  await checker.keyboard.press("r");
  await checker.keyboard.press("1");
  await checker.getByRole("dialog").getByRole("textbox").fill("Should be 14.20");
  await checker.keyboard.press("Control+Enter");
  await expect(checker.getByRole("region", { name: "Decided now" }).getByText(/^Rejected/)).toBeVisible();

  await expectState(maker, "Rejected");
  await maker.getByRole("link", { name: "Mend it" }).click();
  await maker.waitForURL(/\/mend$/);
  await expect(maker.getByText("Should be 14.20")).toBeVisible();
  const amount = maker.getByRole("textbox", { name: "Amount" });
  await expect(amount).toHaveValue("41.20");
  await amount.fill("14.20");
  await maker.getByRole("button", { name: /^Review/ }).click();
  await maker.getByRole("button", { name: /^Ask for approval/ }).click();
  await maker.waitForURL(new RegExp(`/payouts/${number}$`));
  await expectState(maker, "Awaiting approval");
  await expect(maker.getByText(/Amount from 41\.20 EUR to 14\.20 EUR/)).toBeVisible();

  await approve(checker, number);
  await expect(maker.getByText("14.20", { exact: false }).first()).toBeVisible();
});

test("a question reaches the maker and comes back answered, and a decision by a slip is taken back by one key", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const number = await asked(maker, "Think again", "17.31");
  const checker = await signedIn(browser, "checker");
  await open(checker, `/approvals?payout=${number}`);
  await expect(checker.getByRole("button", { name: /^Approve/ }).first()).toBeVisible();
  await checker.keyboard.press("q");
  await checker.getByLabel("Question").fill("Is this the second half?");
  await checker.keyboard.press("Control+Enter");
  // Closed once it is asked: until then the words stand in its own field.
  await expect(checker.getByRole("dialog")).toBeHidden();
  await expect(checker.getByText("Is this the second half?")).toBeVisible();

  await open(maker, "/mailbox");
  const letter = maker.getByRole("region", { name: /asks about payout/ }).first();
  await expect(letter).toContainText("Is this the second half?");
  await letter.getByRole("link").click();
  await maker.getByLabel("Note", { exact: true }).fill("Yes, the last one.");
  await maker.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(checker.getByText("Yes, the last one.")).toBeVisible({ timeout: 20_000 });

  // Rejected by a slip, and taken back by one key.
  await checker.keyboard.press("r");
  await expect(checker.getByRole("dialog")).toBeVisible();
  await checker.keyboard.press("1");
  await checker.keyboard.press("Control+Enter");
  await expect(checker.getByRole("region", { name: "Decided now" }).getByText(/^Rejected/)).toBeVisible();
  await checker.keyboard.press("z");
  await expect(checker.getByRole("region", { name: "Decided now" })).toBeHidden();
  await expectState(maker, "Awaiting approval");
});

test("an approval is taken back by one key while policy lets it rest, and counts for nothing any more", async ({ browser }) => {
  const maker = await signedIn(browser, "maker2");
  const to = { name: "Undine Rast", account: { iban: "DE12500105170648489890" } };
  const number = await payNewReceiver(maker, to, { amount: "5200.00", from: "ivy-eur", reference: "Second thoughts" });
  const checker = await signedIn(browser, "checker");
  await approve(checker, number);
  await expectState(maker, "On hold");
  await expect(maker.getByText(/policy lets it rest after its approval/).first()).toBeVisible();

  await checker.keyboard.press("z");
  await expect(checker.getByRole("region", { name: "Decided now" })).toBeHidden();
  await expectState(maker, "Awaiting approval");
  await expect(maker.getByRole("region", { name: "Approval", exact: true }).getByText("0 of 1 of Checkers")).toBeVisible();
  await open(checker, `/approvals?payout=${number}`);
  await expect(checker.getByRole("button", { name: /^Approve/ })).toBeEnabled();
});

test("what was typed for a rejection is kept where somebody else was faster, in the inbox and on the payout's page", async ({
  browser,
}) => {
  const maker = await signedIn(browser, "maker2");
  const to = { name: "Konrad Flink", account: { iban: "DE02100500000054540402" } };
  const number = await payNewReceiver(maker, to, { amount: "23.19", from: "ivy-eur", reference: "Who is faster" });
  const slow = await signedIn(browser, "checker");
  const tab = await slow.context().newPage();
  await open(tab, `/payouts/${number}`);
  await open(slow, `/approvals?payout=${number}`);
  await slow.keyboard.press("r");
  await tab.getByRole("button", { name: "Reject", exact: true }).click();
  for (const page of [slow, tab]) {
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("5");
    await page.getByRole("dialog").getByRole("textbox").fill("Ask Mr Flink for the contract of May");
  }

  await approve(await signedIn(browser, "checker2"), number);
  for (const page of [slow, tab]) await page.keyboard.press("Control+Enter");
  const refused = slow.getByRole("status").or(slow.getByRole("alert")).filter({ hasText: "Not rejected: payout to Konrad Flink" });
  await expect(refused).toContainText("Cem Aydin approved it on");
  await expect(refused).toContainText("Ask Mr Flink for the contract of May");
  const dialog = tab.getByRole("dialog");
  await expect(dialog.getByText("It was not rejected")).toBeVisible();
  await expect(dialog.getByRole("textbox")).toHaveValue("Ask Mr Flink for the contract of May");
});

const A_MORNING = 30;

test("thirty that nothing speaks against are approved by keyboard", async ({ browser, request }) => {
  const { key } = await anApiKey("Morning");
  const made = await askForLikeBefore(request, key);
  const checker = await signedIn(browser, "checker2");
  await open(checker, "/approvals");
  let presses = 0;
  const press = async (name: string) => {
    presses += 1;
    await checker.keyboard.press(name);
  };
  const began = performance.now();
  await press("s");
  await press("a");
  const dialog = checker.getByRole("dialog", { name: /^Approve \d+ payouts$/ });
  await expect(dialog.getByRole("button", { name: /^Approve \d+/ })).toBeEnabled();
  expect(await dialog.getByRole("listitem").count()).toBeGreaterThanOrEqual(A_MORNING);
  await press("Enter");
  const done = checker.getByRole("region", { name: "Decided now" }).getByText(/^Approved/);
  await expect.poll(() => done.count()).toBeGreaterThanOrEqual(A_MORNING);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.info(`${await done.count()} payouts approved with ${presses} presses in ${seconds} s`);
  const headers = { authorization: `Bearer ${key}` };
  const states = await Promise.all(made.map(async (id) => (await (await request.get(`/api/v1/payouts/${id}`, { headers })).json()).state));
  // Whatever stands out is left for a look; whatever was taken is on its way, or held for want of money.
  expect(states.filter((state) => state !== "awaitingApproval").length).toBeGreaterThanOrEqual(A_MORNING);
});

/** The shop's own system pays people who were paid before, to the same account, about as much as ever. */
async function askForLikeBefore(request: APIRequestContext, key: string): Promise<string[]> {
  const headers = { authorization: `Bearer ${key}` };
  const past = await request.get("/api/v1/payouts?state=settled&loop=open&currency=EUR&amountFrom=15000&amountTo=300000&limit=200", {
    headers,
  });
  const made: string[] = [];
  for (const { amountMinor, connection, receiver } of (await past.json()).items) {
    if (!receiver.accountId || made.length === A_MORNING * 1.5) continue;
    const nth = made.length + 1;
    const answer = await request.post("/api/v1/payouts", {
      headers: { ...headers, "idempotency-key": crypto.randomUUID() },
      data: {
        ...{ connection: connection.name, amountMinor: Number(amountMinor) + nth, currency: "EUR", reference: `Morning ${nth}` },
        to: { type: "receiverAccount", receiverAccountId: receiver.accountId },
      },
    });
    if (answer.ok()) made.push((await answer.json()).id);
  }
  return made;
}
