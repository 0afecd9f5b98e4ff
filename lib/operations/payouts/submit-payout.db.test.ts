import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPaymentSource, aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { type SubmitPayoutOrder, submitPayout } from "./submit-payout";

async function aDesk() {
  const merchant = await aMerchant(db());
  const maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  const connection = await aConnection(db(), { merchant, provider: "truelayer" });
  const { account } = await aReceiverWithAccount(db(), { merchant });
  const order: SubmitPayoutOrder = {
    connection: connection.name,
    amountMinor: 12_500n,
    currency: "EUR",
    to: { type: "receiverAccount", receiverAccountId: account.id },
    reference: "Invoice 4711",
    source: "screen",
    submissionKey: crypto.randomUUID(),
  };
  return { merchant, maker, connection, order };
}

async function submitted(actor: Actor, order: SubmitPayoutOrder) {
  const answer = await submitPayout(actor, order);
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.value;
}

describe("submitting a payout", () => {
  test("it waits for a checker, with its history and audit entry", async () => {
    const { maker, order } = await aDesk();
    const { payoutId, state } = await submitted(maker, order);
    expect(state).toBe("awaitingApproval");
    const moves = await db().stateTransition.findMany({ where: { payoutId } });
    expect(moves.map(({ event, fromState, toState }) => [event, fromState, toState])).toEqual([["submit", "draft", "awaitingApproval"]]);
    const entries = await db().auditEntry.findMany({ where: { subjectId: payoutId } });
    expect(entries.map((entry) => entry.event)).toEqual(["payout.submitted"]);
  });

  test("twenty presses of the same form at once make one payout", async () => {
    const { merchant, maker, order } = await aDesk();
    const answers = await Promise.all(Array.from({ length: 20 }, () => submitted(maker, order)));
    expect(new Set(answers.map((answer) => answer.payoutId)).size).toBe(1);
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(await db().payout.count({ where: { merchantId: merchant.id } })).toBe(1);
  });

  test("the same key with another amount is refused, not answered with the old payout", async () => {
    const { maker, order } = await aDesk();
    await submitted(maker, order);
    const again = await submitPayout(maker, { ...order, amountMinor: 99n });
    expect(again).toMatchObject({ ok: false, error: { code: "keyReused" } });
  });

  test("half a character in a reference does not keep it from being made", async () => {
    const { maker, order } = await aDesk();
    const { payoutId } = await submitted(maker, { ...order, reference: "Invoice \ud83d 7" });
    expect(await db().payout.findUniqueOrThrow({ where: { id: payoutId } })).toMatchObject({ reference: "Invoice \ufffd 7" });
  });

  test("small payouts by API go without a person, and one cent more does not", async () => {
    const { merchant, connection, order } = await aDesk();
    const key: Actor = { kind: "apiKey", apiKeyId: "key_test", name: "Shop", merchantId: merchant.id, scopes: ["payouts:write"] };
    const base = { ...order, connection: connection.id, source: "api" as const };
    const small = await submitted(key, { ...base, amountMinor: 10_000n, submissionKey: crypto.randomUUID() });
    expect(small.state).toBe("approved");
    const large = await submitted(key, { ...base, amountMinor: 10_001n, submissionKey: crypto.randomUUID() });
    expect(large.state).toBe("awaitingApproval");
  });

  test("another merchant's connection and account do not exist", async () => {
    const { maker, order } = await aDesk();
    const other = await aDesk();
    expect(await submitPayout(maker, { ...order, connection: other.connection.id })).toMatchObject({
      ok: false,
      error: { code: "notFound" },
    });
    expect(await submitPayout(maker, { ...order, to: other.order.to })).toMatchObject({ ok: false, error: { code: "notFound" } });
  });

  test.each(["checker", "support", "admin"] as const)("a %s cannot create one", async (role) => {
    const { merchant, order } = await aDesk();
    const actor = actorOf(await aPerson(db(), { merchant, role }), merchant);
    expect(await submitPayout(actor, order)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  });

  test("an inline receiver is put on file exactly once, with the account encrypted", async () => {
    const { merchant, maker, order } = await aDesk();
    const to = { type: "inline", name: "Zoë Müller", account: { kind: "iban", iban: "DE89370400440532013000" } } as const;
    const answers = await Promise.all(Array.from({ length: 5 }, () => submitted(maker, { ...order, to })));
    const payout = await db().payout.findUniqueOrThrow({ where: { id: answers[0]?.payoutId }, include: { accountVersion: true } });
    expect(await db().receiver.count({ where: { merchantId: merchant.id, name: "Zoë Müller" } })).toBe(1);
    expect(payout.accountMasked).toBe("DE•• •••• 3000");
    expect(Buffer.from(payout.accountVersion?.addressSealed ?? []).includes("DE8937")).toBe(false);
    expect(payout.searchText).toContain("zoe muller");
  });
});

describe("sending back to an account that paid in", () => {
  test("many at once together never send back more than came in", async () => {
    const { maker, connection, order } = await aDesk();
    const source = await aPaymentSource(db(), { connection, paidInMinor: 10_000n, currency: "EUR" });
    const to = { type: "paymentSource", paymentSourceId: source.sourceId, userId: source.userId ?? "" } as const;
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => submitPayout(maker, { ...order, to, amountMinor: 3_000n, submissionKey: crypto.randomUUID() })),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(3);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({
      error: { code: "overReturnable", sentence: "At most 10.00 EUR may still be sent back to this account." },
    });
  });

  test("pressed several times at once, the form that sends all of it back is answered with its one payout", async () => {
    const { merchant, maker, connection, order } = await aDesk();
    const source = await aPaymentSource(db(), { connection, paidInMinor: 12_500n });
    const to = { type: "paymentSource", userId: source.userId ?? "", paymentSourceId: source.sourceId } as const;
    const answers = await Promise.all(Array.from({ length: 8 }, () => submitted(maker, { ...order, to })));
    expect(new Set(answers.map(({ payoutId }) => payoutId)).size).toBe(1);
    expect(await db().payout.count({ where: { merchantId: merchant.id } })).toBe(1);
  });

  test("only in the currency that came in", async () => {
    const { maker, connection, order } = await aDesk();
    const source = await aPaymentSource(db(), { connection, paidInMinor: 10_000n, currency: "GBP" });
    const to = { type: "paymentSource", paymentSourceId: source.sourceId, userId: source.userId ?? "" } as const;
    expect(await submitPayout(maker, { ...order, to, amountMinor: 100n })).toMatchObject({
      ok: false,
      error: { code: "currencyMismatch" },
    });
  });
});
