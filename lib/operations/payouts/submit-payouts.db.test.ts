import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { PaymentSource } from "@/lib/db/generated/client";
import { readPayout } from "@/lib/queries/read-payout";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPaymentSource } from "@/lib/testing/receiver-factories";
import { type PayoutSet, submitPayouts } from "./submit-payouts";

async function aCustomer() {
  const merchant = await aMerchant(db());
  const maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  const connection = await aConnection(db(), { merchant, provider: "truelayer" });
  const first = await aPaymentSource(db(), { connection, paidInMinor: 10_000n });
  const second = await aPaymentSource(db(), { connection, paidInMinor: 4_000n });
  const part = (source: PaymentSource, amountMinor: bigint) =>
    ({
      connection: connection.id,
      amountMinor,
      currency: "EUR",
      to: { type: "paymentSource", userId: source.userId ?? "", paymentSourceId: source.sourceId },
      reference: "Withdrawal 7",
    }) as const;
  const set = (...payouts: PayoutSet["payouts"]): PayoutSet => ({ payouts, source: "screen", submissionKey: crypto.randomUUID() });
  const count = () => db().payout.count({ where: { merchantId: merchant.id } });
  return { merchant, maker, first, second, part, set, count };
}

describe("several payouts by one press", () => {
  test("are each their own, with an approval and an audit entry each", async () => {
    const { maker, first, second, part, set } = await aCustomer();
    const made = await submitPayouts(maker, set(part(first, 10_000n), part(second, 2_500n)));
    if (!made.ok) throw new Error(made.error.sentence);
    const rows = await db().payout.findMany({
      where: { id: { in: made.value.payouts.map(({ payoutId }) => payoutId) } },
      orderBy: { submissionPart: "asc" },
    });
    expect(
      rows.map(({ state, amountMinor, neededCheckers, submissionPart }) => [state, amountMinor.toString(), neededCheckers, submissionPart]),
    ).toEqual([
      ["awaitingApproval", "10000", 1, 0],
      ["awaitingApproval", "2500", 1, 1],
    ]);
    expect((await readPayout(maker, rows[0]?.id ?? ""))?.madeWith).toEqual([
      { number: rows[1]?.number, amount: { minor: 2_500n, currency: "EUR" } },
    ]);
    expect(await db().auditEntry.count({ where: { subjectId: { in: rows.map(({ id }) => id) }, event: "payout.submitted" } })).toBe(2);
  });

  test("are all made or none", async () => {
    const { maker, first, second, part, set, count } = await aCustomer();
    expect(await submitPayouts(maker, set(part(first, 10_000n), part(second, 4_001n)))).toMatchObject({
      ok: false,
      error: { code: "overReturnable" },
    });
    expect(await count()).toBe(0);
  });

  test("pressed many times at once, and again later, are the same set", async () => {
    const { maker, first, second, part, set, count } = await aCustomer();
    const wanted = set(part(first, 10_000n), part(second, 4_000n));
    const answers = await Promise.all(Array.from({ length: 12 }, () => submitPayouts(maker, wanted)));
    const later = await submitPayouts(maker, wanted);
    const numbers = [...answers, later].map((answer) =>
      answer.ok ? answer.value.payouts.map(({ number }) => number).join() : answer.error.sentence,
    );
    expect(new Set(numbers).size).toBe(1);
    expect([...answers, later].filter((answer) => answer.ok && !answer.value.replayed)).toHaveLength(1);
    expect(await count()).toBe(2);
  });

  test("the same key with one part less, or another amount, is refused", async () => {
    const { maker, first, second, part, set } = await aCustomer();
    const wanted = set(part(first, 9_000n), part(second, 1_000n));
    await submitPayouts(maker, wanted);
    for (const payouts of [[part(first, 9_000n)], [part(first, 9_000n), part(second, 999n)], [part(second, 1_000n), part(first, 9_000n)]]) {
      expect(await submitPayouts(maker, { ...wanted, payouts })).toMatchObject({ ok: false, error: { code: "keyReused" } });
    }
  });

  test("two agents over the same accounts, in either order, round after round: together never more than came in, and nobody waits for ever", async () => {
    for (let round = 0; round < 15; round += 1) {
      const { merchant, maker, first, second, part, set } = await aCustomer();
      const other = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
      const answers = await Promise.all([
        submitPayouts(maker, set(part(first, 6_000n), part(second, 2_500n))),
        submitPayouts(other, set(part(second, 2_500n), part(first, 6_000n))),
        submitPayouts(maker, set(part(first, 4_000n), part(second, 1_500n))),
        submitPayouts(other, set(part(second, 1_500n), part(first, 4_000n))),
      ]);
      for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe("overReturnable");
      for (const [source, most] of [
        [first, 10_000],
        [second, 4_000],
      ] as const) {
        const sum = await db().payout.aggregate({ where: { paymentSourceId: source.id }, _sum: { amountMinor: true } });
        expect(Number(sum._sum.amountMinor ?? 0)).toBeLessThanOrEqual(most);
      }
      expect(answers.some(({ ok }) => ok)).toBe(true);
    }
  }, 120_000);
});
