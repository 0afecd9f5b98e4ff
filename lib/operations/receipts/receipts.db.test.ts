import { describe, expect, test } from "vitest";
import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import { hashReceiptCode } from "@/lib/db/receipt-code";
import { PAYOUT_STATES } from "@/lib/domain/payout/lifecycle";
import { STANDING_WORDS } from "@/lib/domain/payout/standing";
import { formatVerifyCode } from "@/lib/domain/receipt/verify-code";
import { mendPayout } from "@/lib/operations/payouts/mend-payout";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aReceiverWithAccount, TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import { takeReceipt } from "./take-receipt";
import { verifyReceipt } from "./verify-receipt";

async function aScene(wish: Parameters<typeof aPayout>[1] = {}) {
  const merchant = await aMerchant(db());
  const support = actorOf(await aPerson(db(), { merchant, role: "support" }), merchant);
  const payout = await aPayout(db(), { merchant, state: "settled", ...wish });
  return { merchant, support, payout };
}

async function taken(actor: Parameters<typeof takeReceipt>[0], payoutId: string) {
  const receipt = await takeReceipt(actor, { payoutId });
  if (!receipt.ok) throw new Error(receipt.error.sentence);
  return receipt.value;
}

/** Another one each time, so that the tests do not count for each other. */
const ipAddress = () => `2001:db8::${crypto.randomUUID().slice(0, 4)}:${crypto.randomUUID().slice(0, 4)}`;
const verify = (code: string) => verifyReceipt({ code, ipAddress: ipAddress() });

describe("a receipt", () => {
  test("has a code that answers amount, masked account, how it stands and since when, and nothing else", async () => {
    const { support, payout } = await aScene();
    const { code, madeAt } = await taken(support, payout.id);
    expect(await verify(formatVerifyCode(code).toLowerCase())).toEqual({
      kind: "known",
      amount: { minor: 12_500n, currency: "EUR" },
      accountMasked: payout.accountMasked,
      standing: "paid",
      stateAt: payout.stateAt,
      madeAt,
      changes: [],
    });
  });

  test("is the same one until something changes, and keeps its code on file only as a hash", async () => {
    const { support, payout } = await aScene();
    const [first, again] = [await taken(support, payout.id), await taken(support, payout.id)];
    expect(again).toEqual(first);
    const rows = await db().payoutReceipt.findMany({ where: { payoutId: payout.id } });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value))).not.toContain(
      first.code,
    );
    await expect(db().payoutReceipt.updateMany({ where: { payoutId: payout.id }, data: { standing: "cameBack" } })).rejects.toThrow(
      /append-only/,
    );
  });

  test("taken by many at once is one, and each taking is in the audit", async () => {
    const { support, payout } = await aScene();
    const codes = await Promise.all(Array.from({ length: 6 }, async () => (await taken(support, payout.id)).code));
    expect(new Set(codes).size).toBe(1);
    const entries = await db().auditEntry.findMany({ where: { subjectId: payout.id, event: "payout.receiptTaken" } });
    expect(entries).toHaveLength(6);
    expect(JSON.stringify(entries)).not.toContain(codes[0]);
  });

  test("of a payout that came back says so to whoever still holds it, and the next one has another code", async () => {
    const { support, payout } = await aScene();
    const { code } = await taken(support, payout.id);
    await db().payout.update({ where: { id: payout.id }, data: { state: "returned", stateAt: new Date() } });
    expect(await verify(code)).toMatchObject({ standing: "cameBack", changes: ["standing"] });
    const next = await taken(support, payout.id);
    expect(next.code).not.toBe(code);
    expect(await verify(next.code)).toMatchObject({ standing: "cameBack", changes: [] });
  });

  test("says when the payout was mended and amount and account are no longer what it says", async () => {
    const merchant = await aMerchant(db());
    const connection = await aConnection(db(), { merchant });
    const maker = await aPerson(db(), { merchant, role: "maker" });
    const actor = actorOf(maker, merchant);
    const payout = await aPayout(db(), { merchant, connection, maker });
    const { code } = await taken(actor, payout.id);
    const other = await aReceiverWithAccount(db(), { merchant, address: TEST_SORT_CODE });
    const order = { connection: connection.id, amountMinor: 99_900n, currency: "GBP", reference: "Invoice 1043" } as const;
    const to = { type: "receiverAccount", receiverAccountId: other.account.id } as const;
    expect(await mendPayout(actor, { payoutId: payout.id, round: 1, order: { ...order, to } })).toMatchObject({ ok: true });
    expect(await verify(code)).toMatchObject({
      ...{ amount: { minor: 99_900n, currency: "GBP" }, accountMasked: other.version.masked },
      changes: ["amount", "account"],
    });
  });

  test("is called paid by no state but one, nor while anything contradicts it", async () => {
    const { merchant, support } = await aScene();
    for (const state of PAYOUT_STATES) {
      const { standing } = await taken(support, (await aPayout(db(), { merchant, state })).id);
      expect(STANDING_WORDS[standing].headline === "Paid", state).toBe(state === "settled");
    }
    const odd = await aPayout(db(), { merchant, state: "settled", contradiction: "It failed, says the provider." });
    expect((await taken(support, odd.id)).standing).toBe("contradicted");
  });
});

test("a receipt that was made under another secret stays good", async () => {
  const { payout } = await aScene();
  const { merchantId, id: payoutId, stateAt, amountMinor, currency, accountMasked } = payout;
  const facts = { merchantId, payoutId, stateAt, amountMinor, currency, accountMasked };
  const code = "0123456789ABCDEFGHJKMNPQ";
  await db().payoutReceipt.create({ data: { ...facts, id: newId("payoutReceipt"), codeHash: hashReceiptCode(code), standing: "paid" } });
  expect(await verify(code)).toMatchObject({ kind: "known", standing: "paid", changes: [] });
});

describe("a code that is none", () => {
  test("is told nothing, whether it might be one or not", async () => {
    for (const code of ["7K3M-9Q2X-4B8T-1ZC0-HN5W-D6RA", "", "'; DROP TABLE", "\u0000", "7".repeat(5000)]) {
      expect(await verify(code)).toEqual({ kind: "unknown" });
    }
  });

  test("is looked for 60 times in ten minutes from one address", async () => {
    const from = ipAddress();
    const answers = await Promise.all(Array.from({ length: 63 }, () => verifyReceipt({ code: "7K3M-9Q2X", ipAddress: from })));
    expect(answers.filter(({ kind }) => kind === "slowDown")).toHaveLength(3);
    expect(await verify("7K3M-9Q2X")).toEqual({ kind: "unknown" });
  });
});
