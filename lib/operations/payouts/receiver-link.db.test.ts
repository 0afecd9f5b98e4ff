import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import type { AccountAddress } from "@/lib/domain/account/address";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { createConnection } from "@/lib/operations/connections/create-connection";
import { openConnection } from "@/lib/operations/connections/open-connection";
import { type Desk, startDesk, trueLayerAccount } from "@/lib/testing/desk";
import { deskActor } from "./desk-actor";
import { dispatchPayout } from "./dispatch-payout";
import { asLocked } from "./lock-payout";
import { lookUpPayout } from "./look-up-payout";
import { revealReceiverLink } from "./reveal-receiver-link";
import { submitPayout } from "./submit-payout";

// What TrueLayer alone can do: a receiver who names the account, the account on file, a payee check whose result is paid to.

let desk: Desk;
let pounds: Connection;
beforeAll(async () => {
  desk = await startDesk();
  const { settings, credentials, balances } = trueLayerAccount("GBP");
  const made = await createConnection(deskActor(desk.merchant.id), {
    provider: "truelayer",
    name: "truelayer-gbp",
    mode: "simulator",
    settings,
  });
  if (!made.ok) throw new Error(made.error.sentence);
  await desk.control("truelayer/accounts", { credentials, balances, webhookUrl: null });
  pounds = await db().connection.findUniqueOrThrow({ where: { id: made.value.connectionId } });
});
afterAll(() => desk.stop());

const read = (id: string) => db().payout.findUniqueOrThrow({ where: { id } });

async function sent(account: AccountAddress): Promise<string> {
  const made = await submitPayout(desk.maker, {
    connection: pounds.id,
    amountMinor: 1_000n,
    currency: "GBP",
    to: { type: "inline", name: "Zoe Neil", account },
    reference: "Prize 1",
    source: "screen",
  });
  if (!made.ok) throw new Error(made.error.sentence);
  const row = asLocked(await read(made.value.payoutId));
  await approvePayout(desk.checker, { payoutId: row.id, shownHash: await shownHashOf(db(), row) });
  expect(await dispatchPayout({ payoutId: row.id })).toBe("accepted");
  return row.id;
}

async function until(id: string, state: string) {
  await expect
    .poll(
      async () => {
        await desk.control("clock", { advanceMs: 10_000 });
        await lookUpPayout({ payoutId: id });
        return (await read(id)).state;
      },
      { timeout: 15_000, interval: 50 },
    )
    .toBe(state);
}

test("a receiver who names the account: the link is shown on request, written down, and stored nowhere in the open", async () => {
  await desk.control("truelayer/pace", { inFlightAfterMs: 1_000, settledAfterMs: 2_000 });
  const id = await sent({ kind: "chosenByReceiver", email: "zoe@example.test" });
  await lookUpPayout({ payoutId: id });
  expect(await read(id)).toMatchObject({ state: "inFlight", providerStatus: "authorization_required" });

  const shown = await revealReceiverLink(desk.maker, { payoutId: id });
  if (!shown.ok) throw new Error(shown.error.sentence);
  expect(shown.value.link).toMatch(/\/payouts#payout_id=.+&resource_token=.+/);
  const token = /resource_token=([^&]+)/.exec(shown.value.link)?.[1] ?? "";
  expect(await db().auditEntry.count({ where: { subjectId: id, event: "payout.linkShown" } })).toBe(1);
  const kept = JSON.stringify([
    await read(id),
    await db().evidence.findMany({ where: { payoutId: id } }),
    await db().observation.findMany({ where: { payoutId: id } }),
  ]);
  expect(kept).not.toContain(token);
  expect(await revealReceiverLink({ ...desk.maker, merchantId: "mer_other" }, { payoutId: id })).toMatchObject({ ok: false });

  await desk.control("truelayer/pace", { inFlightAfterMs: 1_000, settledAfterMs: 2_000, receiverActsAfterMs: 1 });
  await desk.control("clock", { advanceMs: 100_000_000 });
  await until(id, "settled");
});

test("the merchant's own account on file", async () => {
  await until(await sent({ kind: "ownAccount" }), "settled");
});

test.each([
  ["Jo Right", "match"],
  ["Jo Partial", "partialMatch"],
  ["Jo Mismatch", "noMatch"],
  ["Jo Unknown", "notPossible"],
  ["Jo Broken", "notPossible"],
])("the bank is asked for the name %s: %s", async (holderName, kind) => {
  const address = { kind: "sortCode", sortCode: "200000", accountNumber: "55779911" } as const;
  const outcome = await openConnection(pounds).connect().verifyReceiver?.({ holderName, address });
  expect(outcome?.kind).toBe(kind);
});

test("what moved on the account is listed, with its sign, its payout and its source", async () => {
  const connection = openConnection(pounds).connect();
  const userId = crypto.randomUUID();
  const paymentSourceId = crypto.randomUUID();
  const account = await connection.readBalances?.();
  const of = account?.kind === "read" ? account.balances[0]?.accountId : undefined;
  for (const amountMinor of [700, 300]) await desk.control("truelayer/orders", { accountId: of, userId, paymentSourceId, amountMinor });
  const listed = await connection.listTransactions?.({ from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 864_000_000) });
  expect(listed?.kind === "read" && listed.transactions.some(({ kind, amount }) => kind === "paidIn" && amount.minor > 0n)).toBe(true);
  expect(
    listed?.kind === "read" && listed.transactions.filter(({ kind }) => kind === "payout").every(({ amount }) => amount.minor < 0n),
  ).toBe(true);
  expect(
    listed?.kind === "read" && listed.transactions.some(({ source }) => source?.sourceId === paymentSourceId && source.userId === userId),
  ).toBe(true);
});
