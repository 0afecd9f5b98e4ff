import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { replaceClock } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import { readOrganisation } from "@/lib/db/read-organisation";
import { readPolicy } from "@/lib/db/read-policy";
import { shownHashOf } from "@/lib/db/shown-hash";
import type { Actor } from "@/lib/domain/access/actor";
import { findDeadEnds } from "@/lib/domain/approval/find-dead-ends";
import { PAYOUT_STATES } from "@/lib/domain/payout/lifecycle";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { findPaymentSources } from "@/lib/operations/payment-sources/find-payment-sources";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { lookUpPayout } from "@/lib/operations/payouts/look-up-payout";
import { reconcileConnection } from "@/lib/operations/reconciliation/reconcile-connection";
import { MANIFESTS } from "@/lib/providers/registry";
import { type Simulators, startSimulators } from "@/lib/simulators/start-simulators";
import { actorOf } from "@/lib/testing/factories";
import { registerWithSimulators, seedDemo } from "./seed";
import { brokenPromises } from "./seeds/broken-promises";

let simulators: Simulators;
let restoreClock: () => void;

/** The demo's days depend on the day it is made: on a Monday the last three were mostly a weekend. The test is made on one and the same. */
const MADE_AT = new Date(process.env.MADE_AT ?? "2026-11-25T15:20:00Z");

beforeAll(async () => {
  const aheadMs = MADE_AT.getTime() - Date.now();
  const clock = () => new Date(Date.now() + aheadMs);
  restoreClock = replaceClock(clock);
  simulators = await startSimulators({ clock, port: 0, folder: await mkdtemp(path.join(os.tmpdir(), "simulators-")) });
  process.env.SIMULATOR_PORT = new URL(simulators.origin).port;
  await seedDemo({ payouts: 2_000, receivers: 60 });
  await register();
}, 120_000);

afterAll(async () => {
  await simulators?.stop();
  restoreClock();
  await db().$disconnect();
});

describe("the demo", () => {
  test("keeps every promise of the desk in each payout's past", async () => {
    expect(await brokenPromises()).toEqual([]);
  });

  test("has a policy of which nothing gets stuck", async () => {
    const { id } = await db().merchant.findUniqueOrThrow({ where: { slug: "demo" } });
    expect(findDeadEnds(await readPolicy(db(), id), { ...(await readOrganisation(db(), id)), ways: MANIFESTS })).toEqual([]);
    expect(await db().payout.count({ where: { merchantId: id, neededCheckers: 2 } })).toBeGreaterThan(5);
  });

  test("shows every state", async () => {
    const rows = await db().payout.groupBy({ by: ["state"], where: { merchant: { slug: "demo" } } });
    expect(rows.map(({ state }) => state).sort()).toEqual([...PAYOUT_STATES].sort());
  });

  test("is exactly as large as asked, and run again it changes nothing", async () => {
    const before = await counts();
    expect(before.payouts).toBe(2_060);
    await seedDemo({ payouts: 2_000, receivers: 60 });
    expect(await counts()).toEqual(before);
  });

  test("gives the checkers what the makers wait for", async () => {
    const makers = await db().payout.groupBy({ by: ["makerName"], where: { state: "awaitingApproval" } });
    expect(makers.length).toBeGreaterThan(1);
    expect(await db().payout.count({ where: { state: "awaitingApproval", merchant: { slug: "demo" } } })).toBeGreaterThanOrEqual(12);
  });

  test("lets the two merchants share nothing", async () => {
    const emails = await db().person.findMany({ select: { memberships: { select: { merchantId: true } } } });
    expect(emails.every(({ memberships }) => memberships.length === 1)).toBe(true);
  });
});

describe("the make-believe providers", () => {
  test("have booked each payout that is under way, once, however often they are told", async () => {
    await register();
    const underWay = await db().payout.findMany({ where: { state: { in: ["dispatching", "unconfirmed", "inFlight"] } } });
    const all = [...(await ledger("ivy")), ...(await ledger("truelayer"))];
    const numbers = underWay.map(({ number }) => number).sort();
    const booked = all.filter(({ reference }) => reference !== null && numbers.includes(reference));
    expect(booked.map(({ reference }) => reference).sort()).toEqual(numbers);
    expect(all.every(({ requests }) => requests === 1)).toBe(true);
    expect(underWay.every(({ nextCheckAt }) => nextCheckAt !== null)).toBe(true);
  });

  test("answer the desk's look-ups as the desk believes", async () => {
    const underWay = await db().payout.findMany({ where: { state: { in: ["unconfirmed", "inFlight"] } } });
    for (const { id } of underWay) await lookUpPayout({ payoutId: id });
    const after = await db().payout.findMany({ where: { id: { in: underWay.map(({ id }) => id) } } });
    expect(after.filter(({ contradiction }) => contradiction !== null)).toEqual([]);
    // Only TrueLayer cannot be asked without an id, and its key is too old to be sent again: that is a person's to decide.
    expect(new Set(after.filter(({ state }) => state === "unconfirmed").map(({ provider }) => provider))).toEqual(new Set(["truelayer"]));
    for (const provider of ["ivy", "truelayer"]) expect((await ledger(provider)).every(({ requests }) => requests === 1)).toBe(true);
  });

  test("and the desk tell the same of the last days, but for what is in doubt or contradicted on the desk as well", async () => {
    const connections = await db().connection.findMany({ where: { state: "active" } });
    for (const { id } of connections) expect(await reconcileConnection({ connectionId: id })).toBe("read");
    const findings = await db().reconciliationFinding.findMany({ include: { payout: true } });
    const contradicted = findings.filter(({ payout }) => payout?.contradiction);
    expect(contradicted).toMatchObject([{ kind: "stateDiffers", state: "open", differences: { EUR: expect.stringMatching(/^-\d+$/) } }]);
    // And what nobody could say of TrueLayer's: the list of what was executed says it. Some arrive while the desk is not looking.
    const others = findings.filter((finding) => !contradicted.includes(finding));
    expect(others.filter(({ kind }) => kind !== "stateDiffers")).toEqual([]);
    expect(others.map(({ payout }) => payout?.state).filter((state) => state !== "inFlight" && state !== "unconfirmed")).toEqual([]);
    const runs = await db().reconciliationRun.findMany();
    expect(runs.reduce((sum, { matched }) => sum + matched, 0)).toBeGreaterThan(20);
  });

  test("pay what waits for a checker", async () => {
    // What is large takes both, one after the other; a few only the lead.
    const checkers = [await actorFor("checker@demo.test"), await actorFor("checker2@demo.test")];
    const waiting = await db().payout.findMany({ where: { state: "awaitingApproval", merchant: { slug: "demo" } } });
    for (const payout of waiting) {
      const shownHash = await shownHashOf(db(), payout);
      const states: (string | null)[] = [];
      for (const checker of checkers) {
        const decided = await approvePayout(checker, { payoutId: payout.id, shownHash });
        states.push(decided.ok ? decided.value.state : null);
      }
      expect(states).toContain("approved");
      expect(await dispatchPayout({ payoutId: payout.id })).toBe("accepted");
    }
  });

  test("know orders that the desk has not heard of, and all that it has", async () => {
    const maker = await actorFor("maker@demo.test");
    for (const text of ["ORD-10301", "ORD-10234"]) {
      const found = await findPaymentSources(maker, { text });
      expect(found.ok && found.value.sources[0]).toMatchObject({ orderId: text, refusal: null, match: "exact" });
      expect(found.ok && (found.value.sources[0]?.returnable.minor ?? 0n) > 0n).toBe(true);
    }
  });
});

function register(): Promise<void> {
  return registerWithSimulators({ simulatorOrigin: simulators.origin, webOrigin: "http://127.0.0.1:9" });
}

async function actorFor(email: string): Promise<Actor> {
  const person = await db().person.findUniqueOrThrow({ where: { email }, include: { memberships: true } });
  const [membership] = person.memberships;
  if (!membership) throw new Error(`${email} has no membership.`);
  return actorOf({ ...person, role: membership.role }, { id: membership.merchantId });
}

const Ledger = z.object({ items: z.array(z.object({ reference: z.string().nullable(), requests: z.number() })) });

async function ledger(provider: string) {
  const answer = await fetch(`${simulators.origin}/_sim/${provider}/ledger`);
  return Ledger.parse(await answer.json()).items;
}

async function counts() {
  const [payouts, moves, audits, receivers, sources, people, connections] = await Promise.all([
    db().payout.count(),
    db().stateTransition.count(),
    db().auditEntry.count(),
    db().receiver.count(),
    db().paymentSource.count(),
    db().person.count(),
    db().connection.count(),
  ]);
  return { payouts, moves, audits, receivers, sources, people, connections };
}
