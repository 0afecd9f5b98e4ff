import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import type { SetFreeze } from "@/lib/domain/freeze/schema";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { asLocked } from "@/lib/operations/payouts/lock-payout";
import { lookUpPayout } from "@/lib/operations/payouts/look-up-payout";
import { anApprovedPayout } from "@/lib/testing/approved-payout";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { actorOf, aPerson } from "@/lib/testing/factories";
import { askLift } from "./ask-lift";
import { confirmLift } from "./confirm-lift";
import { explainFreeze } from "./explain-freeze";
import { findFreeze } from "./find-freeze";
import { setFreeze } from "./set-freeze";

let desk: Desk;
let second: Actor;
beforeAll(async () => {
  desk = await startDesk();
  second = actorOf(await aPerson(db(), { merchant: desk.merchant, role: "checker" }), desk.merchant);
});
afterAll(() => desk.stop());

const read = (id: string) => db().payout.findUniqueOrThrow({ where: { id } });

async function frozen(input: SetFreeze): Promise<string> {
  const made = await setFreeze(desk.checker, input);
  if (!made.ok) throw new Error(made.error.sentence);
  return made.value.freezeId;
}

async function lift(freezeId: string) {
  expect(await askLift(desk.checker, { freezeId })).toMatchObject({ ok: true });
  expect(await confirmLift(second, { freezeId })).toMatchObject({ ok: true });
}

async function bookings(payoutId: string): Promise<number> {
  const { dispatchKey, provider } = await read(payoutId);
  return (await desk.ledger(provider)).filter((row) => row.idempotencyKey === dispatchKey).length;
}

describe("a freeze", () => {
  test.each(["connection", "receiver", "maker", "merchant"] as const)(
    "of the %s holds the next send, and lifted by two it lets it go by itself",
    async (scope) => {
      const payoutId = await anApprovedPayout(desk);
      const { connectionId, receiverId, makerId } = await read(payoutId);
      const targets = { connection: connectionId, receiver: receiverId ?? "", maker: makerId };
      const freezeId = await frozen(scope === "merchant" ? { scope } : { scope, targetId: targets[scope] });

      expect(await dispatchPayout({ payoutId })).toBe("held");
      expect(await read(payoutId)).toMatchObject({ state: "held", holdKind: "frozen", holdReason: expect.stringMatching(/frozen/) });
      await db().payout.update({ where: { id: payoutId }, data: { nextCheckAt: null } });
      await lift(freezeId);

      // Waking is a time in the payout's row: the sweep that every worker runs gives it a job.
      expect((await read(payoutId)).nextCheckAt).not.toBeNull();
      expect(await dispatchPayout({ payoutId })).toBe("accepted");
      expect(await bookings(payoutId)).toBe(1);
    },
  );

  test("of another thing holds nothing", async () => {
    const freezeId = await frozen({ scope: "connection", targetId: desk.truelayer.id });
    const payoutId = await anApprovedPayout(desk);
    expect(await dispatchPayout({ payoutId })).toBe("accepted");
    await lift(freezeId);
  });

  test("also keeps an unconfirmed payout from being sent again under its key", async () => {
    const payoutId = await anApprovedPayout(desk);
    await desk.control("ivy/mood", { mood: "timeoutBefore", times: 1, holdMs: 50 });
    expect(await dispatchPayout({ payoutId })).toBe("unknown");
    const freezeId = await frozen({ scope: "merchant" });
    await lookUpPayout({ payoutId });
    expect(await bookings(payoutId)).toBe(0);
    await lift(freezeId);
    await lookUpPayout({ payoutId });
    expect(await bookings(payoutId)).toBe(1);
  });

  test("pressed twice is one freeze, and pressing it again takes back the wish to lift it", async () => {
    const [one, other] = await Promise.all([frozen({ scope: "merchant" }), frozen({ scope: "merchant" })]);
    expect(one).toBe(other);
    await askLift(desk.checker, { freezeId: one });
    await frozen({ scope: "merchant" });
    expect(await confirmLift(second, { freezeId: one })).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
    await lift(one);
  });

  test("is not lifted by one person, neither through the operation nor past it", async () => {
    const freezeId = await frozen({ scope: "merchant" });
    expect(await confirmLift(desk.checker, { freezeId })).toMatchObject({ ok: false });
    await askLift(desk.checker, { freezeId });
    expect(await confirmLift(desk.checker, { freezeId })).toMatchObject({ ok: false, error: { code: "liftNeedsAnother" } });

    const asker = desk.checker.kind === "person" ? desk.checker.personId : "";
    const lifted = (liftedById: string) => ({ liftedById, liftedByName: "x", liftedAt: new Date() });
    await expect(db().freeze.update({ where: { id: freezeId }, data: lifted(asker) })).rejects.toThrow(/freeze_lifted_by_two/);
    await expect(
      db().freeze.update({ where: { id: freezeId }, data: { ...lifted("per_2"), liftAskedById: "per_1", liftAskedAt: new Date() } }),
    ).rejects.toThrow(/lifted only after/);
    expect(await confirmLift(second, { freezeId })).toMatchObject({ ok: true });
  });

  test("keeps what it says: its reason is said once, its past is not edited, and nothing is deleted", async () => {
    const freezeId = await frozen({ scope: "merchant" });
    expect(await explainFreeze(desk.checker, { freezeId, reason: "Suspicious logins" })).toMatchObject({ ok: true });
    expect(await explainFreeze(second, { freezeId, reason: "Something else" })).toMatchObject({ ok: false });
    await expect(db().freeze.update({ where: { id: freezeId }, data: { reason: "Nothing" } })).rejects.toThrow(/append-only/);
    await expect(db().freeze.update({ where: { id: freezeId }, data: { setByName: "Nobody" } })).rejects.toThrow(/append-only/);
    await lift(freezeId);
    await expect(db().freeze.update({ where: { id: freezeId }, data: { liftedAt: null } })).rejects.toThrow(/append-only/);
    await expect(db().freeze.delete({ where: { id: freezeId } })).rejects.toThrow(/append-only/);
    const told = await db().auditEntry.findMany({ where: { subjectId: freezeId }, orderBy: { id: "asc" }, select: { event: true } });
    expect(told.map(({ event }) => event).sort()).toEqual(["freeze.explained", "freeze.liftAsked", "freeze.lifted", "freeze.set"]);
  });
});

describe("freeze against send", () => {
  test("a freeze waits for a dispatch that has looked before it, and holds every one that looks after it", async () => {
    const payout = asLocked(await read(await anApprovedPayout(desk)));
    const order: string[] = [];
    let freezing: Promise<string> = Promise.resolve("");
    await inTransaction(async (tx) => {
      expect(await findFreeze(tx, payout)).toBeNull();
      freezing = frozen({ scope: "merchant" }).finally(() => order.push("frozen"));
      // The freeze is waiting for this very transaction: the database says so.
      await expect
        .poll(
          async () => {
            const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
            return rows.length;
          },
          { interval: 20 },
        )
        .toBeGreaterThan(0);
      order.push("sent");
    });
    const freezeId = await freezing;
    expect(order).toEqual(["sent", "frozen"]);
    expect(await dispatchPayout({ payoutId: payout.id })).toBe("held");
    await lift(freezeId);
  });

  test("200 rounds: what began after the freeze stays, what went was booked once, and ledger and desk agree", async () => {
    // What a freeze held races again in the next round.
    let racing = await anApprovedPayout(desk);
    const late = await anApprovedPayout(desk);
    for (let round = 0; round < 200; round += 1) {
      const [end, { freezeId, after }] = await Promise.all([
        dispatchPayout({ payoutId: racing }),
        frozen({ scope: "connection", targetId: desk.ivy.id }).then(async (id) => ({
          freezeId: id,
          after: await dispatchPayout({ payoutId: late }),
        })),
      ]);
      expect(after).toBe("held");
      expect(["accepted", "held"]).toContain(end);
      expect(await bookings(racing)).toBe(end === "accepted" ? 1 : 0);
      await lift(freezeId);
      if (end === "accepted") racing = await anApprovedPayout(desk);
    }
    expect(await bookings(late)).toBe(0);
    const held = await db().payout.findMany({ where: { merchantId: desk.merchant.id, state: "held" }, select: { id: true } });
    for (const { id } of held) expect(await dispatchPayout({ payoutId: id })).toBe("accepted");

    const sent = await db().payout.findMany({ where: { merchantId: desk.merchant.id, provider: "ivy", attempts: { gt: 0 } } });
    const ledger = await desk.ledger("ivy");
    expect(ledger.map((row) => row.idempotencyKey).sort()).toEqual(sent.map((row) => row.dispatchKey).sort());
    expect(ledger.reduce((sum, row) => sum + BigInt(row.amountMinor), 0n)).toBe(BigInt(sent.length) * 1_234n);
  }, 240_000);
});
