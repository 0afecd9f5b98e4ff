import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { currentTime, replaceClock } from "@/lib/base/clock";
import { addMs, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { lookUpPayout } from "@/lib/operations/payouts/look-up-payout";
import { anApprovedPayout } from "@/lib/testing/approved-payout";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { aConnection } from "@/lib/testing/factories";
import { waitForPace } from "./ask-leave";
import { probeConnections } from "./probe-connections";
import { recordAnswer, recordFault } from "./record-health";

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const health = (connectionId: string) => db().connectionHealth.findUniqueOrThrow({ where: { connectionId } });
const read = (id: string) => db().payout.findUniqueOrThrow({ where: { id } });

async function inOrder<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let one = 0; one < count; one += 1) made.push(await make());
  return made;
}

/** Runs as if it were that much later. */
async function later<T>(ms: number, run: () => Promise<T>): Promise<T> {
  const turnBack = replaceClock(() => addMs(new Date(), ms));
  return run().finally(turnBack);
}

describe("an outage", () => {
  test("costs few attempts: the rest wait, one asks for all, and its answer lets them go", async () => {
    const ids = await inOrder(20, () => anApprovedPayout(desk));
    await desk.control("ivy/mood", { mood: "down" });
    const ends: string[] = [];
    for (const payoutId of ids) ends.push(await dispatchPayout({ payoutId }));
    expect(ends.filter((end) => end === "held")).toHaveLength(15);
    expect(await db().attempt.count({ where: { payoutId: { in: ids } } })).toBe(5);
    expect(await health(desk.ivy.id)).toMatchObject({ breaker: "open", faults: 5, openings: 1, lastFault: "unavailable" });

    const waiting = ids.filter((_, index) => ends[index] === "held");
    expect(await read(waiting[0] ?? "")).toMatchObject({ holdKind: "outage", attempts: 0 });
    // Looks wait as well: nobody is asked before the time.
    const before = await db().evidence.count({ where: { connectionId: desk.ivy.id } });
    expect(await lookUpPayout({ payoutId: ids[0] ?? "" })).toBe("postponed");
    expect(await db().evidence.count({ where: { connectionId: desk.ivy.id } })).toBe(before);

    // Half open, and still down: of all that come back at once exactly one asks.
    const probes = await later(20 * SECOND_MS, () => Promise.all(waiting.slice(0, 6).map((payoutId) => dispatchPayout({ payoutId }))));
    expect(probes.filter((end) => end === "held")).toHaveLength(5);
    expect(await health(desk.ivy.id)).toMatchObject({ breaker: "open", openings: 2 });

    await desk.control("ivy/mood", { mood: "fine" });
    const still = waiting.filter((_, index) => index >= 6 || probes[index] === "held");
    expect(await later(MINUTE_MS, () => dispatchPayout({ payoutId: still[0] ?? "" }))).toBe("accepted");
    expect(await health(desk.ivy.id)).toMatchObject({ breaker: "closed", faults: 0, openings: 0, troubleSince: null });
    const woken = await db().payout.count({
      where: { id: { in: still }, state: "held", nextCheckAt: { lte: addMs(currentTime(), MINUTE_MS) } },
    });
    expect(woken).toBe(still.length - 1);
    for (const payoutId of still.slice(1)) expect(await dispatchPayout({ payoutId })).toBe("accepted");
  });

  test("ends here when it ends there, although nobody has money to send", async () => {
    const fault = { kind: "timeout", message: "No answer", retryAfterSeconds: null, evidenceId: null } as const;
    for (let asked = 0; asked < 5; asked += 1) await recordFault(desk.truelayer, fault);
    expect(await probeConnections()).toBe(0);
    await desk.control("truelayer/mood", { mood: "down" });
    const asked = await later(20 * SECOND_MS, () => Promise.all([probeConnections(), probeConnections(), probeConnections()]));
    expect(asked.reduce((sum, count) => sum + count)).toBe(1);
    expect(await health(desk.truelayer.id)).toMatchObject({ breaker: "open", openings: 2 });
    await desk.control("truelayer/mood", { mood: "fine" });
    expect(await later(MINUTE_MS, probeConnections)).toBe(1);
    expect(await health(desk.truelayer.id)).toMatchObject({ breaker: "closed", faults: 0, troubleSince: null });
  });

  test("refusals are answers: twenty of them open nothing", async () => {
    await desk.control("truelayer/mood", { mood: "refuse:instructionInvalid" });
    for (const payoutId of await inOrder(20, () => anApprovedPayout(desk, "truelayer"))) {
      expect(await dispatchPayout({ payoutId })).toBe("refused");
    }
    await desk.control("truelayer/mood", { mood: "fine" });
    expect(await health(desk.truelayer.id)).toMatchObject({ breaker: "closed", faults: 0 });
  });

  test("credentials that are not accepted stop the connection at once, and the sentence names who can help", async () => {
    const fault = { kind: "unauthorised", message: "401", retryAfterSeconds: null, evidenceId: null } as const;
    await recordFault(desk.truelayer, fault);
    const payoutId = await anApprovedPayout(desk, "truelayer");
    expect(await dispatchPayout({ payoutId })).toBe("held");
    expect((await read(payoutId)).holdReason).toMatch(/credentials.*admin/);
    await recordAnswer(desk.truelayer);
    expect(await dispatchPayout({ payoutId })).toBe("accepted");
  });

  test("a provider that asks to be left alone is left alone by everyone, for as long as it asked", async () => {
    const connection = await aConnection(db(), { merchant: desk.merchant });
    const fault = { kind: "rateLimited", message: "429", retryAfterSeconds: 30, evidenceId: null } as const;
    await recordFault(connection, fault);
    const wait = () => inTransaction((tx) => waitForPace(tx, connection));
    expect(await wait()).not.toBeNull();
    expect(await later(29 * SECOND_MS, wait)).not.toBeNull();
    expect(await later(31 * SECOND_MS, wait)).toBeNull();
  });
});

test("pace: forty workers at once get what the provider allows, and the others a moment each", async () => {
  const connection = await aConnection(db(), { merchant: desk.merchant, provider: "ipay" });
  const stop = new Date();
  const turnBack = replaceClock(() => stop);
  const turns = await Promise.all(Array.from({ length: 40 }, () => inTransaction((tx) => waitForPace(tx, connection)))).finally(turnBack);
  expect(turns.filter((turn) => turn === null)).toHaveLength(5);
  const moments = turns.flatMap((turn) => (turn ? [turn.getTime()] : []));
  expect(new Set(moments).size).toBe(35);
});
