import { currentTime } from "@/lib/base/clock";
import { MINUTE_MS } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import type { UnitSignature } from "@/lib/db/generated/client";
import { readJudgedUnit } from "@/lib/db/read-judged-unit";
import { inTransaction } from "@/lib/db/transaction";
import { lockUnitRows } from "@/lib/db/unit-rows";
import { readMaker } from "@/lib/operations/batches/read-maker";
import { applyDecisions, type DecidedRow } from "./apply-decisions";
import { wordOfSignature } from "./word-of-signature";
import type { Checker } from "./write-decision";

/** Small enough that a piece is through within a second or two, and that its payouts are free again. */
const SLICE_ROWS = 1_000;
const SLICE_MS = MINUTE_MS;

/**
 * Goes through the payouts that a signature covers, piece by piece: each piece is decided and marked in one transaction, so that a run that
 * is killed, or two at once, decide nothing twice and the next goes on where it ended. What is no longer what was signed is passed over.
 */
export async function applySignature({ signatureId }: { signatureId: string }): Promise<string> {
  let through = 0;
  for (;;) {
    const count = await inTransaction((tx) => applySlice(tx, signatureId), { timeoutMs: SLICE_MS });
    if (count === null) return `${through} payouts`;
    through += count;
  }
}

/** Null when there is nothing left to do. */
async function applySlice(tx: Tx, signatureId: string): Promise<number | null> {
  await tx.$queryRaw`SELECT 1 FROM "unit_signature" WHERE "id" = ${signatureId} FOR UPDATE`;
  const signature = await tx.unitSignature.findUnique({ where: { id: signatureId } });
  if (signature?.state !== "applying") return null;
  const waiting = await tx.unitSignatureRow.findMany({
    where: { signatureId, state: "waiting" },
    orderBy: { payoutId: "asc" },
    take: SLICE_ROWS,
  });
  if (waiting.length === 0) {
    await tx.unitSignature.update({ where: { id: signatureId }, data: { state: "done", waitsSince: null, endedAt: currentTime() } });
    return null;
  }
  const checker = await readChecker(signature);
  const decided = checker ? await decide(tx, signature, { checker, waiting }) : [];
  const applied = decided.map(({ payout }) => payout.id);
  const passed = waiting.map(({ payoutId }) => payoutId).filter((id) => !applied.includes(id));
  const why = checker ? "It was no longer what was signed." : "Whoever signed it may no longer approve.";
  await tx.unitSignatureRow.updateMany({ where: { signatureId, payoutId: { in: applied } }, data: { state: "applied" } });
  await tx.unitSignatureRow.updateMany({ where: { signatureId, payoutId: { in: passed } }, data: { state: "passed", why } });
  await tx.unitSignature.update({ where: { id: signatureId }, data: { waitsSince: currentTime() } });
  return waiting.length;
}

/** With what they may do at this moment: who was put out meanwhile decides nothing any more. */
async function readChecker({ merchantId, checkerId, checkerName }: UnitSignature): Promise<Checker | null> {
  const actor = await readMaker({ merchantId, byId: checkerId, byKind: "person", byName: checkerName });
  return actor?.kind === "person" ? actor : null;
}

type Slice = {
  readonly checker: Checker;
  readonly waiting: readonly { readonly payoutId: string; readonly round: number; readonly shownHash: string }[];
};

async function decide(tx: Tx, signature: UnitSignature, { checker, waiting }: Slice): Promise<readonly DecidedRow[]> {
  const { merchantId, submissionId: unitId } = signature;
  const signed = new Map(waiting.map((row) => [row.payoutId, row]));
  const which = { unitId, merchantId, payoutIds: [...signed.keys()] };
  await lockUnitRows(tx, which);
  const decided: DecidedRow[] = [];
  for await (const slice of readJudgedUnit(tx, checker, which)) {
    const isAsSigned = ({ payout, shownHash }: DecidedRow) =>
      signed.get(payout.id)?.shownHash === shownHash && signed.get(payout.id)?.round === payout.round;
    decided.push(...slice.signed.filter(isAsSigned));
  }
  await applyDecisions(tx, checker, decided, wordOfSignature(signature));
  return decided;
}
