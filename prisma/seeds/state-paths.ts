import { next, type PayoutEvent, type PayoutState } from "@/lib/domain/payout/lifecycle";

/** How a payout most often came to be in each state: the moves from `draft` on. Seeds and factories tell a payout's past by it. */
export const STATE_PATHS = {
  draft: [],
  discarded: ["submit", "withdraw", "discard"],
  awaitingApproval: ["submit"],
  rejected: ["submit", "reject"],
  expired: ["submit", "expire"],
  approved: ["submit", "approve"],
  held: ["submit", "approve", "hold"],
  cancelled: ["submit", "approve", "cancel"],
  dispatching: ["submit", "approve", "dispatch"],
  refused: ["submit", "approve", "dispatch", "refuse"],
  unconfirmed: ["submit", "approve", "dispatch", "loseTrack"],
  inFlight: ["submit", "approve", "dispatch", "accept"],
  settled: ["submit", "approve", "dispatch", "accept", "settle"],
  failed: ["submit", "approve", "dispatch", "accept", "fail"],
  returned: ["submit", "approve", "dispatch", "accept", "settle", "bounce"],
} as const satisfies Record<PayoutState, readonly PayoutEvent[]>;

export type Move = { readonly event: PayoutEvent; readonly from: PayoutState; readonly to: PayoutState };

const walked = new Map<readonly PayoutEvent[], readonly Move[]>();

/** The moves with their states. Throws on a step that the lifecycle does not have, so that no seed invents one. */
export function movesAlong(path: readonly PayoutEvent[]): readonly Move[] {
  const known = walked.get(path);
  if (known) return known;
  const moves = walk(path);
  walked.set(path, moves);
  return moves;
}

function walk(path: readonly PayoutEvent[]): readonly Move[] {
  let from: PayoutState = "draft";
  return path.map((event) => {
    const to = next(from, event);
    if (!to) throw new Error(`The lifecycle has no way "${event}" out of ${from}.`);
    const move = { event, from, to };
    from = to;
    return move;
  });
}
