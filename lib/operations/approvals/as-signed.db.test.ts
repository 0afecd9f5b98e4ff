import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db, type Tx } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import { inTransaction } from "@/lib/db/transaction";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { lockPayout } from "@/lib/operations/payouts/lock-payout";
import { lookUpPayout } from "@/lib/operations/payouts/look-up-payout";
import { anApprovedPayout } from "@/lib/testing/approved-payout";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aPaymentSource, aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { approvePayout } from "./approve-payout";
import { isAsSigned } from "./is-as-signed";

// Somebody with a hand in the database changes what was shown, past every operation and every trigger, and hopes that it is sent.

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

type Mutation = { readonly what: string; readonly sql: string };

const onPayout = (what: string, value: string): Mutation => ({ what, sql: `UPDATE "payout" SET "${what}" = ${value} WHERE "id" = $1` });
const onVersion = (what: string, value: string): Mutation => ({
  what: `account.${what}`,
  sql: `UPDATE "receiver_account_version" SET "${what}" = ${value} WHERE "id" = (SELECT "receiverAccountVersionId" FROM "payout" WHERE "id" = $1)`,
});
const onSource = (what: string, value: string): Mutation => ({
  what: `paidInBy.${what}`,
  sql: `UPDATE "payment_source" SET "${what}" = ${value} WHERE "id" = (SELECT "paymentSourceId" FROM "payout" WHERE "id" = $1)`,
});

/** `n` is another number each time, so that the same field is changed in many ways. */
const mutationsOf = (n: number): readonly Mutation[] => [
  onPayout("amountMinor", `"amountMinor" + ${n}`),
  onPayout("currency", n % 2 ? "'USD'" : "'GBP'"),
  onPayout("feeMinor", String(n)),
  onPayout("reference", `"reference" || '${n}'`),
  onPayout("statementText", `"statementText" || '${n}'`),
  onPayout("metadata", `'{"note":"${n}"}'`),
  onPayout("number", `"number" || '${n}'`),
  onPayout("receiverName", `"receiverName" || '${n}'`),
  onPayout(
    "receiverId",
    `(SELECT min("id") FROM "receiver" r WHERE r."merchantId" = "payout"."merchantId" AND r."id" IS DISTINCT FROM "payout"."receiverId")`,
  ),
  onPayout("accountMasked", `'${n}'`),
  onPayout("orderId", `'order-${n}'`),
  onPayout(
    "connectionId",
    `(SELECT min("id") FROM "connection" c WHERE c."merchantId" = "payout"."merchantId" AND c."id" <> "payout"."connectionId")`,
  ),
  onPayout("provider", n % 2 ? "'ipay'" : "'bitpay'"),
  onPayout("source", "'api'"),
  onPayout("sendAfter", `now() - interval '${n} minutes'`),
  onPayout("makerId", `'per_${n}'`),
  onPayout("makerName", `"makerName" || '${n}'`),
  onPayout("makerReason", `'because ${n}'`),
  onPayout("dispatchKey", "gen_random_uuid()"),
  onPayout("needSteps", `jsonb_set("needSteps", '{0,group,people}', '["per_${n}"]')`),
  onPayout("firedRules", `'[{"id":"${n}","name":"Any","sentence":"Nobody."}]'`),
  onPayout("stepUp", n % 2 ? "'session'" : "'item'"),
  onPayout("holdMinutes", String(n)),
];
const OPEN = (n: number): readonly Mutation[] => [
  ...mutationsOf(n),
  onPayout(
    "receiverAccountVersionId",
    `(SELECT min("id") FROM "receiver_account_version" v WHERE v."merchantId" = "payout"."merchantId" AND v."id" <> "payout"."receiverAccountVersionId")`,
  ),
  onVersion("holderName", `"holderName" || '${n}'`),
  onVersion("masked", `"masked" || '${n}'`),
  onVersion("addressSealed", `set_byte("addressSealed", ${14 + (n % 12)}, get_byte("addressSealed", ${14 + (n % 12)}) # 1)`),
];
const CLOSED = (n: number): readonly Mutation[] => [
  ...mutationsOf(n),
  onPayout(
    "paymentSourceId",
    `(SELECT min("id") FROM "payment_source" s WHERE s."merchantId" = "payout"."merchantId" AND s."id" <> "payout"."paymentSourceId")`,
  ),
  onSource("sourceId", `"sourceId" || '${n}'`),
  onSource("userId", `'user-${n}'`),
];
const TIMES = 10;
const every = (mutations: (n: number) => readonly Mutation[]) => Array.from({ length: TIMES }, (_, n) => mutations(n + 1)).flat();

const TABLES = ["payout", "receiver_account_version", "payment_source"];

async function mutate(tx: Tx, payoutId: string, { sql }: Mutation): Promise<void> {
  for (const table of TABLES) await tx.$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
  expect(await tx.$executeRawUnsafe(sql, payoutId)).toBe(1);
  for (const table of TABLES) await tx.$executeRawUnsafe(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
}

const UNDO = new Error("undone");

/** What would come of it, and then as if it had not been. */
async function suppose<T>(deed: (tx: Tx) => Promise<T>): Promise<T | undefined> {
  let seen: T | undefined;
  const trial = inTransaction(async (tx) => {
    seen = await deed(tx);
    throw UNDO;
  });
  await expect(trial).rejects.toBe(UNDO);
  return seen;
}

/** With another of everything, so that what is named can be made something else of the same merchant's. */
async function waiting(way: "open" | "closed", state: "awaitingApproval" | "approved") {
  const merchant = await aMerchant(db());
  const connection = await aConnection(db(), { merchant });
  const others = { merchant, connection: await aConnection(db(), { merchant }) };
  await aReceiverWithAccount(db(), { merchant });
  await aPaymentSource(db(), others);
  const checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
  const source = way === "closed" ? await aPaymentSource(db(), { connection }) : undefined;
  const payout = await aPayout(db(), { merchant, connection, state, source });
  return { checker, payout };
}

describe.each([
  { way: "open", mutations: every(OPEN) },
  { way: "closed", mutations: every(CLOSED) },
] as const)("a payout that goes the $way way", ({ way, mutations }) => {
  test("and was changed after it was shown has another hash, so the approval is refused", async () => {
    const { payout } = await waiting(way, "awaitingApproval");
    const shown = await shownHashOf(db(), payout);
    for (const mutation of mutations) {
      const now = await suppose(async (tx) => {
        await mutate(tx, payout.id, mutation);
        return shownHashOf(tx, await tx.payout.findUniqueOrThrow({ where: { id: payout.id } }));
      });
      expect(now, mutation.what).not.toBe(shown);
    }
  });

  test("and was changed after it was approved is no longer what was signed", async () => {
    const { payout } = await waiting(way, "approved");
    const judge = async (tx: Tx) => {
      const locked = await lockPayout(tx, { payoutId: payout.id });
      return locked && isAsSigned(tx, locked);
    };
    expect(await suppose(judge)).toBe(true);
    for (const mutation of mutations) {
      const isStill = await suppose(async (tx) => {
        await mutate(tx, payout.id, mutation);
        return judge(tx);
      });
      expect(isStill, mutation.what).toBe(false);
    }
  });
});

test("what a checker approves is refused when the least of it has changed since it was shown", async () => {
  const { checker, payout } = await waiting("open", "awaitingApproval");
  const shownHash = await shownHashOf(db(), payout);
  await db().$transaction((tx) => mutate(tx, payout.id, onPayout("reference", `"reference" || '.'`)));
  expect(await approvePayout(checker, { payoutId: payout.id, shownHash })).toMatchObject({
    ok: false,
    error: { code: "changedMeanwhile" },
  });
});

describe("right before the first byte", () => {
  const SENT: readonly Mutation[] = [
    onPayout("amountMinor", `"amountMinor" * 100`),
    onPayout("statementText", "'something else'"),
    onPayout("receiverName", "'Somebody Else'"),
    onPayout("dispatchKey", "gen_random_uuid()"),
    onVersion("holderName", "'Somebody Else'"),
    onVersion("addressSealed", `set_byte("addressSealed", 20, get_byte("addressSealed", 20) # 1)`),
  ];

  test.each(SENT)("$what was changed: it is held with the reason, and nothing leaves", async (mutation) => {
    const payoutId = await anApprovedPayout(desk);
    await db().$transaction((tx) => mutate(tx, payoutId, mutation));
    expect(await dispatchPayout({ payoutId })).toBe("held");
    expect(await dispatchPayout({ payoutId })).toBe("held");
    expect(await db().payout.findUniqueOrThrow({ where: { id: payoutId } })).toMatchObject({
      state: "held",
      holdKind: "notAsSigned",
      holdReason: "It is no longer what was approved, so it is not sent.",
      attempts: 0,
    });
    expect(await desk.ledger("ivy")).toEqual([]);
  });

  test("what is in doubt is not sent again under its key once it was changed", async () => {
    const payoutId = await anApprovedPayout(desk);
    await desk.control("ivy/mood", { mood: "timeoutBefore", times: 1, holdMs: 100 });
    expect(await dispatchPayout({ payoutId })).toBe("unknown");
    await db().connectionHealth.deleteMany({ where: { merchantId: desk.merchant.id } });
    await db().$transaction((tx) => mutate(tx, payoutId, onPayout("amountMinor", `"amountMinor" * 100`)));
    expect(await lookUpPayout({ payoutId })).toBe("notDue");
    expect(await desk.ledger("ivy")).toEqual([]);
  });

  test("nothing was changed: it goes", async () => {
    expect(await dispatchPayout({ payoutId: await anApprovedPayout(desk) })).toBe("accepted");
    expect(await desk.ledger("ivy")).toHaveLength(1);
  });
});
