import { currentTime } from "@/lib/base/clock";
import type { Currency } from "@/lib/base/currency";
import { pause } from "@/lib/base/pause";
import { SECOND_MS } from "@/lib/base/time";
import type { Connection } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import type { TheirSide } from "@/lib/domain/reconciliation/sides";
import { askLeave } from "@/lib/operations/connections/ask-leave";
import { openConnection } from "@/lib/operations/connections/open-connection";
import type { ProviderConnection } from "@/lib/providers/contract/connection";
import type { Fault } from "@/lib/providers/contract/fault";
import type { Balance, Transaction } from "@/lib/providers/contract/ledger";
import type { Observation, PayoutWindow } from "@/lib/providers/contract/payout";
import { type Claim, renewClaim } from "./claim-run";

/** All that a provider has to say of a window. `balances` is null where it tells none, or while they move. */
export type ProviderSide = {
  readonly lists: "everything" | "executedOnly";
  readonly records: readonly TheirSide[];
  readonly movements: readonly Transaction[] | null;
  readonly balances: ReadonlyMap<Currency, bigint> | null;
};

export type TheirAnswer =
  | { readonly kind: "read"; readonly side: ProviderSide }
  | { readonly kind: "unread"; readonly why: string }
  /** Somebody else has begun again from the start. */
  | { readonly kind: "overtaken" };

type Reading = { readonly row: Connection; readonly claim: Claim; readonly window: PayoutWindow };

/** Reads every page, or says that it could not: a list that was not read to its end proves nothing. */
export async function readTheirSide({ row, claim, window }: Reading): Promise<TheirAnswer> {
  const connection = connectOrNull(row);
  if (!connection) return { kind: "unread", why: "The connection's settings cannot be read. An admin has to enter its credentials again." };
  const { listPayouts, listTransactions } = connection;
  const turn = () => takeTurn(row, claim);
  const before = await readBalances(connection, turn);

  const payouts = listPayouts && (await readPages((at) => listPayouts(at), itemsOfPayouts, window, turn));
  if (payouts && payouts.kind !== "read") return payouts;
  const transactions = listTransactions && (await readPages((at) => listTransactions(at), itemsOfTransactions, window, turn));
  if (transactions && transactions.kind !== "read") return transactions;
  if (!payouts && !transactions) return { kind: "unread", why: "This provider lists neither payouts nor movements." };

  // The lists and the balance are of one moment only if nothing moved while they were read.
  const after = await readBalances(connection, turn);
  const movements = transactions ? transactions.items : null;
  const returned = returnedIn(movements);
  return {
    kind: "read",
    side: {
      lists: payouts ? "everything" : "executedOnly",
      records: payouts ? payouts.items.map((seen) => recordOf(seen, returned)) : recordsIn(movements ?? []),
      movements,
      balances: sameBalances(before, after) ? after : null,
    },
  };
}

/** Settings of before a rule became stricter may not parse: that is for people to mend, and no reason to begin again every few minutes. */
function connectOrNull(row: Connection): ProviderConnection | null {
  try {
    return openConnection(row).connect();
  } catch {
    return null;
  }
}

type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null; readonly hasHoles?: boolean };
type Asked<T> = ({ readonly kind: "read" } & Page<T>) | { readonly kind: "unavailable"; readonly fault: Fault };
type Turn = () => Promise<null | Exclude<TheirAnswer, { kind: "read" }>>;

/** At a hundred rows a page, more than any account pays out in a week. */
const MOST_PAGES = 2_000;

async function readPages<Answer, T>(
  ask: (window: PayoutWindow) => Promise<Answer>,
  itemsOf: (answer: Answer) => Asked<T>,
  window: PayoutWindow,
  turn: Turn,
): Promise<{ readonly kind: "read"; readonly items: readonly T[] } | Exclude<TheirAnswer, { kind: "read" }>> {
  const items: T[] = [];
  const seen = new Set<string>();
  for (let cursor: string | null = null; seen.size < MOST_PAGES; ) {
    const refused = await turn();
    if (refused) return refused;
    const page = itemsOf(await ask(cursor === null ? window : { ...window, cursor }));
    if (page.kind === "unavailable") return { kind: "unread", why: `The provider's list could not be read: ${sayFault(page.fault)}.` };
    if (page.hasHoles) return { kind: "unread", why: "The provider's list has rows that cannot be read, so it proves nothing." };
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) return { kind: "read", items };
    if (seen.has(cursor)) return { kind: "unread", why: "The provider's list goes round in circles." };
    seen.add(cursor);
  }
  return { kind: "unread", why: `The provider's list is longer than ${MOST_PAGES} pages.` };
}

type PayoutAnswer = Awaited<ReturnType<NonNullable<ProviderConnection["listPayouts"]>>>;
type TransactionAnswer = Awaited<ReturnType<NonNullable<ProviderConnection["listTransactions"]>>>;

function itemsOfPayouts(page: PayoutAnswer): Asked<Observation> {
  return page.kind === "read" ? { ...page, items: page.observations } : page;
}

function itemsOfTransactions(page: TransactionAnswer): Asked<Transaction> {
  return page.kind === "read" ? { ...page, items: page.transactions } : page;
}

/** A pace is waited for, since its turns come within a second or so; a provider in trouble is not. */
const LONGEST_WAIT_MS = 10 * SECOND_MS;
const MOST_WAITS = 60;

async function takeTurn(row: Connection, claim: Claim): Promise<null | Exclude<TheirAnswer, { kind: "read" }>> {
  if (!(await renewClaim(claim))) return { kind: "overtaken" };
  for (let wait = 0; wait < MOST_WAITS; wait += 1) {
    const turnAt = await inTransaction((tx) => askLeave(tx, row));
    if (turnAt === null) return null;
    const waitMs = turnAt.getTime() - currentTime().getTime();
    if (waitMs > LONGEST_WAIT_MS) break;
    await pause(Math.max(waitMs, 1));
  }
  return { kind: "unread", why: "The provider is in trouble, or asked to be left alone, so it was not asked." };
}

async function readBalances(connection: ProviderConnection, turn: Turn): Promise<ReadonlyMap<Currency, bigint> | null> {
  const { readBalances: read } = connection;
  if (!read || (await turn()) !== null) return null;
  const answer = await read();
  if (answer.kind === "unavailable") return null;
  const sums = new Map<Currency, bigint>();
  for (const { minor, currency } of answer.balances.map(bookedOf)) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  return sums;
}

/** What is there in the books, where the provider tells it; else what may be spent. */
function bookedOf({ current, available }: Balance) {
  return current ?? available;
}

function sameBalances(a: ReadonlyMap<Currency, bigint> | null, b: ReadonlyMap<Currency, bigint> | null): boolean {
  return a !== null && b !== null && a.size === b.size && [...a].every(([currency, minor]) => b.get(currency) === minor);
}

/** Ids of payouts whose money came back, as far as the ledger tells. */
function returnedIn(movements: readonly Transaction[] | null): ReadonlySet<string> {
  return new Set(
    (movements ?? []).flatMap(({ kind, providerPayoutId }) => (kind === "returned" && providerPayoutId ? [providerPayoutId] : [])),
  );
}

/** The ledger knows that money came back even where the provider has no word for it. */
function recordOf(seen: Observation, returned: ReadonlySet<string>): TheirSide {
  const { providerPayoutId, payoutNumber = null, providerStatus, amount, at } = seen;
  const status = returned.has(providerPayoutId) ? "returned" : seen.status;
  return { providerPayoutId, payoutNumber, status, providerStatus, amount, at };
}

/** Where payouts are known by what moved only: what left was executed, and what came back was returned. */
function recordsIn(movements: readonly Transaction[]): readonly TheirSide[] {
  const returned = returnedIn(movements);
  return movements.flatMap(({ kind, providerPayoutId, payoutNumber = null, amount, at, isPending }) => {
    if (kind !== "payout" || providerPayoutId === null) return [];
    const status = isPending ? "inFlight" : returned.has(providerPayoutId) ? "returned" : "settled";
    const providerStatus = isPending ? "pending" : status === "returned" ? "executed, then returned" : "executed";
    const minor = amount.minor < 0n ? -amount.minor : amount.minor;
    return [{ providerPayoutId, payoutNumber, status, providerStatus, amount: { minor, currency: amount.currency }, at }];
  });
}

const FAULT_WORDS: Readonly<Record<Fault["kind"], string>> = {
  unreachable: "it could not be reached",
  timeout: "it did not answer in time",
  connectionLost: "the connection broke off",
  rateLimited: "it asked us to slow down",
  unavailable: "it was not available",
  unreadable: "its answer could not be understood",
  unauthorised: "it did not accept our credentials",
  unexpected: "something unexpected came back",
};

function sayFault({ kind }: Fault): string {
  return FAULT_WORDS[kind];
}
