import { db, type Tx } from "@/lib/db/client";
import { asLocked } from "@/lib/operations/payouts/lock-payout";
import { seededRandom } from "@/lib/providers/contract/simulator-random";
import { inOneTransaction, type Rewind } from "./one-transaction";
import { type Happening, openHappenings } from "./order-happenings";
import { SCENARIOS, type Scenario } from "./order-scenarios";

// Six events about one payout in every order that they can come in: whatever came first, the end is the same.

export type OrderCounts = {
  readonly orders: number;
  readonly scenarios: number;
  /** Orders in which a webhook came before its payout was known by the provider's id, and waited for it. */
  readonly waited: number;
  /** Orders that ended with a contradiction shown, as they all had to in their scenario. */
  readonly contradicted: number;
  /** From here on nothing may be counted: an order with another end than the one that its scenario must have. */
  readonly unlike: readonly string[];
};

const EVENTS = 6;
const ORDERS_EACH = 720;

/** `runs` orders, spread evenly over the scenarios; from 720 times their number on these are all there are. */
export async function permuteEvents({ runs, seed }: { runs: number; seed: number }): Promise<OrderCounts> {
  const random = seededRandom(seed);
  const each = Math.min(ORDERS_EACH, Math.ceil(runs / SCENARIOS.length));
  const tally = { orders: 0, waited: 0, contradicted: 0, unlike: new Map<string, string>() };
  for (const scenario of SCENARIOS) {
    const orders = drawOrders(each, random);
    await inOneTransaction((tx, rewind) => tryOrders({ tx, rewind, scenario, orders, tally }));
  }
  return { ...tally, scenarios: SCENARIOS.length, unlike: [...tally.unlike.values()] };
}

type Tally = { orders: number; waited: number; contradicted: number; readonly unlike: Map<string, string> };
type Trial = {
  readonly tx: Tx;
  readonly rewind: Rewind;
  readonly scenario: Scenario;
  readonly orders: readonly (readonly number[])[];
  readonly tally: Tally;
};

async function tryOrders({ tx, rewind, scenario, orders, tally }: Trial): Promise<void> {
  const { payoutId, happenings } = await openHappenings(tx, scenario);

  /** Orders that begin alike share their beginning: it happens once. */
  const goOn = async (begun: readonly number[], rest: readonly (readonly number[])[], late: readonly Happening[]): Promise<void> => {
    if (begun.length === EVENTS) return rewind.andGoBack(() => comeToRest(begun, late));
    for (let event = 0; event < EVENTS; event += 1) {
      const after = rest.filter((order) => order[begun.length] === event);
      const happening = happenings[event];
      if (after.length === 0 || !happening) continue;
      await rewind.andGoBack(async () => {
        const isDone = await happening.happen();
        await goOn([...begun, event], after, isDone ? late : [...late, happening]);
      });
    }
  };

  /** What waits is tried again, as the worker's sweeps do, until nothing moves any more. */
  const comeToRest = async (order: readonly number[], late: readonly Happening[]) => {
    let waiting = late;
    for (let before = Number.POSITIVE_INFINITY; waiting.length > 0 && waiting.length < before; ) {
      before = waiting.length;
      const still: Happening[] = [];
      for (const happening of waiting) if (!(await happening.happen())) still.push(happening);
      waiting = still;
    }
    tally.orders += 1;
    if (late.some(({ kind }) => kind === "webhook")) tally.waited += 1;
    const payout = asLocked(await db().payout.findUniqueOrThrow({ where: { id: payoutId } }));
    if (payout.contradiction !== null) tally.contradicted += 1;
    const { state, contradiction, providerPayoutId, failureReason } = payout;
    const end = JSON.stringify({ state, contradiction, providerPayoutId, failureReason });
    if (scenario.ends.some((right) => end === JSON.stringify(right))) return;
    const told = order.map((event) => happenings[event]?.name).join(", ");
    const key = `${scenario.name} ${end}`;
    // One example of each other end is enough to see what is wrong.
    if (!tally.unlike.has(key)) tally.unlike.set(key, `${scenario.name}: ${told} -> ${end}`);
  };

  await goOn([], orders, []);
}

const ENDINGS = 6;

/** By their first three events, with all six endings of each: orders that begin alike cost less. None is repeated. */
function drawOrders(count: number, random: () => number): readonly (readonly number[])[] {
  // In the order that they are listed, six at a time begin alike.
  const all = permutations([0, 1, 2, 3, 4, 5]);
  const beginnings = Array.from({ length: ORDERS_EACH / ENDINGS }, (_, place) => place * ENDINGS);
  for (let place = 0; place < beginnings.length; place += 1) {
    const other = place + Math.floor(random() * (beginnings.length - place));
    const [one = 0, two = 0] = [beginnings[place], beginnings[other]];
    beginnings[place] = two;
    beginnings[other] = one;
  }
  const drawn = beginnings.slice(0, Math.ceil(count / ENDINGS));
  return drawn.flatMap((start) => all.slice(start, start + ENDINGS)).slice(0, count);
}

function permutations(events: readonly number[]): number[][] {
  if (events.length === 0) return [[]];
  return events.flatMap((event) => permutations(events.filter((other) => other !== event)).map((rest) => [event, ...rest]));
}
