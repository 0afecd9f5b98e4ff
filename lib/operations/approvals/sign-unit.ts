import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { MINUTE_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { UnitSignature } from "@/lib/db/generated/client";
import { readJudgedUnit } from "@/lib/db/read-judged-unit";
import { inTransaction } from "@/lib/db/transaction";
import { summariseOutliers } from "@/lib/db/unit-outliers";
import { lockUnitRows, type UnitRow, UnitSum } from "@/lib/db/unit-rows";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { StepUpNeed } from "@/lib/domain/access/step-up";
import type { SignUnit, TakeOut } from "@/lib/domain/approval/schema";
import { demandStepUp } from "@/lib/operations/sessions/demand-step-up";
import { enqueue } from "@/lib/queue/enqueue";
import { applyDecisions, type DecidedRow } from "./apply-decisions";
import { tellMakerOfMany } from "./tell-maker-of-many";
import { wordOfSignature } from "./word-of-signature";
import type { Checker } from "./write-decision";

export type SignedUnit = {
  readonly signatureId: string;
  readonly payouts: number;
  /** False where a job goes through them: a long unit is signed at once and applied in pieces. */
  readonly isDone: boolean;
};

/** As many as are decided while somebody waits, in the transaction of the signature. */
const AT_ONCE = 5_000;
type AtOnce = { readonly atOnce: number };
const SIGN_MS = 2 * MINUTE_MS;

/**
 * A checker's word on a unit as one: on its sums and on every payout in it exactly as they were shown. Each payout still gets a decision of
 * its own, by the same rules as any; what the checker had a hand in is not part of it. Is one of them no longer what was shown, nothing is signed.
 */
export async function signUnit(actor: Actor, input: SignUnit, { atOnce = AT_ONCE } = {}): Promise<Result<SignedUnit, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.approve")) return failed(denial("forbidden"));
  return inTransaction((tx) => sign(tx, actor, { ...input, atOnce }), { timeoutMs: SIGN_MS });
}

async function sign(tx: Tx, actor: Checker, input: SignUnit & AtOnce): Promise<Result<SignedUnit, Denial>> {
  const { unitId, verdict, hash, lookedAt } = input;
  const unit = await holdUnit(tx, actor, unitId);
  if (!unit.ok) return unit;
  const gathered = await gather(tx, actor, input);
  const { sum } = gathered;
  if (sum.payouts === 0 || sum.hash(unitId) !== hash) return failed(denial("changedMeanwhile", CHANGED));
  if (verdict === "approve") {
    const standing = await summariseOutliers(tx, { unitId, merchantId: actor.merchantId });
    if (standing.mark !== lookedAt) return failed(denial("mustBeOpened", lookedAt === null ? LOOK : LOOK_AGAIN));
    const need = proofFor(gathered, input);
    // Asked last: a proof is not spent on what would be refused anyway. One for the whole signature.
    const proven = need && (await demandStepUp(tx, actor, need));
    if (proven && !proven.ok) return proven;
  }
  return keep(tx, actor, { ...input, ...gathered });
}

const CHANGED = "It is no longer what you were shown. Nothing was decided; look at what has changed.";
const LOOK = "Some of these payouts stand out. Look at them first.";
const LOOK_AGAIN = "Something stands out now that did not when you looked. Nothing was decided; look again.";

/**
 * Takes payouts out of a unit: they are rejected with a reason and are their maker's to mend. What is left is another unit than before, with
 * another hash.
 */
export async function takeOut(actor: Actor, input: TakeOut): Promise<Result<SignedUnit, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.approve")) return failed(denial("forbidden"));
  const { unitId, payouts } = input;
  const shown = new Map(payouts.map(({ payoutId, shownHash }) => [payoutId, shownHash]));
  return inTransaction(
    async (tx) => {
      const unit = await holdUnit(tx, actor, unitId);
      if (!unit.ok) return unit;
      const gathered = await gather(tx, actor, { unitId, atOnce: AT_ONCE }, shown);
      const { rows, sum } = gathered;
      if (rows.length !== shown.size || rows.some(({ payoutId, shownHash }) => shown.get(payoutId) !== shownHash))
        return failed(denial("changedMeanwhile", CHANGED));
      return keep(tx, actor, { ...input, verdict: "reject", hash: sum.hash(unitId), atOnce: AT_ONCE, ...gathered });
    },
    { timeoutMs: SIGN_MS },
  );
}

/** Two who sign the same unit take turns; and nobody signs what is not whole yet. */
async function holdUnit(tx: Tx, { merchantId }: Checker, unitId: string): Promise<Result<null, Denial>> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "batch_submission" WHERE "id" = ${unitId} AND "merchantId" = ${merchantId} FOR UPDATE`;
  if (held.length === 0) return failed(denial("notFound"));
  const going = await tx.batchRow.count({ where: { merchantId, submissionId: unitId, state: "going" } });
  if (going > 0) return failed(denial("changedMeanwhile", "Its payouts are still being made. Wait until the last one is there."));
  const applying = await tx.unitSignature.count({ where: { merchantId, submissionId: unitId, state: "applying" } });
  if (applying > 0) return failed(denial("changedMeanwhile", "Somebody has signed it, and that is being applied. Look again in a moment."));
  return ok(null);
}

/** What is kept of each payout until all of them are known. */
type Gathered = { readonly payoutId: string; readonly round: number; readonly shownHash: string };

type Gather = {
  readonly rows: readonly Gathered[];
  readonly sum: UnitSum;
  /** The payouts themselves, as long as they are few enough to be decided at once. */
  readonly whole: readonly DecidedRow[];
  readonly stepUps: ReadonlySet<string>;
};

type Wanted = AtOnce & { readonly unitId: string };

async function gather(tx: Tx, actor: Checker, { unitId, atOnce }: Wanted, only?: ReadonlyMap<string, string>): Promise<Gather> {
  const which = { unitId, merchantId: actor.merchantId, ...(only ? { payoutIds: [...only.keys()] } : {}) };
  await lockUnitRows(tx, which);
  const rows: Gathered[] = [];
  const stepUps = new Set<string>();
  let whole: DecidedRow[] = [];
  const sum = new UnitSum();
  for await (const { signed, apart } of readJudgedUnit(tx, actor, which)) {
    // Whoever takes something out rejects it, and rejecting takes no turn.
    const refusable = only
      ? apart.filter(({ code }) => code === "notYourStep").map((row) => ({ ...row, step: 0, as: null, missing: 0 }))
      : [];
    for (const row of [...signed, ...refusable].sort(byId)) {
      const { payout, shownHash } = row;
      sum.add(row);
      stepUps.add(payout.stepUp);
      rows.push({ payoutId: payout.id, round: payout.round, shownHash });
      whole.push(row);
    }
    if (rows.length > atOnce) whole = [];
  }
  return { rows, sum, whole, stepUps };
}

function byId(a: Pick<UnitRow, "payout">, b: Pick<UnitRow, "payout">): number {
  return a.payout.id < b.payout.id ? -1 : 1;
}

/** The strictest that policy asks for any of them. */
function proofFor({ stepUps }: Gather, { unitId, hash }: Pick<SignUnit, "unitId" | "hash">): StepUpNeed | null {
  if (stepUps.has("item")) return { kind: "item", subjectKind: "unit", subjectId: unitId, hash };
  return stepUps.has("session") ? { kind: "session" } : null;
}

type Keep = Pick<SignUnit, "unitId" | "verdict" | "hash" | "reason" | "note"> & Gather & AtOnce;

async function keep(
  tx: Tx,
  actor: Checker,
  { unitId, verdict, hash, reason, note, rows, sum, whole, atOnce }: Keep,
): Promise<Result<SignedUnit, Denial>> {
  const isDone = rows.length <= atOnce;
  const now = currentTime();
  const totals = sum.shown(unitId).totals.map(({ connectionId, payouts, sum: { minor, currency } }) => ({
    ...{ connectionId, payouts, currency },
    minor: minor.toString(),
  }));
  const signature = await tx.unitSignature.create({
    data: {
      ...{ id: newId("unitSignature"), merchantId: actor.merchantId, submissionId: unitId, verdict, hash, payouts: rows.length, totals },
      ...{ checkerId: actor.personId, checkerName: actor.name, reason: reason ?? null, note: note ?? null, at: now },
      ...(isDone ? { state: "done", endedAt: now } : { state: "applying", waitsSince: now }),
    },
  });
  await keepRows(tx, signature, rows, isDone);
  const { batchId } = await tx.batchSubmission.findUniqueOrThrow({ where: { id: unitId }, select: { batchId: true } });
  await writeAudit(tx, {
    actor,
    event: verdict === "approve" ? "unit.approved" : "unit.rejected",
    subject: { kind: "batch", id: batchId },
    details: { signatureId: signature.id, unitId, hash, payouts: rows.length, totals, ...(reason ? { reason } : {}) },
  });
  if (isDone) await applyDecisions(tx, actor, whole, wordOfSignature(signature));
  else await enqueue(tx, "applySignature", { signatureId: signature.id });
  if (verdict === "reject") await tellMakerOfMany(tx, signature, batchId);
  return ok({ signatureId: signature.id, payouts: rows.length, isDone });
}

async function keepRows(tx: Tx, { id, merchantId }: UnitSignature, rows: readonly Gathered[], isDone: boolean): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "unit_signature_row" ("signatureId", "payoutId", "merchantId", "round", "shownHash", "state")
    SELECT ${id}, r."payoutId", ${merchantId}, r."round", r."shownHash", ${isDone ? "applied" : "waiting"}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("payoutId" text, "round" int, "shownHash" text)`;
}
