import { z } from "zod";
import { currentTime } from "@/lib/base/clock";
import { formatPayoutNumber } from "@/lib/base/id";
import { sayMoney } from "@/lib/base/say-money";
import { addMs, SECOND_MS } from "@/lib/base/time";
import { readApprovalFacts } from "@/lib/db/approval-facts";
import type { Tx } from "@/lib/db/client";
import type { Payout } from "@/lib/db/generated/client";
import { moneyOf } from "@/lib/db/minor";
import { type PersonWith, peopleWith } from "@/lib/db/people-with";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type ApprovalFacts, judgeApproval } from "@/lib/domain/approval/judge-approval";
import { leaveOutAddresses } from "@/lib/domain/mail/leave-out-addresses";
import { queueMail } from "@/lib/operations/mail/queue-mail";

const MOST_AT_ONCE = 200;
/** What is asked for within this time is told in one mail; what is taken back at once, in none. */
const GATHER_MS = 30 * SECOND_MS;
const MOST_LINES = 10;

const Untold = z.array(z.object({ payoutId: z.string(), merchantId: z.string() }));
type Waiting = { readonly payout: Payout; readonly facts: ApprovalFacts };

/**
 * Writes to everybody who can decide now on what has come to wait since the last time: one mail a person, however much it is. After an
 * approval that is not the last it is told again, to those whose turn it is then. Two workers at once tell each payout once.
 */
export async function tellApprovers(): Promise<number> {
  return inTransaction(async (tx) => {
    const now = currentTime();
    const untold = Untold.parse(
      await tx.$queryRaw`
        INSERT INTO "approval_notice" ("payoutId", "round", "given", "merchantId", "at")
        SELECT p."id", p."round", given."times", p."merchantId", ${now} FROM "payout" p
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS "times" FROM "approval_decision" d
          WHERE d."payoutId" = p."id" AND d."round" = p."round" AND d."verdict" = 'approve') given
        WHERE p."state" = 'awaitingApproval' AND p."stateAt" <= ${addMs(now, -GATHER_MS)}
          AND NOT EXISTS (
            SELECT FROM "approval_notice" n WHERE n."payoutId" = p."id" AND n."round" = p."round" AND n."given" = given."times")
        ORDER BY p."merchantId", p."stateAt" LIMIT ${MOST_AT_ONCE}
        ON CONFLICT DO NOTHING RETURNING "payoutId", "merchantId"`,
    );
    let mails = 0;
    for (const [merchantId, ids] of byMerchant(untold)) {
      const payouts = await tx.payout.findMany({ where: { id: { in: [...ids] } }, orderBy: { amountMinor: "desc" } });
      const waiting: Waiting[] = [];
      for (const payout of payouts) waiting.push({ payout, facts: await readApprovalFacts(tx, payout) });
      for (const person of await peopleWith(tx, merchantId, "payout.approve")) mails += await tell(tx, merchantId, person, waiting);
    }
    return mails;
  });
}

async function tell(tx: Tx, merchantId: string, person: PersonWith, waiting: readonly Waiting[]): Promise<number> {
  const actor = actorFor(merchantId, person);
  const theirs = waiting.filter(({ facts }) => judgeApproval(facts, actor).kind === "counts").map(({ payout }) => payout);
  const [first] = theirs;
  if (!first) return 0;
  const isOne = theirs.length === 1;
  const subject = isOne
    ? `Payout ${formatPayoutNumber(first.number)} waits for your approval`
    : `${theirs.length} payouts wait for your approval`;
  const lines = theirs.slice(0, MOST_LINES).map(sayPayout);
  const more = theirs.length - lines.length;
  const text = [`Hello ${person.name},`, "", `${subject}:`, "", ...lines, ...(more > 0 ? [`and ${more} more.`] : [])].join("\n");
  const path = isOne ? (`/approvals?payout=${first.number}` as const) : "/approvals";
  await queueMail(tx, { merchantId, to: { personId: person.personId }, subject, text: leaveOutAddresses(text), path });
  return 1;
}

function sayPayout({ amountMinor, currency, receiverName, makerName, reference }: Payout): string {
  const amount = moneyOf(amountMinor, currency);
  return `- ${sayMoney(amount)} to ${receiverName}, “${reference}”, asked for by ${makerName}`;
}

function actorFor(merchantId: string, { personId, name, role }: PersonWith): Actor {
  return { kind: "person", personId, name, merchantId, role, roleName: role, permissions: ["payout.approve"] };
}

function byMerchant(untold: z.infer<typeof Untold>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { merchantId, payoutId } of untold) groups.set(merchantId, [...(groups.get(merchantId) ?? []), payoutId]);
  return groups;
}
