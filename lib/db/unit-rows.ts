import { createHash } from "node:crypto";
import type { ApprovalFacts } from "@/lib/domain/approval/judge-approval";
import { NeedSteps } from "@/lib/domain/approval/need-shape";
import { type ShownUnit, shownUnitLine, shownUnitText, type UnitTotal } from "@/lib/domain/approval/shown-unit";
import type { Tx } from "./client";
import type { Payout } from "./generated/client";
import { moneyOf } from "./minor";
import { hashShown, shownFactsOf } from "./shown-hash";

export type UnitRow = { readonly payout: Payout; readonly shownHash: string; readonly facts: ApprovalFacts };

/** As many as are held in memory with all that belongs to them. */
const SLICE_ROWS = 1_000;

export type WhichUnit = {
  readonly unitId: string;
  readonly merchantId: string;
  /** Of a signature that is being applied: only these. */
  readonly payoutIds?: readonly string[];
};

/** Every payout of a unit that waits for approval, in the order of their ids, each with its hash as it stands now. */
export async function* readUnitRows(tx: Tx, { unitId, merchantId, payoutIds }: WhichUnit): AsyncGenerator<readonly UnitRow[]> {
  for (let after = ""; ; ) {
    const payouts = await tx.payout.findMany({
      where: {
        ...{ merchantId, unitId, state: "awaitingApproval" },
        id: { gt: after, ...(payoutIds ? { in: [...payoutIds] } : {}) },
      },
      include: {
        accountVersion: {
          select: { id: true, holderName: true, masked: true, addressSealed: true, addressKeyId: true, createdById: true },
        },
        paymentSource: { select: { id: true, sourceId: true, userId: true } },
        decisions: {
          where: { verdict: "approve" },
          select: { checkerId: true, forId: true, step: true, round: true },
          orderBy: { at: "asc" },
        },
      },
      orderBy: { id: "asc" },
      take: SLICE_ROWS,
    });
    const last = payouts.at(-1);
    if (!last) return;
    yield payouts.map(({ accountVersion: version, paymentSource: paidIn, decisions, ...payout }) => ({
      payout,
      shownHash: hashShown(shownFactsOf(payout, { version, paidIn })),
      facts: {
        makerId: payout.makerId,
        touchedBy: [...payout.editorIds, ...(version?.createdById ? [version.createdById] : [])],
        steps: NeedSteps.parse(payout.needSteps),
        approvals: decisions.filter(({ round }) => round === payout.round),
      },
    }));
    if (payouts.length < SLICE_ROWS) return;
    after = last.id;
  }
}

/** Holds every payout of a unit that waits until the transaction ends, in one order, so that two signatures wait and never for ever. */
export async function lockUnitRows(tx: Tx, { unitId, merchantId, payoutIds }: WhichUnit): Promise<void> {
  await tx.$queryRaw`
    SELECT count(*)::int FROM (
      SELECT "id" FROM "payout" WHERE "unitId" = ${unitId} AND "merchantId" = ${merchantId} AND "state" = 'awaitingApproval'
        AND (${payoutIds ?? null}::text[] IS NULL OR "id" = ANY(${payoutIds ?? null}::text[]))
      ORDER BY "id" FOR UPDATE) held`;
}

/** What of a unit is signed, gathered payout by payout, and the hash over all of it. */
export class UnitSum {
  private readonly lines = createHash("sha256");
  private readonly totals = new Map<string, UnitTotal>();
  private readonly payees = new Set<string>();
  payouts = 0;

  /** In the order of the payouts' ids. */
  add({ payout, shownHash }: Pick<UnitRow, "payout" | "shownHash">): void {
    this.lines.update(shownUnitLine({ payoutId: payout.id, shownHash }));
    const { connectionId, currency } = payout;
    const key = `${connectionId} ${currency}`;
    const amount = moneyOf(payout.amountMinor, currency);
    const { payouts = 0, sum } = this.totals.get(key) ?? {};
    this.totals.set(key, { connectionId, payouts: payouts + 1, sum: { ...amount, minor: amount.minor + (sum?.minor ?? 0n) } });
    this.payees.add(payout.receiverId ?? payout.paymentSourceId ?? payout.id);
    this.payouts += 1;
  }

  shown(unitId: string): ShownUnit {
    return { unitId, totals: [...this.totals.values()], payees: this.payees.size };
  }

  hash(unitId: string): string {
    const lines = this.lines.copy().digest("hex");
    return createHash("sha256")
      .update(`${shownUnitText(this.shown(unitId))}\n${lines}`)
      .digest("hex");
  }
}
