import { accountIndex } from "@/lib/db/account-index";
import { db } from "@/lib/db/client";
import { readNeedFacts } from "@/lib/db/need-facts";
import { peopleWith } from "@/lib/db/people-with";
import { type HouseRules, readHouseRules } from "@/lib/db/read-policy";
import { readSenseFacts, type SenseTarget } from "@/lib/db/sense-facts";
import type { Actor } from "@/lib/domain/access/actor";
import { actorId } from "@/lib/domain/access/actor";
import { isInForce } from "@/lib/domain/account/standing";
import { type ApprovalNeed, needOf, peopleNeeded } from "@/lib/domain/approval/need";
import { sayApproval } from "@/lib/domain/approval/say-approval";
import { needsReason, type SenseWarning, senseWarnings } from "@/lib/domain/payout/sense-rules";
import type { WarningAnswer, WarningQuestion } from "@/lib/domain/payout/warning-view";
import { providerOf } from "@/lib/providers/registry";

const NOBODY: SenseTarget = { receiverId: null, accountVersionId: null, paymentSourceId: null, blindIndex: null };

type Part = WarningQuestion["parts"][number];
type Foreseen = { readonly warnings: readonly SenseWarning[]; readonly need: ApprovalNeed };

/** What stands out about a payout that is being typed, and what policy will ask for it: by the same rules as when it is asked for. */
export async function readWarnings(actor: Actor, { parts, reference }: WarningQuestion): Promise<WarningAnswer> {
  const rules = await readHouseRules(db(), actor.merchantId);
  const { policy } = rules;
  const foreseen = await Promise.all(parts.map((part) => foresee(actor, rules, { part, reference })));
  const warnings = foreseen.flatMap((one) => one.warnings);
  const strictest = foreseen.map(({ need }) => need).reduce((a, b) => (peopleNeeded(b.steps) > peopleNeeded(a.steps) ? b : a));
  const mine = actorId(actor);
  const members = (await peopleWith(db(), actor.merchantId, "payout.approve")).filter(({ personId }) => personId !== mine);
  const sentences = foreseen.flatMap(({ need }) => need.fired.map(({ sentence }) => sentence));
  return {
    warnings: [...new Map(warnings.map((one) => [`${one.rule} ${one.subject}`, one])).values()],
    needsReason: needsReason(warnings, policy.sense),
    approval: { ...sayApproval(strictest.steps, members), rules: [...new Set(sentences)] },
  };
}

async function foresee(actor: Actor, rules: HouseRules, { part, reference }: { part: Part; reference: string }): Promise<Foreseen> {
  const { merchantId } = actor;
  const { policy } = rules;
  const amount = { minor: part.amountMinor, currency: part.currency };
  const maker = { id: actorId(actor) ?? "", name: actor.name };
  const target = await targetOf(merchantId, part.to);
  const warnings = senseWarnings(
    await readSenseFacts(db(), { merchantId, limits: policy.sense, amount, reference, maker, target }),
    policy.sense,
  );
  const { facts } = await readNeedFacts(db(), {
    ...{ merchantId, rules, target, amount, maker, source: "screen" },
    ...(await providerFacts(merchantId, part)),
    loop: target.paymentSourceId === null ? "open" : "closed",
    risks: warnings.map(({ rule }) => rule),
  });
  return { warnings, need: needOf(policy, facts) };
}

async function providerFacts(merchantId: string, { connectionId }: Part) {
  const connection = connectionId === undefined ? null : await db().connection.findFirst({ where: { id: connectionId, merchantId } });
  if (!connection) return { provider: { id: "", label: "a provider" }, rails: [] };
  const { manifest } = providerOf(connection.provider);
  return { provider: { id: manifest.id, label: manifest.label }, rails: manifest.rails };
}

async function targetOf(merchantId: string, to: Part["to"]): Promise<SenseTarget> {
  if ("account" in to) return { ...NOBODY, blindIndex: accountIndex(to.account) };
  if ("paymentSourceId" in to) return { ...NOBODY, paymentSourceId: to.paymentSourceId };
  const account = await db().receiverAccount.findFirst({
    where: { id: to.receiverAccountId, merchantId },
    include: { versions: { orderBy: { version: "desc" }, include: { decision: true } } },
  });
  return account ? { ...NOBODY, receiverId: account.receiverId, accountVersionId: account.versions.find(isInForce)?.id ?? null } : NOBODY;
}
