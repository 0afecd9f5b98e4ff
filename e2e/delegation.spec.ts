import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { open } from "./support/pages";
import { approve, payNewReceiver } from "./support/payouts";
import { signedIn } from "./support/people";
import { anApiKey, asOperator } from "./support/programs";

// A lead is away: somebody signs in the lead's place, up to an amount, and never what they made themselves.

const approvalOf = (page: Page) => page.getByRole("region", { name: "Approval", exact: true });

test("a lent place signs for its lender, up to its amount, and never what its taker made", async ({ browser, request }) => {
  const email = `dora-${randomUUID().slice(0, 6)}@lent.test` as const;
  const { password } = JSON.parse(
    await asOperator(...["user", "add", "--merchant", "demo", "--email", email, "--name", "Dora Quill", "--role", "maker", "--json"]),
  );
  const dora = await signedIn(browser, email, password);
  const to = { name: "Dora's Printer", account: { iban: "DE75512108001245126199" } };
  const made = await payNewReceiver(dora, to, { amount: "26000.00", from: "truelayer-eur", reference: "Made by Dora" });
  await asOperator("user", "role", "--merchant", "demo", "--email", email, "--role", "checker");
  const [within, beyond] = await askByApi(request, [2_700_000, 4_100_000]);

  const lead = await signedIn(browser, "checker2");
  await open(lead, "/approvals/delegations");
  await lead.getByRole("button", { name: /Who takes your place/ }).click();
  await lead.getByRole("option", { name: "Dora Quill" }).click();
  await lead.getByRole("textbox", { name: "Up to" }).fill("40000");
  await lead.getByRole("button", { name: "Lend my place" }).click();
  await expect(lead.getByText("Dora Quill for Cem Aydin").first()).toBeVisible();

  // The step before the lead's: somebody else has signed it.
  const checker = await signedIn(browser, "checker");
  for (const number of [made, within, beyond]) await approve(checker, number);

  await open(dora, `/approvals?payout=${within}`);
  await expect(dora.getByText("You sign in Cem Aydin's place.")).toBeVisible();
  await dora.keyboard.press("a");
  await expect(dora.getByRole("region", { name: "Decided now" }).getByText(/^Approved/)).toBeVisible();
  await open(dora, `/payouts/${within}`);
  await expect(approvalOf(dora).getByText("1 of 1 of Finance leads: Dora Quill for Cem Aydin (you)")).toBeVisible();

  await open(dora, `/approvals?payout=${beyond}`);
  await expect(dora.getByText(/Cem Aydin's place is lent to you up to 40,000\.00 EUR, and this payout is not within that/)).toBeVisible();
  await expect(dora.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  await open(dora, `/approvals?payout=${made}`);
  await expect(dora.getByText("You made this payout, so someone else has to decide on it.")).toBeVisible();
  await expect(dora.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
});

/** Large enough for two steps, to an account that has been paid before. */
async function askByApi(request: APIRequestContext, amounts: readonly [number, number]): Promise<[string, string]> {
  const { key } = await anApiKey("Large");
  const headers = { authorization: `Bearer ${key}` };
  const past = await request.get("/api/v1/payouts?state=settled&loop=open&currency=EUR&limit=50", { headers });
  const known = (await past.json()).items.find(({ receiver }: { receiver: { accountId: string | null } }) => receiver.accountId !== null);
  const ask = async (amountMinor: number): Promise<string> => {
    const answer = await request.post("/api/v1/payouts", {
      headers: { ...headers, "idempotency-key": randomUUID() },
      data: {
        ...{ connection: known.connection.name, amountMinor, currency: "EUR", reference: `Large ${amountMinor}` },
        to: { type: "receiverAccount", receiverAccountId: known.receiver.accountId },
      },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()).number;
  };
  return [await ask(amounts[0]), await ask(amounts[1])];
}
