import * as z from "zod";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs } from "@/lib/base/time";
import { canHold, followMove, holdAmount, isOver } from "./simulator-balances";
import type { Moods } from "./simulator-moods";
import { drawUuid } from "./simulator-random";
import {
  type BookedPayout,
  type HistoryRequest,
  type LedgerRow,
  type NewPayout,
  Pace,
  type SimulatedAccount,
  type SimulatedProvider,
  SimulatedState,
  type SimulatorSpec,
  type SimulatorWorld,
} from "./simulator-spec";
import type { Collection, Store } from "./simulator-store";
import type { Post } from "./simulator-webhooks";

const ScheduledMove = z.object({
  providerPayoutId: z.string(),
  state: SimulatedState,
  failure: z.string().nullable(),
  unseen: z.boolean(),
  /** ISO 8601 in UTC with milliseconds, always the same length: compared as text. */
  dueAt: z.string(),
});
type ScheduledMove = z.infer<typeof ScheduledMove>;

type Fate = { readonly kind: "fine" | "bounce" | "unseenStatus" | "short" } | { readonly kind: "fail"; readonly code: string };

export interface Ledger<Details> {
  rows(): readonly LedgerRow[];
  book(payout: NewPayout<Details>): BookedPayout<Details>;
  bookHistory(request: HistoryRequest): Result<readonly { reference: string; providerPayoutId: string }[], readonly string[]>;
  findByKey(accountId: string, idempotencyKey: string): BookedPayout<Details> | null;
  countReplay(providerPayoutId: string): void;
  /** After the rows themselves are gone. */
  forget(): void;
  move(providerPayoutId: string, state: SimulatedState, failure?: string): void;
  setPace(pace: Pace): void;
  pace(): Pace;
  hold(providerPayoutId: string): boolean;
  goOn(providerPayoutId: string): void;
  nextDueAt(): Date | null;
  moveDue(): void;
}

/** What was booked and what becomes of it. The second witness for "paid once": it counts requests, and never takes a row back. */
export function createLedger<Credentials, Details>(options: {
  readonly spec: SimulatorSpec<Credentials, Details>;
  readonly store: Store;
  readonly world: SimulatorWorld;
  readonly accounts: Collection<SimulatedAccount<Credentials>>;
  readonly payouts: Collection<BookedPayout<Details>>;
  readonly moods: Moods;
  readonly post: Post;
  readonly provider: () => SimulatedProvider<Credentials, Details>;
}): Ledger<Details> {
  const { spec, store, world, accounts, payouts, moods, post, provider } = options;
  /** By payout, in the order in which they fall due. */
  const moves = store.collection("moves", z.array(ScheduledMove));
  let pace = world.pace ?? Pace.parse({});

  /** Ids of payouts by what else names them within an account. */
  const named = new Map<string, string>();
  const nameOf = (accountId: string, kind: "key" | "reference", text: string) => JSON.stringify([accountId, kind, text]);
  const noteNames = ({ accountId, idempotencyKey, reference, providerPayoutId }: BookedPayout<Details>) => {
    if (idempotencyKey !== null) named.set(nameOf(accountId, "key", idempotencyKey), providerPayoutId);
    if (reference !== null) named.set(nameOf(accountId, "reference", reference), providerPayoutId);
  };
  for (const payout of payouts.values()) noteNames(payout);

  const announce = (payout: BookedPayout<Details>) => {
    const isFirst = payout.state === "received";
    const truth = provider().eventsOf(payout);
    const lies = provider().eventsOf({ ...payout, ...opposite(payout.state, spec.codes.returned) });
    for (const [place, event] of truth.entries()) post.announce(payout.accountId, event, { lie: lies[place] ?? lies[0], isFirst });
  };

  const apply = (providerPayoutId: string, change: { state: SimulatedState; failure: string | null; unseen: boolean }) => {
    const before = payouts.get(providerPayoutId);
    if (!before || (before.state === change.state && before.unseen === change.unseen)) return;
    followMove(accounts, debited(before), change.state);
    const history = [...before.history, { state: change.state, at: world.now().toISOString() }];
    const after = payouts.put(providerPayoutId, { ...before, ...change, held: before.held && !isOver(change.state), history });
    announce(after);
  };

  /** The payout as the balances see it. */
  const debited = <T extends Pick<BookedPayout<Details>, "amountMinor" | "currency" | "details">>(payout: T): T => {
    const debit = spec.debitOf?.(payout);
    return debit ? { ...payout, amountMinor: String(debit.minor), currency: debit.currency } : payout;
  };

  const canSpare = ({ accountId, ...payout }: Pick<BookedPayout<Details>, "accountId" | "amountMinor" | "currency" | "details">) => {
    const { currency, amountMinor } = debited(payout);
    return canHold(accounts, { accountId, currency, minor: BigInt(amountMinor) });
  };

  const drawFate = (payout: NewPayout<Details>): Fate => {
    const own = readSim(payout.sim, (word) => spec.reasons.fail.includes(word));
    if (own) return own;
    const mood = moods.draw(["fail", "bounce", "unseenStatus"]);
    if (mood?.name === "fail") return { kind: "fail", code: mood.reason };
    if (mood?.name === "bounce" || mood?.name === "unseenStatus") return { kind: mood.name };
    return { kind: "fine" };
  };

  const schedule = (providerPayoutId: string, fate: Fate, from: SimulatedState = "received") => {
    const at = (afterMs: number) => addMs(world.now(), afterMs).toISOString();
    const move = (state: SimulatedState, afterMs: number, failure: string | null = null, unseen = false): ScheduledMove => ({
      providerPayoutId,
      state,
      failure,
      unseen,
      dueAt: at(afterMs),
    });
    const sent = from === "received" ? [move("inFlight", pace.inFlightAfterMs)] : [];
    const settled = move("settled", pace.settledAfterMs);
    const ahead = {
      fine: () => [...sent, settled],
      bounce: () => [...sent, settled, move("returned", pace.returnedAfterMs, spec.codes.returned)],
      unseenStatus: () => [move("inFlight", pace.inFlightAfterMs, null, true), move("settled", pace.unseenForMs)],
      short: () => [move("failed", pace.inFlightAfterMs, spec.codes.shortBalance)],
      fail: () => [...sent, move("failed", pace.settledAfterMs, fate.kind === "fail" ? fate.code : null)],
    } satisfies Record<Fate["kind"], () => ScheduledMove[]>;
    moves.put(providerPayoutId, ahead[fate.kind]());
  };

  return {
    book(payout) {
      const providerPayoutId = (spec.drawId ?? drawUuid)(world.random);
      if (payouts.get(providerPayoutId)) throw new Error(`The id ${providerPayoutId} was drawn twice: the seed of an earlier run.`);
      const { accountId, amount } = payout;
      const held = canSpare({ accountId, amountMinor: String(amount.minor), currency: amount.currency, details: payout.details });
      const bookedAt = world.now().toISOString();
      const booked = payouts.put(providerPayoutId, {
        providerPayoutId,
        accountId,
        reference: payout.reference,
        idempotencyKey: payout.idempotencyKey,
        amountMinor: String(amount.minor),
        currency: amount.currency,
        state: "received",
        unseen: false,
        failure: null,
        bookedAt,
        history: [{ state: "received", at: bookedAt }],
        requests: 1,
        held,
        details: payout.details,
      });
      noteNames(booked);
      if (held) holdAmount(accounts, debited(booked));
      const fate = drawFate(payout);
      schedule(providerPayoutId, held || spec.codes.shortBalance === null ? fate : { kind: "short" });
      announce(booked);
      return booked;
    },

    bookHistory({ accountId, items }) {
      if (!accounts.get(accountId)) return failed([`accountId: no merchant account "${accountId}" is registered.`]);
      const problems: string[] = [];
      const fresh: BookedPayout<Details>[] = [];
      const drawn = new Map<string, string>();
      const answers = items.map((item, place) => {
        const known = named.get(nameOf(accountId, "reference", item.reference)) ?? drawn.get(item.reference);
        const providerPayoutId = known ?? item.providerPayoutId ?? (spec.drawId ?? drawUuid)(world.random);
        if (payouts.get(providerPayoutId) || drawn.has(item.reference)) return { reference: item.reference, providerPayoutId };
        drawn.set(item.reference, providerPayoutId);
        const details = provider().historicDetails(item);
        if (!details.ok) problems.push(...details.error.map((problem) => `items.${place}.${problem}`));
        else fresh.push(historicRow({ ...item, providerPayoutId }, accountId, details.value));
        return { reference: item.reference, providerPayoutId };
      });
      if (problems.length > 0) return failed(problems);
      for (const payout of fresh) {
        payouts.put(payout.providerPayoutId, payout);
        noteNames(payout);
        if (!payout.held) continue;
        holdAmount(accounts, debited(payout));
        if (payout.state === "settled") followMove(accounts, debited(payout), "settled");
      }
      const goingOn = new Set(items.filter(({ continues }) => continues).map(({ reference }) => reference));
      for (const { providerPayoutId: id, reference, state } of fresh) {
        if (goingOn.has(reference ?? "") && (state === "received" || state === "inFlight")) schedule(id, { kind: "fine" }, state);
      }
      return ok(answers);
    },

    findByKey: (accountId, idempotencyKey) => payouts.get(named.get(nameOf(accountId, "key", idempotencyKey)) ?? "") ?? null,

    forget: () => named.clear(),

    countReplay(providerPayoutId) {
      const payout = payouts.get(providerPayoutId);
      if (payout) payouts.put(providerPayoutId, { ...payout, requests: payout.requests + 1 });
    },

    move(providerPayoutId, state, failure) {
      moves.remove(providerPayoutId);
      apply(providerPayoutId, { state, failure: failure ?? null, unseen: false });
    },

    setPace(next) {
      pace = next;
    },

    pace: () => pace,

    hold(providerPayoutId) {
      const payout = payouts.get(providerPayoutId);
      if (!payout || payout.held || isOver(payout.state)) return payout?.held ?? false;
      if (!canSpare(payout)) return false;
      holdAmount(accounts, debited(payout));
      payouts.put(providerPayoutId, { ...payout, held: true });
      return true;
    },

    goOn(providerPayoutId) {
      const ahead = moves.get(providerPayoutId) ?? [];
      if (ahead.length > 0) moves.put(providerPayoutId, putOff(ahead, addMs(world.now(), pace.inFlightAfterMs)));
    },

    nextDueAt() {
      let earliest: string | null = null;
      for (const [next] of moves.values()) {
        if (next && (earliest === null || next.dueAt < earliest)) earliest = next.dueAt;
      }
      return earliest === null ? null : new Date(earliest);
    },

    moveDue() {
      const now = world.now().toISOString();
      const due: ScheduledMove[] = [];
      for (const ahead of moves.values()) due.push(...ahead.filter((move) => move.dueAt <= now));
      due.sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
      const postponed = new Set<string>();
      for (const move of due) {
        if (postponed.has(move.providerPayoutId)) continue;
        const ahead = moves.get(move.providerPayoutId) ?? [];
        const payout = payouts.get(move.providerPayoutId);
        const until = payout ? (provider().postpone?.(payout, move.state) ?? null) : null;
        if (until !== null) {
          moves.put(move.providerPayoutId, putOff(ahead, until));
          postponed.add(move.providerPayoutId);
          continue;
        }
        const [, ...rest] = ahead;
        if (rest.length > 0) moves.put(move.providerPayoutId, rest);
        else moves.remove(move.providerPayoutId);
        apply(move.providerPayoutId, { state: move.state, failure: move.failure, unseen: move.unseen });
      }
    },

    rows: () => Array.from(payouts.values(), asRow),
  };
}

/** All that lies ahead, later by as much as its first move is. */
function putOff(ahead: readonly ScheduledMove[], until: Date): ScheduledMove[] {
  const byMs = until.getTime() - new Date(ahead[0]?.dueAt ?? until).getTime();
  return ahead.map((move) => ({ ...move, dueAt: addMs(new Date(move.dueAt), byMs).toISOString() }));
}

/** A payout may carry its own fate ("fail:<code>", "bounce", "unseenStatus"), so that tests side by side do not share a mood. */
function readSim(sim: string | null | undefined, isFailCode: (word: string) => boolean): Fate | null {
  if (sim === "bounce" || sim === "unseenStatus") return { kind: sim };
  const code = sim?.startsWith("fail:") ? sim.slice("fail:".length) : null;
  return code !== null && isFailCode(code) ? { kind: "fail", code } : null;
}

function opposite(state: SimulatedState, failure: string): { state: SimulatedState; failure: string | null } {
  return state === "settled" ? { state: "failed", failure } : { state: "settled", failure: null };
}

function historicRow<Details>(
  item: HistoryRequest["items"][number] & { readonly providerPayoutId: string },
  accountId: string,
  details: Details,
): BookedPayout<Details> {
  const bookedAt = new Date(item.bookedAt).toISOString();
  const received = { state: "received", at: bookedAt } as const;
  const changed = { state: item.state, at: new Date(item.changedAt ?? item.bookedAt).toISOString() };
  return {
    providerPayoutId: item.providerPayoutId,
    accountId,
    reference: item.reference,
    idempotencyKey: item.idempotencyKey,
    amountMinor: item.amountMinor,
    currency: item.currency,
    state: item.state,
    unseen: false,
    failure: item.failure,
    bookedAt,
    history: item.state === "received" ? [received] : [received, changed],
    requests: 1,
    held: item.takesMoney && !isOver(item.state),
    details,
  };
}

function asRow<Details>(payout: BookedPayout<Details>): LedgerRow {
  const { providerPayoutId, reference, idempotencyKey, amountMinor, currency, state, bookedAt, requests } = payout;
  const { accountId, failure, history } = payout;
  return { providerPayoutId, reference, idempotencyKey, amountMinor, currency, state, bookedAt, requests, accountId, failure, history };
}
