import { HOUR_MS } from "@/lib/base/time";
import type { PayoutSource } from "@/lib/domain/approval/policy";
import type { PayoutEvent, PayoutState } from "@/lib/domain/payout/lifecycle";
import type { Dice } from "./random";
import type { Rows } from "./rows";
import { type SeedOrder, seedNeed } from "./seed-need";
import { type Plan, tellStory } from "./story";
import { writeStory } from "./story-rows";
import { aimAtAccount, aimAtSource } from "./targets";
import type { World } from "./world";

/** One payout whose story is told, made at the given moment. */
export function addPastPayout(world: World, rows: Rows, { createdMs, dice, isLean = false }: PastPayout): void {
  writeStory(rows, world, tellStory(world, planPast(world, rows, { createdMs, dice }), dice), { isLean });
}

export type PastPayout = {
  readonly createdMs: number;
  readonly dice: Dice;
  /** Without what the desk itself noted beside the moves: see `Marks`. */
  readonly isLean?: boolean;
};

const CLOSED_LOOP = 0.58;

function planPast(world: World, rows: Rows, { createdMs, dice }: { createdMs: number; dice: Dice }): Plan {
  const connection = drawConnection(world, dice);
  const isClosed = connection.manifest.closedLoop !== null && dice.chance(CLOSED_LOOP);
  const at = { connection, atMs: createdMs, dice };
  const aim = isClosed ? aimAtSource(world, rows, at) : aimAtAccount(world, at);

  // People work by day; what comes at night and at weekends comes from the shop's own system.
  const isApi = dice.chance(world.calendar.isOfficeTime(createdMs) ? 0.16 : 0.94);
  const source: PayoutSource = isApi ? "api" : "screen";
  const end = drawEnd(world, { connection, source, createdMs, amountMinor: aim.amountMinor, target: aim.target }, dice);
  if (aim.target.loop === "closed" && !RELEASING.includes(end.state)) aim.target.source.leftMinor -= aim.amountMinor;
  return { ...aim, ...end, connection, source, createdMs };
}

export function drawConnection({ connections }: World, dice: Dice): World["connections"][number] {
  let left = dice.roll() * connections.reduce((sum, { weight }) => sum + weight, 0);
  for (const connection of connections) {
    left -= connection.weight;
    if (left < 0) return connection;
  }
  throw new Error("There is no connection to pay from.");
}

/** Ends after which the source may be paid back once more. */
const RELEASING: readonly PayoutState[] = ["rejected", "discarded", "expired", "cancelled", "refused", "failed", "returned"];

const ENDS = {
  settled: 906,
  failed: 30,
  rejected: 22,
  refused: 9,
  returned: 9,
  cancelled: 9,
  discarded: 8,
  expired: 7,
} as const satisfies Partial<Record<PayoutState, number>>;

const NEEDS_PERSON: readonly PayoutState[] = ["rejected", "discarded", "expired"];
const EXPIRES_AFTER_MS = 170 * HOUR_MS;

type Ending = { readonly state: PayoutState; readonly path?: readonly PayoutEvent[] };

function drawEnd(world: World, order: SeedOrder, dice: Dice): Ending {
  const { connection, createdMs } = order;
  const state = dice.weigh(ENDS);
  const isAlone = order.source === "api" && seedNeed(world, order, world.apiKey).steps.length === 0;
  const isImpossible =
    (isAlone && NEEDS_PERSON.includes(state)) ||
    (state === "expired" && world.nowMs - createdMs < EXPIRES_AFTER_MS) ||
    (state === "returned" && connection.demo.returned === null);
  if (isImpossible) return { state: "settled" };
  if (state === "settled") return { state, path: SETTLED_PATHS[dice.weigh(SETTLED_WAYS)] };
  // Cancelled in the only moment in which a person can be faster than the worker: while the provider is away.
  if (state === "cancelled") return { state, path: CANCELLED_PATH };
  return { state };
}

const CANCELLED_PATH = ["submit", "approve", "dispatch", "stayHome", "cancel"] as const satisfies readonly PayoutEvent[];
const SETTLED_WAYS = { usual: 970, secondTry: 18, foundLater: 12 } as const;
const SETTLED_PATHS = {
  usual: ["submit", "approve", "dispatch", "accept", "settle"],
  secondTry: ["submit", "approve", "dispatch", "stayHome", "dispatch", "accept", "settle"],
  foundLater: ["submit", "approve", "dispatch", "loseTrack", "settle"],
} as const satisfies Record<keyof typeof SETTLED_WAYS, readonly PayoutEvent[]>;
