import { newId } from "@/lib/base/id";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { DEMO_EMAILS } from "@/lib/domain/access/demo-people";
import { type ApprovalPolicy, CHECKERS, DEMO_POLICY } from "@/lib/domain/approval/policy";

/** The demo's policy: what is ordinary goes as everywhere, and what is not shows what rules can do. */
function demoPolicy(leadId: string): ApprovalPolicy {
  // The demo has two checkers, of whom one is the lead: more than both nobody could get.
  const bothHands = ["checkers", "finance"].map((group) => ({ group, count: 1 }));
  const nothingMore = { stepUp: "none", holdMinutes: 0 } as const;
  return {
    ...DEMO_POLICY,
    groups: [CHECKERS, { id: "finance", name: "Finance leads", roles: [], people: [leadId] }],
    rules: [
      ...DEMO_POLICY.rules,
      {
        id: "large",
        name: "Large amounts",
        when: { amount: { above: "25000" } },
        effect: { ...nothingMore, people: bothHands },
      },
      {
        id: "very-large",
        name: "Very large amounts",
        when: { amount: { above: "75000" } },
        effect: { people: [], stepUp: "item", holdMinutes: 60 },
      },
      {
        id: "new-receiver",
        name: "Much to somebody new",
        when: { amount: { above: "10000" }, receiverYoungerThanDays: 30, loop: ["open"] },
        effect: { ...nothingMore, people: bothHands },
      },
      {
        id: "second-thoughts",
        name: "Second thoughts",
        when: { amount: { above: "5000" }, loop: ["open"], receiver: ["firstPayout"], source: ["screen"] },
        effect: { people: [], stepUp: "none", holdMinutes: 10 },
      },
      {
        id: "weekend",
        name: "Weekends",
        when: { amount: { above: "10000" }, weekday: [6, 7], source: ["screen"] },
        effect: { ...nothingMore, people: [{ group: "finance", count: 1 }] },
      },
      {
        id: "much-in-a-day",
        name: "Much in a day",
        when: { makerDay: { above: "500000" } },
        effect: { ...nothingMore, people: bothHands },
      },
    ],
  };
}

/** Longer ago than any payout of the demo was made. */
const CONFIRMED_DAYS_AGO = 200;

/** Brings the demo's rules as two admins would have, before anything is asked for. Where something was, it stays. */
export async function ensureDemoPolicy(merchantId: string): Promise<void> {
  const begun = (await db().policyVersion.count({ where: { merchantId } })) > 1 || (await db().payout.count({ where: { merchantId } })) > 0;
  if (begun) return;
  const lead = await personOf("checker2@demo.test");
  const [drafter, confirmer] = [await personOf("admin@demo.test"), await personOf("admin2@demo.test")];
  const at = addMs(new Date(), -CONFIRMED_DAYS_AGO * DAY_MS);
  const of = (version: number) => ({ where: { merchantId_version: { merchantId, version } } });
  const drafted = { draftedById: drafter.id, draftedByName: drafter.name, draftedAt: at, editedAt: at, editorIds: [drafter.id] };
  await db().$transaction([
    db().policyVersion.create({
      data: { merchantId, version: 2, state: "draft", basedOn: 1, body: { ...demoPolicy(lead.id) }, ...drafted },
    }),
    db().policyVersion.update({
      ...of(2),
      data: { state: "proposed", proposedById: drafter.id, proposedByName: drafter.name, proposedAt: at, reason: REASON },
    }),
    db().policyVersion.update({ ...of(1), data: { state: "superseded" } }),
    db().policyVersion.update({
      ...of(2),
      data: { state: "active", decidedById: confirmer.id, decidedByName: confirmer.name, decidedAt: addMs(at, DAY_MS) },
    }),
    db().exchangeRate.createMany({
      data: Object.entries(RATES).map(([currency, rate]) => ({
        ...{ id: newId("exchangeRate"), merchantId, currency, inCurrency: "EUR", rate, day: at, setAt: at },
        ...{ setById: drafter.id, setByName: drafter.name },
      })),
    }),
  ]);
}

async function personOf(email: keyof typeof DEMO_EMAILS): Promise<{ readonly id: string; readonly name: string }> {
  return db().person.findUniqueOrThrow({ where: { email }, select: { id: true, name: true } });
}

const REASON = "What is large or goes to somebody new should not hang on one person.";

/** Made up, and near enough. */
const RATES = { GBP: "1.17", USD: "0.92", AUD: "0.61", CAD: "0.67", NZD: "0.56", SEK: "0.088", DKK: "0.134", PLN: "0.23", BTC: "60000" };
