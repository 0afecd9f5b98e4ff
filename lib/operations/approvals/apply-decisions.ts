import { newId } from "@/lib/base/id";
import { writeAudits } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { UnitRow } from "@/lib/db/unit-rows";
import type { Signable } from "@/lib/domain/approval/judge-unit";
import { asLocked } from "@/lib/operations/payouts/lock-payout";
import { movePayouts } from "@/lib/operations/payouts/move-payouts";
import type { Checker } from "./write-decision";

export type DecidedRow = Pick<Signable<UnitRow>, "payout" | "shownHash" | "step" | "as" | "missing">;

export type Word = {
  readonly verdict: "approve" | "reject";
  readonly reason: string | null;
  readonly note: string | null;
  /** When it was given; a long unit's last payouts come to it some time after. */
  readonly at: Date;
  /** On the timeline of each. */
  readonly sentence?: string;
};

/** Writes one checker's word on many payouts that the caller holds: a decision for each, and the move of those that lack nothing then. */
export async function applyDecisions(tx: Tx, checker: Checker, rows: readonly DecidedRow[], word: Word): Promise<void> {
  if (rows.length === 0) return;
  const { verdict, reason, note, at, sentence } = word;
  await writeDecisions(tx, checker, rows, { verdict, reason, note, at });
  const [last, more] = [rows.filter(({ missing }) => missing === 0), rows.filter(({ missing }) => missing > 0)];
  const moving = verdict === "reject" ? rows : last;
  const moved = await movePayouts(
    tx,
    moving.map(({ payout }) => asLocked(payout)),
    verdict,
    { by: checker, note: sentence },
  );
  if (moved.size !== moving.length) throw new Error("Payouts were held and yet moved meanwhile.");
  if (verdict === "reject") return;
  await writeAudits(
    tx,
    more.map(({ payout, step, missing }) => ({
      ...{ actor: checker, event: "payout.approvalCounted", subject: { kind: "payout", id: payout.id } },
      details: { number: payout.number, step: step + 1, missing },
    })),
  );
}

/** One value for all of them: cell by cell, thousands of rows cost the driver more than the database. Each meets the same guards as one alone. */
async function writeDecisions(tx: Tx, checker: Checker, rows: readonly DecidedRow[], { verdict, reason, note, at }: Word): Promise<void> {
  const told = rows.map(({ payout, shownHash, step, as }) => ({
    ...{ id: newId("decision"), payoutId: payout.id, round: payout.round, shownHash },
    ...{ step: verdict === "approve" ? step : 0, forId: as?.personId ?? null, forName: as?.name ?? null },
  }));
  await tx.$executeRaw`
    INSERT INTO "approval_decision" ("id", "merchantId", "payoutId", "round", "verdict", "checkerId", "checkerName", "step", "forId", "forName", "reason",
      "note", "shownHash", "at")
    SELECT d."id", ${checker.merchantId}, d."payoutId", d."round", ${verdict}, ${checker.personId}, ${checker.name}, d."step", d."forId", d."forName",
      ${reason}, ${note}, d."shownHash", ${at}
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS d("id" text, "payoutId" text, "round" int, "shownHash" text, "step" int, "forId" text,
      "forName" text)`;
}
