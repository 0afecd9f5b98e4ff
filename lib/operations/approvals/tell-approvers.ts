import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { formatPayoutNumber } from "@/lib/base/id";
import { sayMoney } from "@/lib/base/say-money";
import { addMs, SECOND_MS } from "@/lib/base/time";
import { readApprovalFacts } from "@/lib/db/approval-facts";
import type { Tx } from "@/lib/db/client";
import type { Payout } from "@/lib/db/generated/client";
import { moneyOf } from "@/lib/db/minor";
import { type PersonWith, peopleWith } from "@/lib/db/people-with";
import { readLent } from "@/lib/db/read-lent";
import { inTransaction } from "@/lib/db/transaction";
import { readUnitGroups, sumGroups } from "@/lib/db/unit-groups";
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
 * Writes to everybody who can decide now, in their own place or in one that is lent to them, on what has come to wait since the last time: one mail a person, however much it is. After an
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
        WHERE p."state" = 'awaitingApproval' AND p."unitId" IS NULL AND p."stateAt" <= ${addMs(now, -GATHER_MS)}
          AND NOT EXISTS (
            SELECT FROM "approval_notice" n WHERE n."payoutId" = p."id" AND n."round" = p."round" AND n."given" = given."times")
        ORDER BY p."merchantId", p."stateAt" LIMIT ${MOST_AT_ONCE}
        ON CONFLICT DO NOTHING RETURNING "payoutId", "merchantId"`,
    );
    let mails = await tellOfUnits(tx, now);
    for (const [merchantId, ids] of byMerchant(untold)) {
      const payouts = await tx.payout.findMany({ where: { id: { in: [...ids] } }, orderBy: { amountMinor: "desc" } });
      const waiting: Waiting[] = [];
      for (const payout of payouts) waiting.push({ payout, facts: await readApprovalFacts(tx, payout) });
      for (const person of await peopleWith(tx, merchantId, "payout.approve")) mails += await tell(tx, merchantId, person, waiting);
    }
    return mails;
  });
}

const Units = z.array(z.object({ unitId: z.string(), merchantId: z.string() }));

/** A file is told of once it is whole, and as one: nobody gets five thousand lines, or five and twenty mails. */
async function tellOfUnits(tx: Tx, now: Date): Promise<number> {
  const units = Units.parse(
    await tx.$queryRaw`
      WITH untold AS (
        SELECT p."id", p."round", p."merchantId", p."unitId", given."times" FROM "payout" p
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS "times" FROM "approval_decision" d
          WHERE d."payoutId" = p."id" AND d."round" = p."round" AND d."verdict" = 'approve') given
        WHERE p."state" = 'awaitingApproval' AND p."unitId" IS NOT NULL AND p."stateAt" <= ${addMs(now, -GATHER_MS)}
          AND NOT EXISTS (
            SELECT FROM "approval_notice" n WHERE n."payoutId" = p."id" AND n."round" = p."round" AND n."given" = given."times")
          AND NOT EXISTS (
            SELECT FROM "batch_row" r WHERE r."batchId" = p."batchId" AND r."state" = 'going' AND r."submissionId" = p."unitId")
          AND NOT EXISTS (SELECT FROM "unit_signature" s WHERE s."submissionId" = p."unitId" AND s."state" = 'applying')
      ), told AS (
        INSERT INTO "approval_notice" ("payoutId", "round", "given", "merchantId", "at")
        SELECT "id", "round", "times", "merchantId", ${now} FROM untold ON CONFLICT DO NOTHING RETURNING "payoutId"
      ) SELECT DISTINCT u."unitId", u."merchantId" FROM untold u JOIN told t ON t."payoutId" = u."id"`,
  );
  let mails = 0;
  for (const { unitId, merchantId } of units) {
    const groups = await readUnitGroups(tx, { merchantId, unitId });
    const { byName, batch } = await tx.batchSubmission.findUniqueOrThrow({ where: { id: unitId }, include: { batch: true } });
    for (const person of await peopleWith(tx, merchantId, "payout.approve")) {
      const actor = actorFor(merchantId, person);
      const lentFor = await readLent(tx, actor);
      const theirs = groups.filter(
        ({ facts, largest, currency }) => judgeApproval(facts, actor, lentFor({ minor: largest, currency })).kind === "counts",
      );
      if (theirs.length === 0) continue;
      const payouts = theirs.reduce((sum, group) => sum + group.payouts, 0);
      const sums = sumGroups(theirs).map(sayMoney);
      const subject = leaveOutAddresses(`The file “${batch.name}” waits for your approval`);
      const what = `${payouts.toLocaleString("en-GB")} ${payouts === 1 ? "payout" : "payouts"} of ${sums.join(" and ")}`;
      const text = leaveOutAddresses(`Hello ${person.name},\n\n${what} wait for your signature, submitted by ${byName}.`);
      await queueMail(tx, { merchantId, to: { personId: person.personId }, subject, text, path: `/approvals?file=${unitId}` });
      mails += 1;
    }
  }
  return mails;
}

async function tell(tx: Tx, merchantId: string, person: PersonWith, waiting: readonly Waiting[]): Promise<number> {
  const actor = actorFor(merchantId, person);
  const lentFor = await readLent(tx, actor);
  const theirs = waiting.flatMap(({ payout, facts }) => {
    const lent = lentFor(moneyOf(payout.amountMinor, payout.currency));
    return judgeApproval(facts, actor, lent).kind === "counts" ? [payout] : [];
  });
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
