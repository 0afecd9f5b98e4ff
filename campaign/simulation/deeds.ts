import * as z from "zod";
import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import type { Actor } from "@/lib/domain/access/actor";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { rejectPayout } from "@/lib/operations/approvals/reject-payout";
import { sweepEnrolments } from "@/lib/operations/enrolments/sweep-enrolments";
import { askLift } from "@/lib/operations/freezes/ask-lift";
import { confirmLift } from "@/lib/operations/freezes/confirm-lift";
import { setFreeze } from "@/lib/operations/freezes/set-freeze";
import { askResend } from "@/lib/operations/payouts/ask-resend";
import { cancelPayout } from "@/lib/operations/payouts/cancel-payout";
import { decideResend } from "@/lib/operations/payouts/decide-resend";
import { asLocked } from "@/lib/operations/payouts/lock-payout";
import { requestLookUp } from "@/lib/operations/payouts/request-look-up";
import { type SubmitPayoutOrder, submitPayout } from "@/lib/operations/payouts/submit-payout";
import { sweepAttempts, sweepDeliveries, sweepPayouts } from "@/lib/operations/payouts/sweep-payouts";
import { reconcileConnection } from "@/lib/operations/reconciliation/reconcile-connection";
import { drawUuid } from "@/lib/providers/contract/simulator-random";
import { providerOf } from "@/lib/providers/registry";
import { HANDLERS } from "@/lib/worker/handlers";
import type { PayoutRow, WaitingJob } from "./desk";
import type { Chance, Ledger, Stage } from "./life";

// What people and the worker do, and what the provider is in the mood for.

const MOODS = [
  ...["timeoutBefore", "timeoutAfter", "errorAfter", "garbled", "emptyBody", "rateLimited", "down"],
  ...["refuse", "fail", "bounce", "unseenStatus", "webhooksLost", "webhooksDoubled", "webhooksShuffled", "webhooksForged"],
];
const MOST_THREADS = 4;

type Slot = { readonly order: SubmitPayoutOrder & { readonly submissionKey: string }; end: "open" | "made" | "refused" };

export type Deeds = {
  chances(): Promise<readonly Chance[]>;
  /** The provider is well, and what people stopped is let go by two of them. */
  calm(): Promise<void>;
  /** Everything that people and the worker would still do, once. */
  finishAll(): Promise<void>;
  isAllAskedFor(): boolean;
  /** Of everything that people asked for and were not refused. */
  pressed(): readonly string[];
};

export function createDeeds({ world, records, threads, random, clock }: Stage, ledger: Ledger): Deeds {
  const { maker, checker, admin, targets } = world;
  const slots: Slot[] = [];
  const wanted = targets.length;

  const press = async (slot: Slot) =>
    ledger.run(
      "submit",
      () => submitPayout(maker, slot.order),
      (end) => {
        if (end.kind !== "ended") return;
        const made = end.value;
        const isMade = typeof made === "object" && made !== null && "ok" in made && made.ok === true;
        slot.end = isMade ? "made" : slot.end === "made" ? "made" : "refused";
      },
    );
  const ask = async () => {
    const order = {
      connection: world.connection.id,
      // Tells payouts apart in every record that there is.
      amountMinor: BigInt(10_000 + slots.length),
      currency: world.currency,
      to: targets[slots.length] ?? targets[0],
      reference: "Invoice 1",
      source: "screen",
      submissionKey: drawUuid(random),
    } as const;
    const slot: Slot = { order, end: "open" };
    slots.push(slot);
    await press(slot);
  };
  const approve = (by: Actor, name: string, { id }: PayoutRow) =>
    ledger.run(name, async () => {
      const row = asLocked(await db().payout.findUniqueOrThrow({ where: { id } }));
      return approvePayout(by, { payoutId: id, shownHash: await shownHashOf(db(), row) });
    });
  const reject = ({ id }: PayoutRow) =>
    ledger.run("reject", async () => {
      const row = asLocked(await db().payout.findUniqueOrThrow({ where: { id } }));
      return rejectPayout(checker, { payoutId: id, shownHash: await shownHashOf(db(), row), reason: "wrongAmount" });
    });
  const work = async ({ id, name, data }: WaitingJob, isKept = false) => {
    if (!isKept) await records.takeJob(id);
    await ledger.run(name, () => HANDLERS[name](data));
  };
  /** Those that would find something now. */
  const sweeps = async () => {
    const { payoutAt, enrolmentAt, hasDeliveries, openAttemptAt } = await records.snapshot();
    const isDue = (at: Date | null) => at !== null && at.getTime() <= clock.now;
    return [
      ...(isDue(payoutAt) ? [() => ledger.run("sweep", sweepPayouts)] : []),
      ...(openAttemptAt !== null ? [() => ledger.run("sweep attempts", sweepAttempts)] : []),
      ...(isDue(enrolmentAt) ? [() => ledger.run("sweep enrolments", sweepEnrolments)] : []),
      ...(hasDeliveries ? [() => ledger.run("sweep deliveries", sweepDeliveries)] : []),
    ];
  };
  const freeze = () => ledger.run("freeze", () => setFreeze(checker, { scope: "merchant", reason: "Something is odd." }));
  const reconcile = () => ledger.run("reconcile", () => reconcileConnection({ connectionId: world.connection.id }));
  const lift = async () => {
    for (const { id } of await records.ask(
      z.object({ id: z.string() }),
      `SELECT "id" FROM "freeze" WHERE "merchantId" = $1 AND "liftedAt" IS NULL`,
      [world.merchantId],
    )) {
      await ledger.run("ask lift", () => askLift(checker, { freezeId: id }));
      await ledger.run("confirm lift", () => confirmLift(admin, { freezeId: id }));
    }
  };
  const changeMood = async () => {
    const kind = MOODS[Math.floor(random() * MOODS.length)] ?? "fine";
    const mood = withReason(kind);
    const times = 1 + Math.floor(random() * 2);
    const set = await world.core.setMood({ mood, times, seed: Math.floor(random() * 2 ** 31), ...(random() < 0.3 ? ON_READS[kind] : {}) });
    if (!set.ok) throw new Error(set.error.join(" "));
    ledger.met(`mood:${kind}`);
  };

  const { refusals, failure = "accountInvalid" } = providerOf(world.provider).rehearsal;
  const withReason = (mood: string) => {
    if (mood === "refuse") return `refuse:${Object.keys(refusals)[0]}`;
    return mood === "fail" ? `fail:${failure}` : mood;
  };

  const forPayout = (row: PayoutRow): Chance[] => {
    const chances: Chance[] = [];
    const add = (weight: number, name: string, act: () => Promise<unknown>) =>
      chances.push({ weight, name: `${name} ${row.amountMinor}`, act: async () => void (await act()) });
    if (row.state === "awaitingApproval") {
      add(8, "checker approves", () => approve(checker, "approve", row));
      add(0.7, "maker approves", () => approve(maker, "approve by maker", row));
      add(0.3, "checker rejects", () => reject(row));
    }
    if (row.attempts > 0)
      add(0.4, "person looks up", () => ledger.run("request look-up", () => requestLookUp(admin, { payoutId: row.id })));
    add(0.25, "person cancels", () => ledger.run("cancel", () => cancelPayout(maker, { payoutId: row.id })));
    if (row.state === "unconfirmed") {
      add(0.6, "person asks to send again", () => ledger.run("ask resend", () => askResend(checker, { payoutId: row.id })));
      add(0.6, "another confirms", () =>
        ledger.run("decide resend", () => decideResend(admin, { payoutId: row.id, verdict: "confirmed" })),
      );
      add(0.2, "the same confirms", () =>
        ledger.run("decide resend", () => decideResend(checker, { payoutId: row.id, verdict: "confirmed" })),
      );
    }
    return chances;
  };

  return {
    async chances() {
      const moods = { weight: 1.3, name: "mood", act: changeMood };
      if (threads.crossings.length >= MOST_THREADS) return [moods];
      const { jobs, payouts } = await records.snapshot();
      return [
        moods,
        ...(slots.length < wanted ? [{ weight: slots.length === 0 ? 40 : 3, name: "ask", act: ask }] : []),
        ...slots.map((slot) => ({ weight: slot.end === "open" ? 3 : 0.25, name: "press again", act: () => press(slot) })),
        ...payouts.flatMap(forPayout),
        ...jobs.map((job) => ({ weight: 5, name: `take ${job.name} ${job.about ?? ""}`, act: () => work(job) })),
        ...jobs.map((job) => ({ weight: 0.5, name: `take twice ${job.name} ${job.about ?? ""}`, act: () => work(job, true) })),
        ...(await sweeps()).map((act) => ({ weight: 3, name: "sweep", act })),
        ...(payouts.some(({ attempts }) => attempts > 0) ? [{ weight: 0.8, name: "reconcile", act: reconcile }] : []),
        { weight: 0.25, name: "freeze", act: freeze },
        { weight: 0.5, name: "lift", act: lift },
      ];
    },
    async calm() {
      const set = await world.core.setMood({ mood: "fine" });
      if (!set.ok) throw new Error(set.error.join(" "));
      await lift();
    },
    async finishAll() {
      while (slots.length < wanted) await ask();
      for (const slot of slots) if (slot.end === "open") await press(slot);
      for (const row of (await records.snapshot()).payouts) {
        if (row.state === "awaitingApproval") await approve(checker, "approve", row);
        if (row.state === "unconfirmed" && row.nextCheckAt !== null) {
          await ledger.run("ask resend", () => askResend(checker, { payoutId: row.id }));
          await ledger.run("decide resend", () => decideResend(admin, { payoutId: row.id, verdict: "confirmed" }));
        }
      }
      for (const sweep of await sweeps()) await sweep();
      for (const job of (await records.snapshot()).jobs) await work(job);
    },
    isAllAskedFor: () => slots.length >= wanted && slots.every(({ end }) => end !== "open"),
    pressed: () => slots.filter(({ end }) => end !== "refused").map(({ order }) => order.submissionKey),
  };
}

const READS = { on: ["read"] as ("read" | "create")[] };
/** Moods that may also strike when the desk only asks. */
const ON_READS: Partial<Record<string, typeof READS>> = {
  timeoutBefore: READS,
  timeoutAfter: READS,
  errorAfter: READS,
  garbled: READS,
  emptyBody: READS,
  rateLimited: READS,
  down: READS,
};
