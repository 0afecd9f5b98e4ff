import type { Money } from "@/lib/base/money";
import { failed, ok, type Result } from "@/lib/base/result";
import { foldText } from "@/lib/base/text";
import { db } from "@/lib/db/client";
import type { Connection, PaymentSource } from "@/lib/db/generated/client";
import { currencyOf } from "@/lib/db/minor";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { returnable } from "@/lib/domain/payment-source/returnable";
import { providerOf } from "@/lib/providers/registry";
import { askProviders } from "./ask-providers";
import { refreshSources } from "./refresh-sources";
import { sourceTotals } from "./source-totals";

const MOST_SOURCES = 20;

export type PaymentSourceFound = {
  readonly paymentSourceId: string;
  readonly connectionId: string;
  readonly connectionName: string;
  readonly provider: string;
  readonly kind: "order" | "paymentSource";
  readonly sourceId: string;
  readonly userId: string | null;
  readonly orderId: string | null;
  readonly orderReference: string | null;
  readonly holderName: string | null;
  readonly holderEmail: string | null;
  readonly masked: string | null;
  readonly paidIn: Money;
  readonly refunded: Money;
  readonly paidOut: Money;
  readonly reserved: Money;
  readonly returnable: Money;
  readonly paidInAt: Date | null;
  readonly refusal: string | null;
  /** `exact`: by an id, reference or e-mail in full; `begins`: by the beginning of a name; `kin`: another of the same customer's. */
  readonly match: "exact" | "begins" | "kin";
  /** On whose word that much came in. */
  readonly amountsFrom: "provider" | "merchant";
};

export type FoundSources = {
  /** Best first: what can be returned, what was asked for before the same customer's others, what takes most, then the newest. */
  readonly sources: readonly PaymentSourceFound[];
  /** Connections that did not answer: the list may be incomplete, and the screen must say so. */
  readonly silent: readonly string[];
};

/**
 * Finds accounts that paid in by what a person pastes: order id, own reference, customer id, e-mail, or the beginning of a name.
 * Our own table answers first; only an id that it does not know is asked of the providers, and what they say is kept.
 */
export async function findPaymentSources(actor: Actor, { text }: { text: string }): Promise<Result<FoundSources, Denial>> {
  if (!may(actor, "paymentSource.view")) return failed(denial("forbidden"));
  const typed = text.trim();
  if (typed.length < 2 || typed.length > 200) return ok({ sources: [], silent: [] });

  const known = await searchStored(actor.merchantId, typed);
  if (known.length > 0) {
    const silent = await refreshSources(known.map(({ row }) => row));
    return ok({ sources: await viewAll(await searchStored(actor.merchantId, typed)), silent });
  }
  // A name or an e-mail address is no id, and providers are not asked about people.
  if (/[\s@]/.test(typed)) return ok({ sources: [], silent: [] });
  const { silent } = await askProviders({ merchantId: actor.merchantId, text: typed });
  return ok({ sources: await viewAll(await searchStored(actor.merchantId, typed)), silent });
}

type SourceAt = PaymentSource & { readonly connection: Connection };
type Match = { readonly row: SourceAt; readonly match: PaymentSourceFound["match"] };

async function searchStored(merchantId: string, typed: string): Promise<readonly Match[]> {
  const rows = await db().paymentSource.findMany({
    where: {
      merchantId,
      connection: { state: "active" },
      OR: [
        { orderId: typed },
        { orderReference: typed },
        { sourceId: typed },
        { userId: typed },
        { names: { some: { name: typed } } },
        { holderEmail: typed.toLowerCase() },
        { holderFolded: { startsWith: foldText(typed) } },
      ],
    },
    include: { connection: true, names: { where: { name: typed } } },
    orderBy: { paidInAt: "desc" },
    take: MOST_SOURCES,
  });
  const matches = rows.map((row): Match => ({ row, match: isExact(row, typed) ? "exact" : "begins" }));
  const exact = matches.filter(({ match }) => match === "exact").map(({ row }) => row);
  const kin = exact.length === 0 ? [] : await kinOf(merchantId, exact);
  return [...matches, ...kin.filter(({ id }) => !rows.some((row) => row.id === id)).map((row): Match => ({ row, match: "kin" }))];
}

function isExact(
  { orderId, orderReference, sourceId, userId, holderEmail, names }: PaymentSource & { names: readonly unknown[] },
  typed: string,
): boolean {
  return names.length > 0 || holderEmail === typed.toLowerCase() || [orderId, orderReference, sourceId, userId].includes(typed);
}

/** What else the same customer paid in from, by the provider's id of them or by their e-mail: into these an amount may be split. */
function kinOf(merchantId: string, rows: readonly PaymentSource[]): Promise<SourceAt[]> {
  const emails = rows.flatMap(({ holderEmail }) => holderEmail ?? []);
  const users = rows.flatMap(({ connectionId, userId }) => (userId === null ? [] : [{ connectionId, userId }]));
  return db().paymentSource.findMany({
    where: { merchantId, connection: { state: "active" }, OR: [{ holderEmail: { in: emails } }, ...users] },
    include: { connection: true },
    orderBy: { paidInAt: "desc" },
    take: MOST_SOURCES,
  });
}

const MATCH_ORDER = ["exact", "begins", "kin"] as const;

async function viewAll(matches: readonly Match[]): Promise<PaymentSourceFound[]> {
  const found = await Promise.all(matches.map(view));
  const rank = (source: PaymentSourceFound) => Number(!isOpen(source)) * MATCH_ORDER.length + MATCH_ORDER.indexOf(source.match);
  return found.sort((a, b) => rank(a) - rank(b) || Number(b.returnable.minor - a.returnable.minor));
}

async function view({ row, match }: Match): Promise<PaymentSourceFound> {
  const totals = await sourceTotals(db(), row);
  const currency = currencyOf(row.currency);
  return {
    paymentSourceId: row.id,
    connectionId: row.connectionId,
    connectionName: row.connection.name,
    provider: row.connection.provider,
    kind: providerOf(row.connection.provider).manifest.closedLoop ?? "paymentSource",
    sourceId: row.sourceId,
    userId: row.userId,
    orderId: row.orderId,
    orderReference: row.orderReference,
    holderName: row.holderName,
    holderEmail: row.holderEmail,
    masked: row.masked,
    paidIn: { minor: totals.paidIn, currency },
    refunded: { minor: totals.refunded, currency },
    paidOut: { minor: totals.paidOut, currency },
    reserved: { minor: totals.reserved, currency },
    returnable: { minor: returnable(totals), currency },
    paidInAt: row.paidInAt,
    refusal: row.refusal ?? whyNotIn(row),
    match,
    amountsFrom: row.amountsFrom === "merchant" ? "merchant" : "provider",
  };
}

/** What would be refused when it is asked for is said here already. */
function whyNotIn({ connection, currency }: SourceAt): string | null {
  const { manifest } = providerOf(connection.provider);
  if (!manifest.currencies.some((one) => one === currency)) return `${manifest.label} does not pay out in ${currency}.`;
  const isOther = connection.currency !== null && connection.currency !== currency;
  return isOther ? `${connection.name} pays out in ${connection.currency} only.` : null;
}

function isOpen(source: PaymentSourceFound): boolean {
  return source.refusal === null && source.returnable.minor > 0n;
}
