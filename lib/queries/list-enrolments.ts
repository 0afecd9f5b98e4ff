import { db } from "@/lib/db/client";
import { type EnrolmentState, isEnrolmentState } from "@/lib/domain/enrolment/state";
import { FAILURE_REASONS, isFailureReason } from "@/lib/domain/payout/failure";
import { providerOf } from "@/lib/providers/registry";

/** How far a receiver is with a provider that pays only those whom it knows. */
export type EnrolmentView = {
  readonly id: string;
  readonly connectionName: string;
  readonly provider: string;
  readonly providerLabel: string;
  readonly masked: string;
  readonly state: EnrolmentState;
  readonly providerStatus: string | null;
  readonly nextStep: string | null;
  readonly accountLabel: string | null;
  readonly failure: string | null;
  readonly stateAt: Date;
  /** Payouts that are held until this is ready. */
  readonly waiting: number;
};

export async function listEnrolments(merchantId: string, receiverId: string): Promise<readonly EnrolmentView[]> {
  const rows = await db().enrolment.findMany({
    where: { merchantId, receiverId },
    include: { connection: { select: { name: true, provider: true } }, accountVersion: { select: { masked: true } } },
    orderBy: { createdAt: "asc" },
  });
  const held = await db().payout.groupBy({
    by: ["connectionId", "receiverAccountVersionId"],
    where: {
      merchantId,
      receiverAccountVersionId: { in: rows.map(({ accountVersionId }) => accountVersionId) },
      state: "held",
      holdKind: "receiver",
    },
    _count: true,
  });
  return rows.map((row) => ({
    id: row.id,
    connectionName: row.connection.name,
    provider: row.connection.provider,
    providerLabel: providerOf(row.connection.provider).manifest.label,
    masked: row.accountVersion.masked,
    state: stateOf(row.state),
    providerStatus: row.providerStatus,
    nextStep: row.nextStep,
    accountLabel: row.accountLabel,
    failure: row.failureReason === null ? null : sentenceOf(row.failureReason, row.failureMessage),
    stateAt: row.stateAt,
    waiting:
      held.find((one) => one.connectionId === row.connectionId && one.receiverAccountVersionId === row.accountVersionId)?._count ?? 0,
  }));
}

function stateOf(stored: string): EnrolmentState {
  if (!isEnrolmentState(stored)) throw new Error(`The database holds an unknown enrolment state: ${stored}.`);
  return stored;
}

/** Our word for it, and the provider's own beside it. */
function sentenceOf(reason: string, message: string | null): string {
  const ours = FAILURE_REASONS[isFailureReason(reason) ? reason : "unknown"].sentence;
  return message ? `${ours} The provider says: ${message}` : ours;
}
