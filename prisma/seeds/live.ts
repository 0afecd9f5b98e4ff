import { HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import type { PayoutEvent, PayoutState } from "@/lib/domain/payout/lifecycle";
import type { SeedPerson } from "./cast";
import { withOldAccounts } from "./load-world";
import type { Marks } from "./payout-row";
import type { Dice } from "./random";
import type { Rows } from "./rows";
import { tellStory } from "./story";
import { writeStory } from "./story-rows";
import { aimAtAccount, aimAtSource } from "./targets";
import type { World } from "./world";

/**
 * Payouts whose story is not told yet: what waits for a person, and what is with a provider. The latter carry `isBooked`, by which
 * the start knows that the make-believe provider has to be told of them; until it has been, the desk does not look them up.
 */
type Live = {
  readonly state: PayoutState;
  readonly on: string;
  readonly ageMs: number;
  readonly amountMinor?: number;
  readonly loop?: "closed" | "open";
  readonly path?: readonly PayoutEvent[];
  /** By their place among the makers. */
  readonly maker?: number;
  readonly isBooked?: true;
  readonly marks?: (nowMs: number) => Marks;
};

const awaiting = (on: string, ageMs: number, amountMinor: number, loop: "closed" | "open", maker = 0): Live => ({
  state: "awaitingApproval",
  on,
  ageMs,
  amountMinor,
  loop,
  maker,
});

const withProvider = (state: "inFlight" | "unconfirmed" | "dispatching", on: string, ageMs: number): Live => ({
  state,
  on,
  ageMs,
  isBooked: true,
});

const LIVE: readonly Live[] = [
  awaiting("truelayer-gbp", 12 * MINUTE_MS, 1_240, "closed"),
  awaiting("ivy-eur", 19 * MINUTE_MS, 4_999, "closed", 1),
  awaiting("truelayer-eur", 41 * MINUTE_MS, 18_000, "closed"),
  awaiting("truelayer-gbp", 65 * MINUTE_MS, 42_050, "open"),
  awaiting("ivy-eur", 2 * HOUR_MS, 99_900, "open"),
  awaiting("truelayer-eur", 3 * HOUR_MS, 125_000, "open", 1),
  awaiting("truelayer-gbp", 5 * HOUR_MS, 230_075, "open"),
  awaiting("ivy-eur", 8 * HOUR_MS, 480_000, "open", 1),
  awaiting("truelayer-eur", 20 * HOUR_MS, 725_000, "open"),
  awaiting("truelayer-gbp", 23 * HOUR_MS, 1_250_000, "open"),
  awaiting("truelayer-eur", 26 * HOUR_MS, 2_300_000, "open", 1),
  awaiting("truelayer-gbp", 30 * HOUR_MS, 4_180_000, "open"),
  // Overlooked for days: it lapses tomorrow.
  awaiting("truelayer-eur", 139 * HOUR_MS, 38_640, "open"),
  { state: "held", on: "ivy-gbp", ageMs: 21 * HOUR_MS, amountMinor: 61_000, loop: "open" },
  { state: "held", on: "ivy-gbp", ageMs: 28 * HOUR_MS, amountMinor: 8_450, loop: "closed", maker: 1 },
  { state: "held", on: "ivy-gbp", ageMs: 51 * HOUR_MS, amountMinor: 147_320, loop: "open" },
  {
    state: "approved",
    on: "truelayer-eur",
    ageMs: 34 * MINUTE_MS,
    amountMinor: 36_500,
    path: ["submit", "approve", "dispatch", "stayHome"],
    // Never sent: it goes out when the desk looks at it next.
    marks: (nowMs) => ({ nextCheckAt: new Date(nowMs + 25 * MINUTE_MS) }),
  },
  { state: "draft", on: "truelayer-gbp", ageMs: 27 * HOUR_MS, path: ["submit", "withdraw"] },
  { state: "draft", on: "ivy-eur", ageMs: 49 * HOUR_MS, path: ["submit", "withdraw"], maker: 1 },
  { state: "draft", on: "truelayer-eur", ageMs: 122 * HOUR_MS, path: ["submit", "withdraw"] },
  {
    state: "settled",
    on: "ivy-eur",
    ageMs: 44 * HOUR_MS,
    amountMinor: 31_290,
    marks: () => ({ contradiction: "The provider now reports it as failed, after it was settled here." }),
  },
  withProvider("dispatching", "ivy-eur", 6 * MINUTE_MS),
  // Ivy's list shows these, so the desk finds them by itself. They are older than the hour in which it would send the key again.
  withProvider("unconfirmed", "ivy-eur", 3 * HOUR_MS),
  withProvider("unconfirmed", "ivy-eur", 5 * HOUR_MS),
  // TrueLayer cannot be asked without an id, and the key is too old to be sent again: a person has to decide.
  withProvider("unconfirmed", "truelayer-gbp", 22 * HOUR_MS),
  withProvider("unconfirmed", "truelayer-eur", 29 * HOUR_MS),
  withProvider("unconfirmed", "truelayer-gbp", 47 * HOUR_MS),
  ...[4, 9, 16, 38, 55, 130].map((minutes) => withProvider("inFlight", "truelayer-gbp", minutes * MINUTE_MS)),
  ...[7, 25, 70, 190, 420, 1300].map((minutes) => withProvider("inFlight", "truelayer-eur", minutes * MINUTE_MS)),
  ...[5, 13, 48, 95, 600, 1700].map((minutes) => withProvider("inFlight", "ivy-eur", minutes * MINUTE_MS)),
];

export const LIVE_COUNT = LIVE.length;

/** How the start recognises what it has to book. It is the payout's own metadata, so it shows on its page. */
export const BOOKED_METADATA = { origin: "demo" } as const;

export function addLivePayouts(world: World, rows: Rows, dice: Dice): void {
  const oldest = Math.max(...LIVE.map(({ ageMs }) => ageMs));
  const grown = withOldAccounts(world, world.nowMs - oldest);
  for (const live of LIVE) addLive(grown, rows, live, dice);
}

function addLive(world: World, rows: Rows, { state, on, ageMs, amountMinor, loop, path, maker, isBooked, marks }: Live, dice: Dice): void {
  const connection = world.connections.find(({ name }) => name === on);
  // A provider that the demo does not know yet has no past either.
  if (!connection) return;
  const createdMs = world.nowMs - ageMs;
  const at = { connection, atMs: createdMs, dice, amountMinor: amountMinor ?? smallAmount(dice) };
  const isClosed = loop === "closed" || (loop === undefined && connection.manifest.closedLoop !== null && dice.chance(0.5));
  const aim = isClosed ? aimAtSource(world, rows, at) : aimAtAccount(world, at);
  if (aim.target.loop === "closed") aim.target.source.leftMinor -= aim.amountMinor;
  const story = tellStory(
    world,
    {
      ...aim,
      connection,
      state,
      path,
      source: "screen",
      createdMs,
      maker: makerAt(world, maker),
      endsMs: endOf(state, { createdMs, nowMs: world.nowMs }),
    },
    dice,
  );
  writeStory(rows, world, story, { ...marks?.(world.nowMs), ...(isBooked ? { metadata: BOOKED_METADATA } : {}) });
}

function makerAt({ makers }: World, place = 0): SeedPerson | undefined {
  return makers[place % makers.length];
}

function smallAmount(dice: Dice): number {
  return Math.max(Math.round(dice.spread(18_000, 0.9)), 500);
}

/** Sent soon after it was made; only what is being sent right now was approved a moment ago. */
function endOf(state: PayoutState, { createdMs, nowMs }: { createdMs: number; nowMs: number }): number {
  if (state === "dispatching") return nowMs;
  const soon = createdMs + Math.min((nowMs - createdMs) / 2, 45 * MINUTE_MS);
  return Math.floor(soon);
}
