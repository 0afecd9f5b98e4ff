import type { Currency } from "@/lib/base/currency";
import { foldText } from "@/lib/base/text";
import { ACCOUNT_KIND_LABELS } from "@/lib/domain/account/address";
import { likelyConnection, type PayoutConnection, whyNotFrom } from "@/lib/domain/payout/connection-fit";
import type { BatchTarget } from "./read-target";
import type { RowDoubt, RowFault } from "./row";

export type BatchConnection = PayoutConnection & {
  readonly hasClosedLoop: boolean;
  /** Its provider pays only people whom it knows. */
  readonly needsEnrolment: boolean;
};

/** An account that paid in, as far as a row's order names it. */
export type KnownSource = {
  readonly id: string;
  readonly connectionId: string;
  readonly currency: string;
  readonly refusal: string | null;
  readonly holderName: string | null;
  readonly masked: string | null;
};

export type ConnectionQuestion = {
  readonly target: BatchTarget;
  readonly currency: Currency;
  /** As the file names it; empty where it does not. */
  readonly named: string;
  readonly statementText: string | null;
  /** What the order may mean. */
  readonly sources: readonly KnownSource[];
  /** The account is a receiver's already. */
  readonly isOnFile: boolean;
};

export type ChosenConnection = {
  readonly connectionId: string | null;
  readonly source: KnownSource | null;
  readonly faults: readonly RowFault[];
  readonly doubts: readonly RowDoubt[];
};

/** Where a row's money leaves from: what the file says, what the order was paid to, or the only one that it can be. */
export function chooseConnection(connections: readonly BatchConnection[], question: ConnectionQuestion): ChosenConnection {
  const { named, target, currency, statementText } = question;
  const meant = named === "" ? connections : connections.filter((one) => isCalled(one, named));
  if (meant.length === 0) return refused("connection", `There is no active connection called “${named.slice(0, 60)}”.`);
  const chosen = target.type === "order" ? bySource(meant, question) : byAccount(meant, question, target);
  if (chosen.connectionId === null || statementText === null) return chosen;
  const limit = connections.find(({ id }) => id === chosen.connectionId)?.statementLimits[currency];
  if (limit === undefined || statementText.length <= limit) return chosen;
  const sentence = `The text for the statement has at most ${limit} characters here; this has ${statementText.length}.`;
  return { ...chosen, faults: [...chosen.faults, { field: "statement_text", sentence }] };
}

function isCalled({ id, name, providerLabel }: BatchConnection, named: string): boolean {
  return id === named || foldText(name) === foldText(named) || foldText(providerLabel) === foldText(named);
}

function bySource(meant: readonly BatchConnection[], { sources, currency }: ConnectionQuestion): ChosenConnection {
  const here = sources.filter(({ connectionId }) => meant.some(({ id }) => id === connectionId));
  const [source, ...others] = here;
  if (source && others.length > 0)
    return refused("connection", "Payments by this order came in at several connections. Say which in “Paid from”.");
  if (source) {
    if (source.refusal !== null) return refused("order_id", source.refusal);
    if (source.currency !== currency) {
      return refused("currency", `This payment came in in ${source.currency}, so it goes back in ${source.currency}.`);
    }
    return { connectionId: source.connectionId, source, faults: [], doubts: [] };
  }
  const able = meant.filter(({ hasClosedLoop, currencies }) => hasClosedLoop && currencies.includes(currency));
  const [only, ...more] = able;
  if (!only) return refused("order_id", `No connection can send back in ${currency}.`);
  if (more.length > 0) return refused("order_id", "No payment by this order is known. Check it, or say in “Paid from” where it came in.");
  const doubt = {
    kind: "unlikely",
    sentence: "No payment by this order is known here yet. The provider is asked when the row is submitted.",
  } as const;
  return { connectionId: only.id, source: null, faults: [], doubts: [doubt] };
}

type AccountTarget = Extract<BatchTarget, { type: "account" }>;

function byAccount(
  meant: readonly BatchConnection[],
  { currency, isOnFile }: ConnectionQuestion,
  { account }: AccountTarget,
): ChosenConnection {
  const accountKind = account.kind;
  const fitting = meant.filter((connection) => whyNotFrom(connection, { currency, accountKind }) === null);
  const [first] = meant;
  if (fitting.length === 0) {
    const why = meant.length === 1 && first ? `${first.name} ${whyNotFrom(first, { currency, accountKind })}.` : null;
    return refused("currency", why ?? `No connection pays ${currency} to this kind of account (${ACCOUNT_KIND_LABELS[accountKind]}).`);
  }
  const able = isOnFile ? fitting : fitting.filter(({ needsEnrolment }) => !needsEnrolment);
  if (able.length === 0) {
    const [label] = fitting.map(({ providerLabel }) => providerLabel);
    return refused("name", `${label} pays only people whom it knows. Put them on file as a receiver first.`);
  }
  const connectionId = likelyConnection(able, { currency, accountKind, lastUsed: null });
  if (connectionId !== null) return { connectionId, source: null, faults: [], doubts: [] };
  const names = new Intl.ListFormat("en", { type: "disjunction" }).format(able.map(({ name }) => name));
  return refused("connection", `Say in “Paid from” where the money leaves: ${names}.`);
}

function refused(field: RowFault["field"], sentence: string): ChosenConnection {
  return { connectionId: null, source: null, faults: [{ field, sentence }], doubts: [] };
}
