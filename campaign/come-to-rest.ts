import * as z from "zod";
import { replaceClock } from "@/lib/base/clock";
import { addMs, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { isFinal, isPayoutState } from "@/lib/domain/payout/lifecycle";
import { askResend } from "@/lib/operations/payouts/ask-resend";
import { decideResend } from "@/lib/operations/payouts/decide-resend";
import { sweepDeliveries, sweepPayouts } from "@/lib/operations/payouts/sweep-payouts";
import { JOB_NAMES } from "@/lib/queue/jobs";
import type { Desk } from "@/lib/testing/desk";
import { HANDLERS } from "@/lib/worker/handlers";

// The worker's handlers and two people, until every payout has ended: what they would do in hours, with a clock that is moved on.

/** One time for a desk and simulators that share its clock (`startDesk`), which only goes forward. */
export type MovedClock = { advance(ms: number): Promise<void>; giveBack(): void };

export function moveClock(desk: Desk): MovedClock {
  let aheadMs = 0;
  const giveBack = replaceClock(() => addMs(new Date(), aheadMs));
  return {
    giveBack,
    async advance(ms) {
      aheadMs += ms;
      // The simulators read the same clock: now they do what has become due.
      await desk.control("clock", { advanceMs: 0 });
    },
  };
}

export type Rest = { readonly stumbles: readonly string[]; readonly stuck: readonly string[] };
type Wish = { readonly desk: Desk; readonly clock: MovedClock; readonly payoutIds: readonly string[]; readonly secondPerson: Actor };

const MOST_STEPS = 60;
const LONGEST_STEP_MS = 10 * MINUTE_MS;
/** Steps after everything has ended: what comes back from a bank comes late. */
const STEPS_AFTERWARDS = 3;

export async function comeToRest({ desk, clock, payoutIds, secondPerson }: Wish): Promise<Rest> {
  const stumbles: string[] = [];
  let open = await findOpen(payoutIds);
  for (let step = 0, afterwards = 0; step < MOST_STEPS && afterwards < STEPS_AFTERWARDS; step += 1) {
    await clock.advance(Math.min(5 * SECOND_MS * 2 ** step, LONGEST_STEP_MS));
    await sweepPayouts();
    await sweepDeliveries();
    await runJobs(stumbles);
    await resendWhatIsProvenAbsent(open, desk.checker, secondPerson);
    open = await findOpen(payoutIds);
    if (open.length === 0) afterwards += 1;
  }
  return { stumbles, stuck: open.map((payout) => Object.values(payout).join(" ")) };
}

const STUCK = { id: true, provider: true, state: true, holdKind: true, absentTimes: true, contradiction: true, nextCheckAt: true } as const;

async function findOpen(payoutIds: readonly string[]) {
  const rows = await db().payout.findMany({ where: { id: { in: [...payoutIds] } }, select: STUCK });
  return rows.filter(({ state }) => !isPayoutState(state) || (!isFinal(state) && state !== "settled"));
}

const Taken = z.array(z.object({ name: z.enum(JOB_NAMES), data: z.unknown() }));
const AT_ONCE = 8;

/** Also those that a killed worker held: the queue gives them to another when no heartbeat comes. */
async function runJobs(stumbles: string[]): Promise<void> {
  const jobs = Taken.parse(
    await db().$queryRaw`DELETE FROM pgboss.job WHERE "state" IN ('created', 'retry', 'active') RETURNING "name", "data"`,
  );
  for (let begun = 0; begun < jobs.length; begun += AT_ONCE) {
    await Promise.all(
      jobs.slice(begun, begun + AT_ONCE).map(async ({ name, data }) => {
        try {
          await HANDLERS[name](data);
        } catch (error) {
          stumbles.push(`${name}: ${String(error).trim().split("\n").at(-1)}`);
        }
      }),
    );
  }
}

/** Where the provider guards nothing, two people do what the verdict allows, and nothing else. */
async function resendWhatIsProvenAbsent(open: readonly { id: string; state: string }[], first: Actor, second: Actor): Promise<void> {
  for (const { id: payoutId, state } of open) {
    if (state !== "unconfirmed" || !(await askResend(first, { payoutId })).ok) continue;
    await decideResend(second, { payoutId, verdict: "confirmed" });
  }
}
