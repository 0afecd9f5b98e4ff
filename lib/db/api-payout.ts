import * as z from "zod";
import { FiredRules, NeedSteps } from "@/lib/domain/approval/need-shape";
import { STEP_UP_KINDS } from "@/lib/domain/approval/policy";
import { FAILURE_REASONS, isFailureReason } from "@/lib/domain/payout/failure";
import { amountOut } from "@/lib/domain/rest/amount";
import { RestPayout } from "@/lib/domain/rest/payout";
import type { Tx } from "./client";
import { Prisma } from "./generated/client";
import { keepPlan } from "./kept-plan";

/** The columns behind a payout on the wire; `p` is the payout, and `JOIN_API_PAYOUT` brings the rest. */
export const API_PAYOUT_COLUMNS = Prisma.sql`
  p."id", p."number", p."state", p."stateAt", p."amountMinor"::text AS "amountMinor", p."currency", p."feeMinor"::text AS "feeMinor",
  p."loop", p."source", p."provider", p."connectionId", c."name" AS "connectionName", p."reference", p."statementText", p."metadata",
  p."receiverId", p."receiverName", v."accountId", p."accountMasked", p."orderId", s."userId", s."sourceId", p."neededCheckers",
  p."policyVersion", p."needSteps", p."stepUp", p."holdMinutes", p."firedRules",
  p."makerKind", p."makerName", p."providerPayoutId", p."providerStatus", p."rail", p."traceId", p."failureReason", p."failureCode",
  p."failureMessage", p."contradiction", p."sendAfter", p."createdAt", p."submittedAt", p."approvedAt", p."sentAt", p."settledAt"`;

export const JOIN_API_PAYOUT = Prisma.sql`
  JOIN "connection" c ON c."id" = p."connectionId"
  LEFT JOIN "receiver_account_version" v ON v."id" = p."receiverAccountVersionId"
  LEFT JOIN "payment_source" s ON s."id" = p."paymentSourceId"`;

const amount = z.string().transform((digits) => amountOut(BigInt(digits)));
const time = z.date().transform((at) => at.toISOString());
const text = z.string().nullable();

/** The wire's own shape, with the columns that are named or nested otherwise there. */
const Row = z.object({
  ...RestPayout.omit({ connection: true, receiver: true, paymentSource: true, madeBy: true, failure: true, approval: true }).shape,
  stateAt: time,
  amountMinor: amount,
  feeMinor: amount.nullable(),
  connectionId: z.string(),
  connectionName: z.string(),
  receiverId: text,
  receiverName: z.string(),
  accountId: text,
  accountMasked: text,
  userId: text,
  sourceId: text,
  policyVersion: z.int(),
  needSteps: NeedSteps,
  stepUp: z.enum(STEP_UP_KINDS),
  holdMinutes: z.int(),
  firedRules: FiredRules,
  makerKind: z.string(),
  makerName: z.string(),
  failureReason: text,
  failureCode: text,
  failureMessage: text,
  sendAfter: time.nullable(),
  createdAt: time,
  submittedAt: time.nullable(),
  approvedAt: time.nullable(),
  sentAt: time.nullable(),
  settledAt: time.nullable(),
});

export const ApiPayoutRow = Row.transform(toRest);

export type WhichPayout = { readonly merchantId: string; readonly payoutId: string };

/** One payout as the merchant's systems see it; null for another merchant's. */
export async function readRestPayout(tx: Tx, { merchantId, payoutId }: WhichPayout): Promise<RestPayout | null> {
  const [payout = null] = await readWhere(tx, Prisma.sql`p."id" = ${payoutId} AND p."merchantId" = ${merchantId}`);
  return payout;
}

/** Several, as they stand in this transaction, in no order. */
export function readRestPayouts(
  tx: Tx,
  { merchantId, payoutIds }: { readonly merchantId: string; readonly payoutIds: readonly string[] },
): Promise<readonly RestPayout[]> {
  return readWhere(tx, Prisma.sql`p."id" = ANY(${[...payoutIds]}) AND p."merchantId" = ${merchantId}`);
}

async function readWhere(tx: Tx, where: Prisma.Sql): Promise<readonly RestPayout[]> {
  const rows = await tx.$queryRaw(keepPlan(Prisma.sql`SELECT ${API_PAYOUT_COLUMNS} FROM "payout" p ${JOIN_API_PAYOUT} WHERE ${where}`));
  return z.array(ApiPayoutRow).parse(rows);
}

function toRest(row: z.infer<typeof Row>): RestPayout {
  const { connectionId, connectionName, receiverId, receiverName, accountId, accountMasked, userId, sourceId, ...rest } = row;
  const { policyVersion, needSteps, stepUp, holdMinutes, firedRules, ...others } = rest;
  const { makerKind, makerName, failureReason, failureCode, failureMessage, ...same } = others;
  return {
    ...same,
    connection: { id: connectionId, name: connectionName },
    receiver: { id: receiverId, name: receiverName, accountId, accountMasked },
    paymentSource: sourceId === null ? null : { userId, paymentSourceId: sourceId },
    approval: {
      ...{ policyVersion, stepUp, holdMinutes },
      steps: needSteps.map(({ group, count }) => ({ group: group.name, count })),
      rules: firedRules.map(({ name, sentence }) => ({ name, sentence })),
    },
    madeBy: { kind: makerKind, name: makerName },
    failure: failureReason === null ? null : { ...meaningOf(failureReason), code: failureCode, message: failureMessage },
  };
}

function meaningOf(stored: string): { reason: string; sentence: string } {
  const reason = isFailureReason(stored) ? stored : "unknown";
  return { reason, sentence: FAILURE_REASONS[reason].sentence };
}
