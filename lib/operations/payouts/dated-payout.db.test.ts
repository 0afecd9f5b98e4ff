import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { replaceClock } from "@/lib/base/clock";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import type { CreatePayout } from "@/lib/domain/payout/schema";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { setFreeze } from "@/lib/operations/freezes/set-freeze";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { cancelPayout } from "./cancel-payout";
import { dispatchPayout } from "./dispatch-payout";
import { expirePayout } from "./expire-payout";
import { mendPayout } from "./mend-payout";
import { submitPayout } from "./submit-payout";
import { sweepPayouts } from "./sweep-payouts";

// A payout that is to be sent on a later day: real simulators, and the desk's own clock put to the days that matter.

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
  await db().merchant.update({ where: { id: desk.merchant.id }, data: { timeZone: "Europe/Berlin" } });
});
afterAll(() => desk.stop());

let giveBack: (() => void) | null = null;
function at(moment: string): void {
  giveBack?.();
  giveBack = replaceClock(() => new Date(moment));
}
beforeEach(() => at("2030-12-10T09:00:00Z"));
afterEach(() => giveBack?.());

const read = (id: string) => db().payout.findUniqueOrThrow({ where: { id } });
const shown = async (payoutId: string) => ({ payoutId, shownHash: await shownHashOf(db(), await read(payoutId)) });

const orderOf = (more: Partial<CreatePayout>): CreatePayout => ({
  ...{ connection: desk.ivy.id, amountMinor: 2_345n, currency: "EUR", reference: crypto.randomUUID(), sendOn: "2030-12-20" },
  to: { type: "inline", name: "Anna Schmidt", account: { kind: "iban", iban: "DE89370400440532013000" }, confirmedDoubts: [] },
  ...more,
});

async function made(more: Partial<CreatePayout> = {}): Promise<string> {
  const answer = await submitPayout(desk.maker, { ...orderOf(more), source: "screen" });
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.value.payoutId;
}

async function held(more: Partial<CreatePayout> = {}): Promise<string> {
  const id = await made(more);
  expect(await approvePayout(desk.checker, await shown(id))).toMatchObject({ ok: true, value: { state: "approved" } });
  expect(await dispatchPayout({ payoutId: id })).toBe("held");
  return id;
}

const booked = async (id: string) => {
  const { dispatchKey } = await read(id);
  return (await desk.ledger("ivy")).filter(({ idempotencyKey }) => idempotencyKey === dispatchKey).length;
};

describe("a payout with a day", () => {
  test("is approved now, held until then in words, found by the sweep on its day, and booked once", async () => {
    const id = await held();
    expect(await read(id)).toMatchObject({
      ...{ state: "held", holdKind: "scheduled", holdReason: "It is to be sent on Friday 20 December 2030." },
      sendAfter: new Date("2030-12-20T05:00:00Z"),
      nextCheckAt: new Date("2030-12-20T05:00:00Z"),
    });
    at("2030-12-20T04:59:59Z");
    await sweepPayouts();
    expect(await dispatchPayout({ payoutId: id })).toBe("held");
    at("2030-12-20T05:00:01Z");
    // No job has survived: the row itself is found, and handed out for a minute.
    await sweepPayouts();
    expect((await read(id)).nextCheckAt).toEqual(new Date("2030-12-20T05:01:01Z"));
    const ends = await Promise.all([dispatchPayout({ payoutId: id }), dispatchPayout({ payoutId: id })]);
    expect(ends.sort()).toEqual(["accepted", "notDue"]);
    expect(await booked(id)).toBe(1);
  });

  test("goes on the working day that its rule says, which is the day that is signed", async () => {
    const id = await made({ sendOn: "2030-12-25", onClosedDay: "after" });
    expect((await read(id)).sendAfter).toEqual(new Date("2030-12-27T05:00:00Z"));
    const before = await shown(id);
    const other = await made({ sendOn: "2030-12-25", onClosedDay: "before" });
    expect((await read(other)).sendAfter).toEqual(new Date("2030-12-24T05:00:00Z"));
    expect(await approvePayout(desk.checker, { ...before, shownHash: (await shown(other)).shownHash })).toMatchObject({
      error: { code: "changedMeanwhile" },
    });
    expect(await submitPayout(desk.maker, { ...orderOf({ sendOn: "2030-12-25", onClosedDay: "refuse" }), source: "screen" })).toMatchObject(
      {
        error: { code: "invalidInput", fields: { sendOn: ["Wednesday 25 December 2030 is not a TARGET day (Christmas Day)."] } },
      },
    );
    expect(await submitPayout(desk.maker, { ...orderOf({ sendOn: "2030-12-09" }), source: "screen" })).toMatchObject({
      error: { code: "invalidInput", fields: { sendOn: ["This day has passed."] } },
    });
  });

  test("is looked at again on its day: what was frozen meanwhile does not go", async () => {
    const id = await held();
    const { receiverId } = await read(id);
    await setFreeze(desk.checker, { scope: "receiver", targetId: receiverId ?? "", reason: "Something is odd there." });
    at("2030-12-20T09:00:00Z");
    expect(await dispatchPayout({ payoutId: id })).toBe("held");
    expect(await read(id)).toMatchObject({ state: "held", holdKind: "frozen" });
    expect(await booked(id)).toBe(0);
  });

  test("can be stopped until then", async () => {
    const id = await held({ connection: desk.truelayer.id });
    expect(await cancelPayout(desk.maker, { payoutId: id })).toMatchObject({ ok: true, value: { state: "cancelled" } });
    at("2030-12-20T09:00:00Z");
    expect(await dispatchPayout({ payoutId: id })).toBe("notDue");
  });

  test("is given another day by an edit, which voids what was approved", async () => {
    const id = await held({ connection: desk.truelayer.id });
    const { round } = await read(id);
    const order = orderOf({
      connection: desk.truelayer.id,
      sendOn: "2030-12-23",
      to: { type: "receiverAccount", receiverAccountId: await accountOf(id) },
    });
    expect(await mendPayout(person(desk.maker), { payoutId: id, round, order, reason: "It is due later." })).toMatchObject({
      ok: true,
      value: { state: "awaitingApproval" },
    });
    expect(await read(id)).toMatchObject({ round: round + 2, holdKind: null, holdReason: null, approvedAt: null });
    expect(await dispatchPayout({ payoutId: id })).toBe("notDue");
    const events = await db().stateTransition.findMany({ where: { payoutId: id }, orderBy: { sequence: "asc" } });
    expect(events.map(({ event }) => event)).toEqual(["submit", "approve", "hold", "revoke", "mend"]);
    expect(await approvePayout(desk.checker, await shown(id))).toMatchObject({ ok: true, value: { state: "approved" } });
    at("2030-12-20T09:00:00Z");
    expect(await dispatchPayout({ payoutId: id })).toBe("held");
    at("2030-12-23T09:00:00Z");
    expect(await dispatchPayout({ payoutId: id })).toBe("accepted");
  });

  test("waits for approval until its day at least, and its maker is told when nobody came", async () => {
    const id = await made({ sendOn: "2031-03-03" });
    expect((await read(id)).expiresAt).toEqual(new Date("2031-03-03T05:00:00Z"));
    const soon = await made({ sendOn: "2030-12-11" });
    const { expiresAt } = await read(soon);
    expect(expiresAt && expiresAt > addMs(new Date("2030-12-11T05:00:00Z"), DAY_MS)).toBe(true);
    at("2031-03-03T05:00:01Z");
    expect(await expirePayout({ payoutId: id })).toBe("expired");
    const { number } = await read(id);
    const mail = await db().mail.findFirstOrThrow({ where: { merchantId: desk.merchant.id }, orderBy: { queuedAt: "desc" } });
    expect(mail.subject).toContain("A payout lapsed");
    expect(mail.subject.replaceAll("-", "")).toContain(number);
  });
});

async function accountOf(payoutId: string): Promise<string> {
  const { receiverAccountVersionId } = await read(payoutId);
  return (await db().receiverAccountVersion.findUniqueOrThrow({ where: { id: receiverAccountVersionId ?? "" } })).accountId;
}

function person(actor: Desk["maker"]) {
  if (actor.kind !== "person") throw new Error("Only people change payouts.");
  return actor;
}
