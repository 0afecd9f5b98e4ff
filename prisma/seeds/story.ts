import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { type ApprovalNeed, peopleNeeded } from "@/lib/domain/approval/need";
import type { PayoutSource } from "@/lib/domain/approval/policy";
import { REJECTION_REASONS, type RejectionReason } from "@/lib/domain/approval/policy";
import { FAILURE_REASONS } from "@/lib/domain/payout/failure";
import type { PayoutEvent, PayoutState } from "@/lib/domain/payout/lifecycle";
import type { SeedConnection, SeedPerson } from "./cast";
import type { ProviderWords } from "./demo-providers/demo-provider";
import type { Dice } from "./random";
import { drawSigners, type Signer, seedNeed } from "./seed-need";
import { movesAlong, STATE_PATHS } from "./state-paths";
import type { Target } from "./targets";
import type { World } from "./world";

/** What happened to one payout, from the first press to where it stands now. */
export type Story = {
  readonly connection: SeedConnection;
  readonly target: Target;
  readonly source: PayoutSource;
  readonly amountMinor: number;
  readonly reference: string;
  readonly maker: SeedPerson;
  /** Who decided, or would have; where several had to, those before. */
  readonly checker: SeedPerson;
  readonly signers: readonly Signer[];
  readonly need: ApprovalNeed;
  readonly state: PayoutState;
  readonly beats: readonly Beat[];
  readonly createdMs: number;
  readonly failure: ProviderWords | null;
  readonly rejection: RejectionReason | null;
};

export type Beat = {
  readonly event: PayoutEvent;
  readonly from: PayoutState;
  readonly to: PayoutState;
  readonly atMs: number;
  readonly by: "maker" | "checker" | "desk";
  readonly note: string | null;
};

export type Plan = {
  readonly connection: SeedConnection;
  readonly target: Target;
  readonly source: PayoutSource;
  readonly amountMinor: number;
  readonly reference: string;
  readonly state: PayoutState;
  /** Where the usual way to `state` is not the one that was taken. */
  readonly path?: readonly PayoutEvent[];
  readonly createdMs: number;
  readonly maker?: SeedPerson;
  /** The last beat is then at the latest; by default nothing has happened in the last minute. */
  readonly endsMs?: number;
};

export const CONNECTION_OFF = "The connection it leaves from is not active.";

export function tellStory(world: World, plan: Plan, dice: Dice): Story {
  const { connection, state, createdMs, source } = plan;
  const maker = plan.maker ?? (source === "api" ? world.apiKey : dice.pick(world.makers));
  const need = seedNeed(world, plan, maker);
  const isAlone = peopleNeeded(need.steps) === 0;
  const failure = drawFailure(plan, dice);
  const rejection = state === "rejected" ? dice.weigh(REJECTIONS) : null;

  const beats: Beat[] = [];
  let atMs = createdMs;
  for (const { event, from, to } of movesAlong(plan.path ?? STATE_PATHS[state])) {
    const isReleased = event === "approve" && isAlone;
    if (!isReleased) atMs = momentOf(event, { afterMs: atMs, world, dice });
    const by = isReleased ? "desk" : BY[event];
    const note = isReleased
      ? need.fired.map(({ name, sentence }) => `${name}. ${sentence}`).join(" ")
      : noteOf(event, { failure, rejection });
    beats.push({ event, from, to, atMs, by, note });
  }
  const signers = drawSigners(world, need, dice);
  const checker = signers.at(-1)?.checker ?? dice.pick(world.checkers);
  const squeezed = squeeze(beats, { createdMs, endsMs: plan.endsMs ?? world.nowMs - MINUTE_MS });
  const { target, amountMinor, reference } = plan;
  const facts = { connection, target, source, amountMinor, reference, state, createdMs };
  return { ...facts, maker, checker, signers, need, beats: squeezed, failure, rejection };
}

const REJECTIONS = { wrongAmount: 5, wrongReceiver: 4, duplicate: 4, missingDocument: 5, notOwed: 3, other: 2 } as const satisfies Record<
  RejectionReason,
  number
>;

/** Who makes each move. */
const BY = {
  submit: "maker",
  discard: "maker",
  withdraw: "maker",
  cancel: "maker",
  approve: "checker",
  reject: "checker",
  expire: "desk",
  dispatch: "desk",
  revoke: "desk",
  hold: "desk",
  resurface: "desk",
  release: "desk",
  accept: "desk",
  refuse: "desk",
  loseTrack: "desk",
  stayHome: "desk",
  settle: "desk",
  fail: "desk",
  findAbsent: "desk",
  mend: "maker",
  reopen: "checker",
  bounce: "desk",
} as const satisfies Record<PayoutEvent, Beat["by"]>;

function drawFailure({ connection: { demo }, state, target }: Plan, dice: Dice): ProviderWords | null {
  if (state === "failed") return dice.pick(demo.failures);
  if (state === "returned") return demo.returned;
  if (state !== "refused") return null;
  // An account is not refused for what an order lacks, nor the other way round.
  const notFitting = target.loop === "open" ? "notReturnable" : "accountInvalid";
  return dice.pick(demo.refusals.filter(({ reason }) => reason !== notFitting));
}

function noteOf(
  event: PayoutEvent,
  { failure, rejection }: { failure: ProviderWords | null; rejection: RejectionReason | null },
): string | null {
  if ((event === "fail" || event === "refuse" || event === "bounce") && failure) return FAILURE_REASONS[failure.reason].sentence;
  if (event === "reject" && rejection) return `${REJECTION_REASONS[rejection]}.`;
  return NOTES[event] ?? null;
}

const NOTES: Partial<Record<PayoutEvent, string>> = {
  hold: CONNECTION_OFF,
  loseTrack: "The provider did not answer in time.",
  stayHome: "The provider could not be reached.",
  expire: "Nobody decided on it in time.",
};

function momentOf(event: PayoutEvent, { afterMs, world, dice }: { afterMs: number; world: World; dice: Dice }): number {
  const [least, most] = WAITS[event];
  const atMs = afterMs + least + Math.floor((most - least) * dice.roll() ** 3);
  const isByPerson = BY[event] !== "desk" && event !== "submit";
  return isByPerson ? world.calendar.whenSomeoneIsThere(atMs, dice) : atMs;
}

/** How long each move lets wait for itself; most come early in their time. */
const WAITS = {
  submit: [0, 0],
  approve: [2 * MINUTE_MS, 9 * HOUR_MS],
  reject: [4 * MINUTE_MS, 9 * HOUR_MS],
  withdraw: [3 * MINUTE_MS, 2 * HOUR_MS],
  discard: [MINUTE_MS, HOUR_MS],
  expire: [168 * HOUR_MS, 168 * HOUR_MS],
  cancel: [2 * MINUTE_MS, 40 * MINUTE_MS],
  hold: [150, 900],
  release: [HOUR_MS, 20 * HOUR_MS],
  revoke: [MINUTE_MS, HOUR_MS],
  mend: [5 * MINUTE_MS, 20 * HOUR_MS],
  reopen: [MINUTE_MS, 10 * MINUTE_MS],
  resurface: [MINUTE_MS, HOUR_MS],
  dispatch: [120, 2500],
  accept: [140, 1900],
  refuse: [140, 1200],
  loseTrack: [15 * SECOND_MS, 16 * SECOND_MS],
  stayHome: [80, 5 * SECOND_MS],
  findAbsent: [2 * SECOND_MS, 30 * SECOND_MS],
  settle: [1500, 3 * HOUR_MS],
  fail: [1500, 4 * HOUR_MS],
  bounce: [5 * HOUR_MS, 110 * HOUR_MS],
} as const satisfies Record<PayoutEvent, readonly [number, number]>;

/** Nothing has happened in the future: a story that would end there is told faster. */
function squeeze(beats: readonly Beat[], { createdMs, endsMs }: { createdMs: number; endsMs: number }): readonly Beat[] {
  const length = (beats.at(-1)?.atMs ?? createdMs) - createdMs;
  const room = Math.max(endsMs - createdMs, 0);
  if (length <= room) return beats;
  return beats.map((beat) => ({ ...beat, atMs: createdMs + Math.floor(((beat.atMs - createdMs) * room) / length) }));
}
