import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import type { Currency } from "@/lib/base/currency";
import type { Money } from "@/lib/base/money";
import { db } from "@/lib/db/client";
import type { BatchSubmission, UnitSignature } from "@/lib/db/generated/client";
import { moneyOf } from "@/lib/db/minor";
import { readJudgedUnit } from "@/lib/db/read-judged-unit";
import { summariseOutliers } from "@/lib/db/unit-outliers";
import { UnitSum } from "@/lib/db/unit-rows";
import { readUnitStamp } from "@/lib/db/unit-stamp";
import { readUsualFees } from "@/lib/db/usual-fees";
import { type Actor, may } from "@/lib/domain/access/actor";
import { NeedSteps } from "@/lib/domain/approval/need-shape";
import { sayHour } from "@/lib/domain/approval/risk";
import { type ApartCode, isApartCode, type UnitView } from "@/lib/domain/approval/unit-view";
import { PAYOUT_STATES } from "@/lib/domain/payout/lifecycle";

type Person = Extract<Actor, { kind: "person" }>;

/** One submission of a file as a checker sees it before signing; null for other merchants' and none. */
export async function readUnit(actor: Person, unitId: string): Promise<UnitView | null> {
  const { merchantId } = actor;
  const readAt = currentTime();
  const submission = await db().batchSubmission.findFirst({
    where: { id: unitId, merchantId },
    include: { batch: { select: { id: true, name: true } }, signatures: { orderBy: { at: "desc" } } },
  });
  if (!submission) return null;
  const which = { unitId, merchantId };
  const [covered, outliers, steps, rules, decided, going, refused, ofAll] = await Promise.all([
    readCovered(actor, unitId),
    summariseOutliers(db(), which),
    readSteps(unitId),
    readRules(unitId),
    db().payout.groupBy({ by: ["state"], where: which, _count: true }),
    db().batchRow.count({ where: { merchantId, submissionId: unitId, state: "going" } }),
    submission.rows,
    sayOfAll(submission),
  ]);
  const made = decided.reduce((sum, { _count }) => sum + _count, 0);
  const { expiresAt } =
    (await db().payout.findFirst({
      where: { ...which, state: "awaitingApproval" },
      orderBy: { expiresAt: "asc" },
      select: { expiresAt: true },
    })) ?? {};
  const { _min, _max } = await db().payout.aggregate({ where: which, _min: { sendAfter: true }, _max: { sendAfter: true } });
  const goesOn = _min.sendAfter && _max.sendAfter && { first: _min.sendAfter, last: _max.sendAfter };
  return {
    goesOn,
    ...{ unitId, batch: submission.batch, makerName: submission.byName, submittedAt: submission.at, expiresAt: expiresAt ?? null },
    ...{ going, refused: Math.max(refused - made - going, 0), readAt, steps, rules },
    ...covered,
    outliers: { ...outliers, kinds: [...outliers.kinds], ofAll },
    signatures: await Promise.all(submission.signatures.map((signature) => viewOf(signature, actor))),
    decided: PAYOUT_STATES.flatMap((state) => {
      const found = decided.find((one) => one.state === state);
      return found && state !== "awaitingApproval" ? [{ state, payouts: found._count }] : [];
    }),
  };
}

type Covered = Pick<UnitView, "signed" | "apart">;

async function readCovered(actor: Person, unitId: string): Promise<Covered> {
  const { signed, apart } = await sumUp(actor, unitId);
  return { signed: { ...signed, totals: await withBalances(actor.merchantId, signed.totals) }, apart };
}

type Sums = Omit<Covered, "signed"> & { readonly signed: Omit<Covered["signed"], "totals"> & { readonly totals: readonly Total[] } };

// A unit is asked for every few seconds by whoever has it open, and hashing thousands of payouts takes a second.
const kept = new Map<string, Promise<Sums>>();
const KEPT_AT_MOST = 16;

/** What a signature of this reader's would cover, worked out anew only after something was written to it. */
async function sumUp(actor: Person, unitId: string): Promise<Sums> {
  const { merchantId, personId, role, permissions } = actor;
  const isLent = await db().delegation.count({ where: { merchantId, delegateId: personId, endedAt: null } });
  // A lent place begins and ends by the clock alone.
  if (isLent > 0) return sumUpNow(actor, unitId);
  const stamp = await readUnitStamp(db(), { unitId, merchantId });
  const key = [unitId, personId, role, permissions.includes("payout.approve"), stamp].join(" ");
  const known = kept.get(key);
  if (known !== undefined) return known;
  const sums = sumUpNow(actor, unitId);
  kept.set(key, sums);
  sums.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) if (kept.size > KEPT_AT_MOST) kept.delete(oldest);
  return sums;
}

async function sumUpNow(actor: Person, unitId: string): Promise<Sums> {
  const sum = new UnitSum();
  const apart = new Map<ApartCode, number>();
  let closed = 0;
  let holdMinutes = 0;
  const stepUps = new Set<string>();
  for await (const slice of readJudgedUnit(db(), actor, { unitId, merchantId: actor.merchantId })) {
    for (const row of slice.signed) {
      sum.add(row);
      if (row.payout.loop === "closed") closed += 1;
      holdMinutes = Math.max(holdMinutes, row.payout.holdMinutes);
      stepUps.add(row.payout.stepUp);
    }
    for (const { code } of slice.apart) if (isApartCode(code)) apart.set(code, (apart.get(code) ?? 0) + 1);
  }
  const { totals, payees } = sum.shown(unitId);
  return {
    signed: {
      ...{ hash: sum.hash(unitId), payouts: sum.payouts, payees, closed, holdMinutes, totals },
      stepUp: stepUps.has("item") ? "item" : stepUps.has("session") ? "session" : "none",
    },
    apart: [...apart].map(([code, payouts]) => ({ code, payouts })),
  };
}

type Total = { readonly connectionId: string; readonly payouts: number; readonly sum: Money };

/** What leaves each account, what its provider takes for it as far as that is known, and what is left then. */
async function withBalances(merchantId: string, totals: readonly Total[]): Promise<UnitView["signed"]["totals"]> {
  const connections = await db().connection.findMany({
    where: { merchantId, id: { in: totals.map(({ connectionId }) => connectionId) } },
    include: { balances: true },
  });
  const feeOf = await readUsualFees(
    db(),
    merchantId,
    totals.map(({ connectionId }) => connectionId),
  );
  return totals.map(({ connectionId, payouts, sum }) => {
    const connection = connections.find(({ id }) => id === connectionId);
    const read = connection?.balances.find(({ currency }) => currency === sum.currency);
    const before = read ? moneyOf(read.availableMinor, sum.currency) : null;
    return {
      ...{ connectionName: connection?.name ?? "", payouts, sum, before },
      fee: feeOf({ connectionId, currency: sum.currency, payouts }),
      after: before && minus(before, sum),
    };
  });
}

function minus({ minor, currency }: { minor: bigint; currency: Currency }, { minor: less }: Money): Money {
  return { minor: minor - less, currency };
}

const Steps = z.array(z.object({ needSteps: NeedSteps, payouts: z.int() }));

async function readSteps(unitId: string): Promise<UnitView["steps"]> {
  const rows = Steps.parse(
    await db().$queryRaw`
      SELECT p."needSteps", count(*)::int AS "payouts" FROM "payout" p WHERE p."unitId" = ${unitId} AND p."state" = 'awaitingApproval'
      GROUP BY 1 ORDER BY 2 DESC`,
  );
  return rows.map(({ needSteps, payouts }) => ({
    sentence: needSteps.map(({ group, count }) => `${count} of ${group.name}`).join(", then "),
    payouts,
  }));
}

const Fired = z.array(z.object({ name: z.string(), sentence: z.string(), payouts: z.int() }));

/** Each rule with one payout's sentence: sentences name amounts, so that they differ from payout to payout. */
async function readRules(unitId: string): Promise<UnitView["rules"]> {
  return Fired.parse(
    await db().$queryRaw`
      SELECT f ->> 'name' AS "name", min(f ->> 'sentence') AS "sentence", count(DISTINCT p."id")::int AS "payouts"
      FROM "payout" p CROSS JOIN LATERAL jsonb_array_elements(p."firedRules") f
      WHERE p."unitId" = ${unitId} AND p."state" = 'awaitingApproval' GROUP BY f ->> 'id', f ->> 'name' ORDER BY 3 DESC, 1`,
  );
}

/** What is unusual about the submission itself, and so about every payout in it. */
async function sayOfAll({ merchantId, byId, byKind, byName, at, id }: BatchSubmission): Promise<string[]> {
  if (byKind !== "person") return [];
  const { timeZone } = await db().merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { timeZone: true } });
  const before = await db().payout.findFirst({
    where: { merchantId, makerId: byId, createdAt: { lt: at }, unitId: { not: id } },
    select: { id: true },
  });
  const alone =
    before ??
    (await db().payout.findFirst({ where: { merchantId, makerId: byId, createdAt: { lt: at }, unitId: null }, select: { id: true } }));
  const hour = sayHour(at, timeZone);
  return [...(alone ? [] : [`They are the first payouts that ${byName} has asked for.`]), ...(hour === null ? [] : [hour])];
}

async function viewOf(signature: UnitSignature, actor: Person): Promise<UnitView["signatures"][number]> {
  const { id, verdict, checkerName, checkerId, at, payouts, state } = signature;
  const rows = await db().unitSignatureRow.groupBy({ by: ["state"], where: { signatureId: id }, _count: true });
  const count = (of: string) => rows.find((row) => row.state === of)?._count ?? 0;
  const isYours = checkerId === actor.personId;
  return {
    ...{ id, checkerName, isYours, at, payouts, applied: count("applied"), passed: count("passed") },
    verdict: verdict === "reject" ? "reject" : "approve",
    state: state === "applying" || state === "stopped" ? state : "done",
    mayUndo: isYours && verdict === "approve" && may(actor, "payout.approve") && (state === "applying" || (await hasUnsent(id))),
  };
}

/** Whether anything that it decided is still here to be taken back. */
async function hasUnsent(signatureId: string): Promise<boolean> {
  const row = await db().unitSignatureRow.findFirst({
    where: {
      ...{ signatureId, state: "applied" },
      payout: { attempts: 0, state: { in: ["approved", "held", "awaitingApproval"] } },
    },
    select: { payoutId: true, round: true, payout: { select: { round: true } } },
  });
  return row !== null && row.round === row.payout.round;
}
