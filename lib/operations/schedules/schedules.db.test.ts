import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { replaceClock } from "@/lib/base/clock";
import { CRASH_POINTS, type CrashPoint, ProcessDied, rehearseCrashes } from "@/lib/base/crash-point";
import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import type { SchedulePlan } from "@/lib/domain/schedule/plan";
import type { EditSchedule } from "@/lib/domain/schedule/schema";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { setFreeze } from "@/lib/operations/freezes/set-freeze";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { closeReceiver } from "@/lib/operations/receivers/close-receiver";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { actorOf, aPerson, type TestPerson } from "@/lib/testing/factories";
import { anAccountVersion, aReceiverWithAccount, type ReceiverWithAccount, TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import { createSchedule } from "./create-schedule";
import { editSchedule } from "./edit-schedule";
import { endSchedule, pauseSchedule } from "./pause-schedule";
import { resumeSchedule } from "./resume-schedule";
import { runSchedule } from "./run-schedule";
import { sweepSchedules } from "./sweep-schedules";

// What is paid again and again: real PostgreSQL, real simulators, and the desk's own clock put to the days that matter.

let desk: Desk;
let maker: TestPerson;
let other: TestPerson;
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
let to: ReceiverWithAccount;
beforeEach(async () => {
  at("2030-12-10T09:00:00Z");
  const { merchant } = desk;
  maker = await aPerson(db(), { merchant, role: "maker", name: "Ada Maker" });
  other = await aPerson(db(), { merchant, role: "maker", name: "Milo Maker" });
  to = await aReceiverWithAccount(db(), { merchant });
});
afterEach(() => giveBack?.());

const person = (one: TestPerson) => actorOf(one, desk.merchant);
const MONTHLY: SchedulePlan = {
  ...{ rule: { unit: "month", every: 1, day: 31 }, onClosedDay: "before", leadDays: 3 },
  ...{ startDay: "2030-12-10", end: { kind: "never" } },
};
const payoutOf = (): EditSchedule["payout"] => ({
  ...{ connection: desk.ivy.id, amountMinor: 80_000n, currency: "EUR", receiverAccountId: to.account.id, reference: "Rent" },
});

async function scheduled(plan: Partial<SchedulePlan> = {}): Promise<string> {
  const answer = await createSchedule(person(maker), {
    submissionKey: crypto.randomUUID(),
    payout: payoutOf(),
    plan: { ...MONTHLY, ...plan },
  });
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.value.scheduleId;
}

const read = (id: string) => db().schedule.findUniqueOrThrow({ where: { id } });
const outcomes = async (scheduleId: string) =>
  (await db().scheduleOccurrence.findMany({ where: { scheduleId }, orderBy: { day: "asc" } })).map(({ day, outcome }) => [day, outcome]);
const payouts = async (scheduleId: string) =>
  db().payout.findMany({
    where: { occurrence: { scheduleId } },
    orderBy: { createdAt: "asc" },
    include: { occurrence: true, warnings: true },
  });
const mailsTo = (one: TestPerson) => db().mail.findMany({ where: { personId: one.id }, orderBy: { queuedAt: "asc" } });

async function approve(payoutId: string) {
  const shownHash = await shownHashOf(db(), await db().payout.findUniqueOrThrow({ where: { id: payoutId } }));
  return { shownHash, answer: await approvePayout(desk.checker, { payoutId, shownHash }) };
}

describe("a schedule", () => {
  test("makes a payout before each of its days, by whoever wrote it, which waits for approval like the first", async () => {
    const id = await scheduled();
    expect((await read(id)).nextLookAt).toEqual(new Date("2030-12-24T05:00:00Z"));
    at("2030-12-23T09:00:00Z");
    expect(await runSchedule({ scheduleId: id })).toBe("0 made");
    at("2030-12-24T05:00:01Z");
    expect(await runSchedule({ scheduleId: id })).toBe("1 made");
    const [first] = await payouts(id);
    if (!first) throw new Error("One was made.");
    expect(first).toMatchObject({
      ...{
        source: "schedule",
        makerId: maker.id,
        state: "awaitingApproval",
        reference: "Rent 2030-12-31",
        submissionKey: `${id}.2030-12-31`,
      },
      sendAfter: new Date("2030-12-31T05:00:00Z"),
    });
    expect((await approve(first.id)).answer).toMatchObject({ ok: true, value: { state: "approved" } });
    expect(await dispatchPayout({ payoutId: first.id })).toBe("held");
    at("2030-12-31T09:00:00Z");
    expect(await dispatchPayout({ payoutId: first.id })).toBe("accepted");

    at("2031-01-28T09:00:00Z");
    expect(await runSchedule({ scheduleId: id })).toBe("1 made");
    const [, second] = await payouts(id);
    expect(second).toMatchObject({ state: "awaitingApproval", sendAfter: new Date("2031-01-31T05:00:00Z") });
    // That the months are alike is what a schedule is, and no sign of the same asked for twice.
    expect(second?.warnings.map(({ rule }) => rule)).not.toContain("sameAmount");
    expect(await outcomes(id)).toEqual([
      ["2030-12-31", "made"],
      ["2031-01-31", "made"],
    ]);
    const booked = (await desk.ledger("ivy")).filter(({ idempotencyKey }) => idempotencyKey === first.dispatchKey);
    expect(booked).toHaveLength(1);
  });

  test("is set up once however often its form is sent, and by makers alone", async () => {
    const wish = { submissionKey: crypto.randomUUID(), payout: payoutOf(), plan: MONTHLY };
    const [one, same] = await Promise.all([createSchedule(person(maker), wish), createSchedule(person(maker), wish)]);
    expect(one.ok && same.ok && one.value.scheduleId === same.value.scheduleId).toBe(true);
    expect(await createSchedule(desk.checker, { ...wish, submissionKey: crypto.randomUUID() })).toMatchObject({
      error: { code: "forbidden" },
    });
    const past = { ...MONTHLY, startDay: "2030-12-09" };
    expect(await createSchedule(person(maker), { ...wish, submissionKey: crypto.randomUUID(), plan: past })).toMatchObject({
      error: { fields: { "plan.startDay": ["This day has passed."] } },
    });
  });

  test("is looked after by the sweep, and makes each day once whoever runs it at the same time", async () => {
    const id = await scheduled();
    at("2030-12-27T09:00:00Z");
    expect(await sweepSchedules()).toBeGreaterThan(0);
    expect((await read(id)).nextLookAt).toEqual(new Date("2030-12-27T09:01:00Z"));
    await Promise.all([1, 2, 3].map(() => runSchedule({ scheduleId: id })));
    expect(await payouts(id)).toHaveLength(1);
    expect((await read(id)).nextLookAt).toEqual(new Date("2031-01-28T05:00:00Z"));
  });

  test("is decided on by nobody who ever had a hand in it", async () => {
    const id = await scheduled();
    const payout = { ...payoutOf(), amountMinor: 85_000n };
    expect(await editSchedule(person(other), { scheduleId: id, version: 1, payout, plan: MONTHLY })).toMatchObject({ ok: true });
    expect(await editSchedule(person(maker), { scheduleId: id, version: 1, payout, plan: MONTHLY })).toMatchObject({
      error: { code: "changedMeanwhile" },
    });
    at("2030-12-27T09:00:00Z");
    await runSchedule({ scheduleId: id });
    const [made] = await payouts(id);
    if (!made) throw new Error("One was made.");
    expect(made).toMatchObject({ makerId: other.id, editorIds: [maker.id] });
    expect(made.amountMinor.toFixed(0)).toBe("85000");
    await db().membership.updateMany({ where: { personId: { in: [maker.id, other.id] } }, data: { role: "checker" } });
    const shownHash = await shownHashOf(db(), made);
    const asChecker = (one: TestPerson) => actorOf({ ...one, role: "checker" }, desk.merchant);
    expect(await approvePayout(asChecker(other), { payoutId: made.id, shownHash })).toMatchObject({ error: { code: "makerIsChecker" } });
    expect(await approvePayout(asChecker(maker), { payoutId: made.id, shownHash })).toMatchObject({ error: { code: "touchedByChecker" } });
  });

  test("comes to its end by itself", async () => {
    const id = await scheduled({ end: { kind: "after", times: 1 } });
    at("2030-12-27T09:00:00Z");
    await runSchedule({ scheduleId: id });
    expect(await read(id)).toMatchObject({ state: "ended", nextLookAt: null, lastDay: "2030-12-31" });
  });
});

describe("the desk that stood still", () => {
  test("makes late what is late by little, says what it missed in one mail, and goes on", async () => {
    const id = await scheduled();
    at("2031-04-02T09:00:00Z");
    expect(await runSchedule({ scheduleId: id })).toBe("1 made");
    expect(await outcomes(id)).toEqual([
      ["2030-12-31", "missed"],
      ["2031-01-31", "missed"],
      ["2031-02-28", "missed"],
      ["2031-03-31", "made"],
    ]);
    const [late] = await payouts(id);
    expect(late).toMatchObject({ state: "awaitingApproval", sendAfter: null, occurrence: { sentence: expect.stringContaining("late") } });
    const mails = await mailsTo(maker);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain("Tuesday 31 December 2030");
    expect(await runSchedule({ scheduleId: id })).toBe("0 made");
  });

  test("makes nothing twice when its clock jumps ahead and back", async () => {
    const id = await scheduled();
    at("2030-12-27T09:00:00Z");
    await runSchedule({ scheduleId: id });
    at("2031-01-29T09:00:00Z");
    await runSchedule({ scheduleId: id });
    at("2030-12-27T10:00:00Z");
    expect(await runSchedule({ scheduleId: id })).toBe("0 made");
    at("2031-01-29T09:00:00Z");
    expect(await runSchedule({ scheduleId: id })).toBe("0 made");
    expect(await payouts(id)).toHaveLength(2);
  });
});

describe("a day on which nothing can be made", () => {
  const refusedBecause = async (id: string, why: RegExp) => {
    at("2030-12-27T09:00:00Z");
    expect(await runSchedule({ scheduleId: id })).toBe("0 made");
    expect(await outcomes(id)).toEqual([["2030-12-31", "refused"]]);
    const [day] = await db().scheduleOccurrence.findMany({ where: { scheduleId: id } });
    expect(day?.sentence).toMatch(why);
    expect(await payouts(id)).toEqual([]);
    // The next month has its own turn.
    expect(await read(id)).toMatchObject({ state: "active", nextLookAt: new Date("2031-01-28T05:00:00Z") });
  };

  test("since whoever set it up is gone: everybody else who makes payouts is told", async () => {
    const id = await scheduled();
    await db().membership.updateMany({ where: { personId: maker.id }, data: { disabledAt: new Date() } });
    await refusedBecause(id, /Ada Maker, who set it up, may no longer make payouts/);
    expect(await mailsTo(maker)).toEqual([]);
    expect((await mailsTo(other)).at(-1)?.text).toContain("may no longer make payouts");
  });

  test("since the account was replaced: the new one is never paid in silence", async () => {
    const id = await scheduled();
    await anAccountVersion(db(), { account: to.account, holderName: "Anna Schmidt", address: TEST_SORT_CODE, version: 2 });
    await refusedBecause(id, /no longer the one that this schedule was set up to pay/);
    expect((await mailsTo(maker)).at(-1)?.subject).toContain("was not made");
  });

  test("since the receiver is closed", async () => {
    const id = await scheduled();
    await closeReceiver(person(other), { receiverId: to.receiver.id, reason: "They moved away." });
    await refusedBecause(id, /has closed/);
  });

  test("since the receiver is frozen", async () => {
    const id = await scheduled();
    await setFreeze(desk.checker, { scope: "receiver", targetId: to.receiver.id, reason: "Something is odd there." });
    await refusedBecause(id, /has frozen everything to/);
  });

  test("since banks are closed and the schedule says that nothing goes then", async () => {
    const id = await scheduled({ rule: { unit: "month", every: 1, day: 25 }, onClosedDay: "refuse" });
    at("2030-12-26T09:00:00Z");
    expect(await runSchedule({ scheduleId: id })).toBe("0 made");
    expect(await outcomes(id)).toEqual([["2030-12-25", "closed"]]);
  });
});

describe("people", () => {
  test("pause, and what passes meanwhile is left on purpose; resumed, it goes on with what is still ahead", async () => {
    const id = await scheduled();
    expect(await pauseSchedule(person(other), { scheduleId: id })).toMatchObject({ ok: true });
    at("2031-01-30T09:00:00Z");
    expect(await runSchedule({ scheduleId: id })).toBe("0 made");
    expect(await resumeSchedule(person(maker), { scheduleId: id })).toMatchObject({ ok: true });
    expect(await runSchedule({ scheduleId: id })).toBe("1 made");
    expect(await outcomes(id)).toEqual([
      ["2030-12-31", "paused"],
      ["2031-01-31", "made"],
    ]);
    expect(await mailsTo(maker)).toEqual([]);
  });

  test("end it for good, and every change of it is in the audit", async () => {
    const id = await scheduled();
    await editSchedule(person(maker), { scheduleId: id, version: 1, payout: payoutOf(), plan: { ...MONTHLY, leadDays: 5 } });
    await pauseSchedule(person(maker), { scheduleId: id });
    expect(await endSchedule(person(maker), { scheduleId: id })).toMatchObject({ ok: true });
    expect(await resumeSchedule(person(maker), { scheduleId: id })).toMatchObject({ error: { code: "changedMeanwhile" } });
    const entries = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { at: "asc" } });
    expect(entries.map(({ event }) => event).sort()).toEqual(["schedule.created", "schedule.edited", "schedule.ended", "schedule.paused"]);
    at("2030-12-27T09:00:00Z");
    expect(await runSchedule({ scheduleId: id })).toBe("0 made");
    await expect(db().schedule.update({ where: { id }, data: { state: "active" } })).rejects.toThrow(/stays ended/);
    await expect(db().scheduleVersion.deleteMany({ where: { scheduleId: id } })).rejects.toThrow();
  });

  test("of another merchant find nothing", async () => {
    const id = await scheduled();
    const stranger = (await desk.neighbour()).maker;
    for (const deed of [pauseSchedule, endSchedule, resumeSchedule]) {
      expect(await deed(stranger, { scheduleId: id })).toMatchObject({ error: { code: "notFound" } });
    }
  });
});

describe("killed at any line", () => {
  const POINTS: readonly CrashPoint[] = CRASH_POINTS.filter((point) => /^(transaction|audit|enqueue|submit|move|schedule)\./.test(point));
  // Transactions come one after the other: before its payout, with it, and after it.
  const survivors: string[] = [];
  const STRIKES = POINTS.flatMap((point) => (point.startsWith("transaction") ? [1, 2, 3] : [1]).map((time) => [point, time] as const));

  test.each(STRIKES)("at %s, time %i: the day is made once, with its payout, or not yet", async (point, time) => {
    const id = await scheduled();
    at("2030-12-27T09:00:00Z");
    let times = 0;
    const rehearsal = rehearseCrashes((reached) => {
      if (reached === point) times += 1;
      return reached === point && times === time;
    });
    try {
      await runSchedule({ scheduleId: id }).catch((error: unknown) => {
        if (!(error instanceof ProcessDied)) throw error;
      });
    } finally {
      rehearsal.end();
    }
    const between = await payouts(id);
    expect(await outcomes(id)).toEqual(between.map(() => ["2030-12-31", "made"]));
    await runSchedule({ scheduleId: id });
    const [made, ...more] = await payouts(id);
    expect(more).toEqual([]);
    expect(made).toMatchObject({ state: "awaitingApproval" });
    expect(await read(id)).toMatchObject({ lastDay: "2030-12-31", nextLookAt: new Date("2031-01-28T05:00:00Z") });
    if (made) survivors.push(made.id);
  });

  test("what the provider has booked after all of that is one payout for each of the schedules", async () => {
    const keys = new Set<string>();
    for (const id of survivors) {
      expect((await approve(id)).answer).toMatchObject({ ok: true });
      keys.add((await db().payout.findUniqueOrThrow({ where: { id } })).dispatchKey);
    }
    at("2030-12-31T09:00:00Z");
    for (const payoutId of [...survivors, ...survivors]) await dispatchPayout({ payoutId });
    const booked = (await desk.ledger("ivy")).filter(({ idempotencyKey }) => idempotencyKey !== null && keys.has(idempotencyKey));
    expect(booked.map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual([...keys].sort());
    expect(keys.size).toBe(STRIKES.length);
  });
});
