import { accountIndex } from "@/lib/db/account-index";
import { db } from "@/lib/db/client";
import { readSenseFacts, type SenseTarget } from "@/lib/db/sense-facts";
import type { Actor } from "@/lib/domain/access/actor";
import { actorId } from "@/lib/domain/access/actor";
import { isInForce } from "@/lib/domain/account/standing";
import { ApprovalPolicyShape } from "@/lib/domain/approval/policy-shape";
import { needsReason, senseWarnings } from "@/lib/domain/payout/sense-rules";
import type { WarningAnswer, WarningQuestion } from "@/lib/domain/payout/warning-view";

const NOBODY: SenseTarget = { receiverId: null, accountVersionId: null, paymentSourceId: null, blindIndex: null };

/** What stands out about a payout that is being typed, by the same rules as when it is asked for and decided on. */
export async function readWarnings(actor: Actor, { parts, reference }: WarningQuestion): Promise<WarningAnswer> {
  const { merchantId } = actor;
  const merchant = await db().merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { policy: true } });
  const { sense: limits } = ApprovalPolicyShape.parse(merchant.policy);
  const maker = { id: actorId(actor) ?? "", name: actor.name };
  const found = await Promise.all(
    parts.map(async ({ to, amountMinor, currency }) => {
      const amount = { minor: amountMinor, currency };
      const target = await targetOf(merchantId, to);
      return senseWarnings(await readSenseFacts(db(), { merchantId, limits, amount, reference, maker, target }), limits);
    }),
  );
  const warnings = [...new Map(found.flat().map((one) => [`${one.rule} ${one.subject}`, one])).values()];
  return { warnings, needsReason: needsReason(warnings, limits) };
}

async function targetOf(merchantId: string, to: WarningQuestion["parts"][number]["to"]): Promise<SenseTarget> {
  if ("account" in to) return { ...NOBODY, blindIndex: accountIndex(to.account) };
  if ("paymentSourceId" in to) return { ...NOBODY, paymentSourceId: to.paymentSourceId };
  const account = await db().receiverAccount.findFirst({
    where: { id: to.receiverAccountId, merchantId },
    include: { versions: { orderBy: { version: "desc" }, include: { decision: true } } },
  });
  return account ? { ...NOBODY, receiverId: account.receiverId, accountVersionId: account.versions.find(isInForce)?.id ?? null } : NOBODY;
}
