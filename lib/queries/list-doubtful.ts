import { currentTime } from "@/lib/base/clock";
import type { Money } from "@/lib/base/money";
import { db } from "@/lib/db/client";
import { doubtFacts } from "@/lib/db/doubt-facts";
import type { Attempt, Connection, Payout } from "@/lib/db/generated/client";
import { moneyOf } from "@/lib/db/minor";
import { isPayoutState, type PayoutState } from "@/lib/domain/payout/lifecycle";
import { judgeDoubt, type Verdict } from "@/lib/domain/payout/verdict";
import { providerOf } from "@/lib/providers/registry";

/** A payout of which nobody can say for sure whether it was paid, or of which the provider says something that does not fit. */
export type DoubtfulPayout = {
  readonly number: string;
  readonly receiverName: string;
  readonly amount: Money;
  readonly state: PayoutState;
  readonly contradiction: string | null;
  /** May it be sent again? Null where it is not that which is in doubt. */
  readonly verdict: Pick<Verdict, "kind" | "why"> | null;
  readonly connectionName: string;
  readonly provider: string;
  readonly providerLabel: string;
  readonly since: Date;
  /** How often the provider was asked since then, and when it is asked next; null: not by itself any more. */
  readonly looks: number;
  readonly nextLookAt: Date | null;
};

const MOST = 200;

/** Oldest doubt first. */
export async function listDoubtful(merchantId: string): Promise<readonly DoubtfulPayout[]> {
  const rows = await db().payout.findMany({
    where: { merchantId, OR: [{ state: "unconfirmed" }, { contradiction: { not: null } }] },
    orderBy: [{ stateAt: "asc" }, { id: "asc" }],
    take: MOST,
    include: { attemptRows: true, connection: { select: { name: true, settingsMark: true } } },
  });
  return rows.flatMap((row) => (isPayoutState(row.state) ? [viewOf(row, row.state)] : []));
}

type Doubtful = Payout & {
  readonly attemptRows: readonly Attempt[];
  readonly connection: Pick<Connection, "name" | "settingsMark">;
};

function viewOf(row: Doubtful, state: PayoutState): DoubtfulPayout {
  const { manifest } = providerOf(row.provider);
  const facts = state === "unconfirmed" ? doubtFacts(row, row.attemptRows, row.connection.settingsMark, manifest) : null;
  return {
    verdict: facts && judgeDoubt(facts, currentTime()),
    number: row.number,
    receiverName: row.receiverName,
    amount: moneyOf(row.amountMinor, row.currency),
    state,
    contradiction: row.contradiction,
    connectionName: row.connection.name,
    provider: row.provider,
    providerLabel: manifest.label,
    since: row.stateAt,
    looks: row.checks,
    nextLookAt: row.nextCheckAt,
  };
}
