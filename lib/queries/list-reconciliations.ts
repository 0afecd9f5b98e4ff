import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { type Money, money } from "@/lib/base/money";
import { db } from "@/lib/db/client";
import type { Connection, ReconciliationRun } from "@/lib/db/generated/client";
import { EXPLAINED_REASONS } from "@/lib/domain/reconciliation/kinds";
import { providerOf } from "@/lib/providers/registry";
import { readUnexplained, type Unexplained } from "./read-unexplained";

export type RunView = {
  readonly startedByName: string;
  readonly endedAt: Date;
  readonly windowFrom: Date | null;
  readonly windowTo: Date | null;
  /** Why it could not be read; null where it was. */
  readonly fault: string | null;
  readonly matched: number;
  readonly explained: number;
  readonly open: number;
  readonly reasons: readonly { readonly sentence: string; readonly count: number }[];
  readonly balances: readonly { readonly amount: Money; readonly verdict: string; readonly difference: Money }[];
};

export type ConnectionReconciliation = {
  readonly connectionId: string;
  readonly name: string;
  readonly provider: string;
  readonly providerLabel: string;
  readonly isActive: boolean;
  readonly isRunning: boolean;
  /** The newest that has ended, whatever came of it. */
  readonly last: RunView | null;
  /** The newest that could be read, where that is another one. */
  readonly lastReadAt: Date | null;
  /** As it stands now: somebody may have explained some of it since. */
  readonly unexplained: Unexplained;
};

/** How each connection stood when it was last held against its provider. */
export async function listReconciliations(merchantId: string): Promise<readonly ConnectionReconciliation[]> {
  const connections = await db().connection.findMany({ where: { merchantId }, orderBy: [{ provider: "asc" }, { name: "asc" }] });
  return Promise.all(connections.map(viewOf));
}

async function viewOf({ id: connectionId, merchantId, name, provider, state }: Connection): Promise<ConnectionReconciliation> {
  const newest = { orderBy: { startedAt: "desc" } } as const;
  const [running, last, lastRead, unexplained] = await Promise.all([
    db().reconciliationRun.findFirst({ where: { connectionId, endedAt: null } }),
    db().reconciliationRun.findFirst({ where: { connectionId, endedAt: { not: null } }, ...newest }),
    db().reconciliationRun.findFirst({ where: { connectionId, outcome: "read" }, ...newest }),
    readUnexplained(merchantId, connectionId),
  ]);
  return {
    ...{ connectionId, name, provider, providerLabel: providerOf(provider).manifest.label },
    isActive: state === "active",
    isRunning: running !== null,
    last: last && runOf(last),
    lastReadAt: lastRead && lastRead.id !== last?.id ? lastRead.endedAt : null,
    unexplained,
  };
}

const Reasons = z.partialRecord(z.enum(Object.keys(EXPLAINED_REASONS)), z.int());
const Balances = z.array(z.object({ currency: z.enum(CURRENCIES), balanceMinor: z.string(), verdict: z.string(), minor: z.string() }));

function runOf(run: ReconciliationRun): RunView {
  const { startedByName, startedAt, endedAt, windowFrom, windowTo, fault, matched, explained, open } = run;
  const sentences: Readonly<Record<string, string>> = EXPLAINED_REASONS;
  return {
    ...{ startedByName, endedAt: endedAt ?? startedAt, windowFrom, windowTo, fault, matched, explained, open },
    reasons: Object.entries(Reasons.parse(run.reasons)).map(([reason, count = 0]) => ({ sentence: sentences[reason] ?? reason, count })),
    balances: Balances.parse(run.balances).map(({ currency, balanceMinor, verdict, minor }) => ({
      amount: money(BigInt(balanceMinor), currency),
      difference: money(BigInt(minor), currency),
      verdict,
    })),
  };
}
