import { createHash } from "node:crypto";
import { replaceChance } from "@/lib/base/chance";
import { replaceClock } from "@/lib/base/clock";
import { replaceIdTail } from "@/lib/base/id";
import { replacePause } from "@/lib/base/pause";
import { replaceWire } from "@/lib/operations/connections/open-connection";
import { seededRandom } from "@/lib/providers/contract/simulator-random";
import { clearAfter, openRecords } from "./desk";
import { judge, type Problem } from "./judge";
import { live } from "./life";
import { createThreads } from "./threads";
import { openWorld, PROVIDERS, type ProviderId } from "./world";

export type Run = {
  readonly seed: number;
  readonly provider: ProviderId;
  /** The same for the same seed and the same product: everything that was done, in order, and what came of it. */
  readonly trace: string;
  readonly steps: readonly string[];
  readonly payouts: number;
  /** What was met, by name: "crash:dispatch.committed", "wire:answerLost", "mood:garbled". */
  readonly faults: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
};

const MONDAY_MORNING = Date.parse("2026-03-02T09:00:00Z");

/** One life of one or two payouts, with everything that may go wrong drawn from the seed. Runs one at a time in a process. */
export async function simulate(seed: number): Promise<Run> {
  const random = seededRandom(seed);
  const provider = providerBy(random());
  const isClosedLoop = (provider === "ivy" || provider === "truelayer") && random() < 0.2;
  const clock = { now: MONDAY_MORNING };
  const restoreClock = replaceClock(() => new Date(clock.now));
  const restoreChance = replaceChance(random);
  // Whoever waits holds up nobody else in these lives, and nothing comes in meanwhile: what is due has merely become late.
  const restorePause = replacePause(async (ms) => {
    clock.now += ms;
  });
  // What is made at one moment stays in the order in which it was made, wherever something sorts by ids.
  const restoreIds = replaceIdTail((length) => nextTail().padStart(length, "0"));
  const threads = createThreads(() => clock.now);
  const restoreWire = replaceWire(threads.wire);
  const world = await openWorld({ provider, random, isClosedLoop, clock });
  const records = await openRecords(world.merchantId);
  try {
    const lived = await live({ world, records, threads, random, clock });
    const problems = [...lived.problems, ...(await judge(records, world.core.ledger(), lived.pressed))];
    const trace = createHash("sha256").update(lived.steps.join("\n")).digest("hex").slice(0, 16);
    return { seed, provider, trace, steps: lived.steps, payouts: lived.pressed.length, faults: lived.faults, problems };
  } finally {
    restoreWire();
    restoreIds();
    restorePause();
    restoreChance();
    restoreClock();
    await clearAfter(world.merchantId);
  }
}

let tails = 0;

/** Never the same in this process, since all its lives share a database. */
function nextTail(): string {
  tails += 1;
  return tails.toString(10);
}

/** Where receivers are enrolled first, a life is twice as long: those two get a smaller share. */
const SHARES = { ivy: 0.4, truelayer: 0.4, ipay: 0.1, bitpay: 0.1 } as const satisfies Record<ProviderId, number>;

function providerBy(draw: number): ProviderId {
  let left = draw;
  for (const provider of PROVIDERS) {
    left -= SHARES[provider];
    if (left <= 0) return provider;
  }
  return "bitpay";
}
