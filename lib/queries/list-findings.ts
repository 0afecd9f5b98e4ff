import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { type Money, money } from "@/lib/base/money";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { FindingFacts } from "@/lib/domain/reconciliation/finding";
import { type FindingKind, isFindingKind, seriousness } from "@/lib/domain/reconciliation/kinds";
import { providerOf } from "@/lib/providers/registry";

type Side = { readonly name: string; readonly status: string; readonly amount: Money };

export type FindingView = {
  readonly id: string;
  readonly kind: FindingKind;
  readonly state: "open" | "explained" | "closed";
  readonly connectionName: string;
  readonly provider: string;
  readonly providerLabel: string;
  /** Our payout's number, where it is about one. */
  readonly payoutNumber: string | null;
  readonly ours: Side | null;
  readonly theirs: readonly Side[];
  readonly differences: readonly Money[];
  readonly openedAt: Date;
  /** Of the run that saw it last: what an explanation holds for. */
  readonly lastRunId: string;
  readonly closedAt: Date | null;
  readonly explanation: { readonly note: string; readonly byName: string; readonly at: Date } | null;
};

const MOST = 200;

/** Open ones, the most serious first; after them what a person explained. */
export async function listFindings(merchantId: string): Promise<readonly FindingView[]> {
  const where = (state: string) => ({ where: { merchantId, state }, orderBy: { openedAt: "desc" }, take: MOST, include: WITH }) as const;
  const [open, explained] = await Promise.all([
    db().reconciliationFinding.findMany(where("open")),
    db().reconciliationFinding.findMany(where("explained")),
  ]);
  const bySeriousness = (a: FindingView, b: FindingView) => seriousness(a.kind) - seriousness(b.kind);
  return [...open.map(viewOf).toSorted(bySeriousness), ...explained.map(viewOf)];
}

/** Null for another merchant's. */
export async function readFinding(merchantId: string, findingId: string): Promise<FindingView | null> {
  const row = await db().reconciliationFinding.findFirst({ where: { id: findingId, merchantId }, include: WITH });
  return row && viewOf(row);
}

/** What is open about one payout. */
export async function listPayoutFindings(merchantId: string, payoutId: string): Promise<readonly FindingView[]> {
  const rows = await db().reconciliationFinding.findMany({ where: { merchantId, payoutId, state: "open" }, include: WITH });
  return rows.map(viewOf);
}

const WITH = {
  connection: { select: { name: true, provider: true } },
  payout: { select: { number: true } },
} as const satisfies Prisma.ReconciliationFindingInclude;

type Row = Prisma.ReconciliationFindingGetPayload<{ include: typeof WITH }>;

const States = z.enum(["open", "explained", "closed"]);
const Differences = z.partialRecord(z.enum(CURRENCIES), z.string());

function viewOf(row: Row): FindingView {
  const { id, kind, connection, payout, openedAt, lastRunId, closedAt } = row;
  if (!isFindingKind(kind)) throw new Error(`The database holds an unknown kind of finding: ${kind}.`);
  const facts = FindingFacts.parse(row.facts);
  const differences = Differences.parse(row.differences);
  return {
    ...{ id, kind, openedAt, lastRunId, closedAt, state: States.parse(row.state) },
    connectionName: connection.name,
    provider: connection.provider,
    providerLabel: providerOf(connection.provider).manifest.label,
    payoutNumber: payout?.number ?? null,
    ours: facts.ours && sideOf(facts.ours),
    theirs: facts.theirs.map(sideOf),
    differences: CURRENCIES.flatMap((currency) => {
      const minor = differences[currency];
      return minor === undefined ? [] : [money(BigInt(minor), currency)];
    }),
    explanation: row.note === null ? null : { note: row.note, byName: row.explainedByName ?? "", at: row.explainedAt ?? row.openedAt },
  };
}

function sideOf({ name, status, amountMinor, currency }: z.infer<typeof FindingFacts>["theirs"][number]): Side {
  return { name, status, amount: money(BigInt(amountMinor), currency) };
}
