import * as z from "zod";
import { db } from "@/lib/db/client";
import type { MoodName } from "@/lib/providers/contract/simulator-moods";
import { seededRandom } from "@/lib/providers/contract/simulator-random";
import type { Desk } from "@/lib/testing/desk";
import { actorOf, aPerson } from "@/lib/testing/factories";
import { HANDLERS } from "@/lib/worker/handlers";
import { comeToRest, moveClock } from "./come-to-rest";
import { compareLedgers, type LedgerComparison } from "./compare-ledgers";
import { openPayees, PROVIDER_IDS, type ProviderId } from "./sendable-payout";

// Every fault of every provider over real HTTP, each payout driven to its end by the worker's handlers.

export type FaultCounts = LedgerComparison & {
  readonly payouts: number;
  /** Faults that were met, as "provider mood". */
  readonly met: readonly string[];
  /** How the payouts ended. */
  readonly ends: Readonly<Record<string, number>>;
  readonly stumbles: readonly string[];
  readonly stuck: readonly string[];
};

/** What strikes one request, and with which other wishes. */
const ON_SENDING: readonly { readonly mood: MoodName; readonly reason?: string; readonly wish?: object }[] = [
  { mood: "slow", wish: { delayMs: 60, on: ["create"] } },
  { mood: "timeoutBefore", wish: { holdMs: 60 } },
  { mood: "timeoutAfter", wish: { holdMs: 60 } },
  { mood: "errorAfter" },
  { mood: "garbled" },
  { mood: "emptyBody" },
  { mood: "rateLimited", wish: { on: ["create"] } },
  { mood: "down", wish: { on: ["create"] } },
  { mood: "refuse", reason: "instructionInvalid" },
  { mood: "fail", reason: "accountInvalid" },
  { mood: "bounce" },
  { mood: "unseenStatus" },
];
/** What strikes the provider's news about payouts that went well. */
const ON_NEWS: readonly MoodName[] = ["webhooksLost", "webhooksDoubled", "webhooksShuffled", "webhooksForged"];

/** BitPay names no reasons. */
function moodFor(provider: ProviderId, mood: string): string {
  return provider === "bitpay" && mood.startsWith("fail:") ? "fail:failed" : mood;
}

const Moods = z.object({ moods: z.array(z.unknown()) });

/** Whether the one time that it was to strike is used up. */
async function hasStruck(desk: Desk, provider: ProviderId): Promise<boolean> {
  const response = await fetch(`${desk.simulatorOrigin}/_sim/${provider}/mood`);
  return Moods.parse(await response.json()).moods.length === 0;
}

/** `runs` payouts: one for each fault and provider is 64. The seed chooses the amounts. */
export async function meetFaults({ runs, seed, desk }: { runs: number; seed: number; desk: Desk }): Promise<FaultCounts> {
  const random = seededRandom(seed);
  const payees = await openPayees(desk);
  const secondPerson = actorOf(await aPerson(db(), { merchant: desk.merchant, role: "admin" }), desk.merchant);
  const met = new Set<string>();
  const payoutIds: string[] = [];
  const rests: { stumbles: readonly string[]; stuck: readonly string[] }[] = [];
  const rounds = Math.ceil(runs / (PROVIDER_IDS.length * (ON_SENDING.length + ON_NEWS.length)));
  const send = async (provider: ProviderId) => {
    const payoutId = await payees.approve(provider, BigInt(1_000 + Math.floor(random() * 100_000)));
    payoutIds.push(payoutId);
    await HANDLERS.dispatchPayout({ payoutId });
  };
  const everywhere = (mood: string, wish: object = {}) =>
    Promise.all(PROVIDER_IDS.map((provider) => desk.control(`${provider}/mood`, { mood: moodFor(provider, mood), ...wish })));
  const rest = async () => rests.push(await comeToRest({ desk, clock, payoutIds, secondPerson }));

  const clock = moveClock(desk);
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const { mood, reason, wish } of ON_SENDING) {
        await everywhere(reason ? `${mood}:${reason}` : mood, { times: 1, ...wish });
        await Promise.all(PROVIDER_IDS.map(send));
        for (const provider of PROVIDER_IDS) if (await hasStruck(desk, provider)) met.add(`${provider} ${mood}`);
        // The breaker of one fault must not keep the next one from being met.
        await db().connectionHealth.deleteMany({ where: { merchantId: desk.merchant.id } });
      }
      await everywhere("fine");
      await rest();
      for (const mood of ON_NEWS) {
        await everywhere(mood);
        await Promise.all(PROVIDER_IDS.map(send));
        await rest();
        for (const provider of PROVIDER_IDS) met.add(`${provider} ${mood}`);
      }
      await everywhere("fine");
    }
  } finally {
    clock.giveBack();
  }
  const rows = await db().payout.groupBy({ by: ["state"], where: { id: { in: payoutIds } }, _count: true });
  return {
    ...(await compareLedgers(desk, payoutIds)),
    payouts: payoutIds.length,
    met: [...met],
    ends: Object.fromEntries(rows.map(({ state, _count }) => [state, _count])),
    stumbles: rests.flatMap(({ stumbles }) => stumbles),
    stuck: rests.at(-1)?.stuck ?? [],
  };
}
