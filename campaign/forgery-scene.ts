import * as z from "zod";
import { db } from "@/lib/db/client";
import { createConnection } from "@/lib/operations/connections/create-connection";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { applyDelivery } from "@/lib/operations/webhooks/apply-delivery";
import { providerOf } from "@/lib/providers/registry";
import { type Desk, ivyAccount, trueLayerAccount } from "@/lib/testing/desk";
import { aMerchant } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { pollFor } from "@/scripts/poll-for";
import type { Genuine, Victim, Workshop } from "./forgery";
import { openPayees, type Payees, PROVIDER_IDS, type ProviderId } from "./sendable-payout";

// What the lies are about: payouts in every state that a lie could move, genuine deliveries to imitate, and another merchant.

export type Scene = {
  readonly workshops: Readonly<Record<ProviderId, Omit<Workshop, "random" | "victim">>>;
  readonly victims: Readonly<Record<ProviderId, readonly Victim[]>>;
  readonly knownDeliveries: Set<string>;
  snapshot(): Promise<Snapshot>;
  changedSince(before: Snapshot): Promise<readonly string[]>;
  /** Payouts for which a look has been queued, each as often as it was. */
  dueLooks(): Promise<readonly string[]>;
  countKeptApart(): Promise<number>;
  countReads(): Promise<number>;
  countNeedlessReads(): Promise<number>;
};

type Snapshot = ReadonlyMap<string, string>;

const GENUINE = 4;
const IN_FLIGHT = 3;

export async function openScene(desk: Desk): Promise<Scene> {
  const payees = await openPayees(desk);
  const strangers = await strangersOf();
  const signed = { ivy: await settledDeliveries(desk, payees, "ivy"), truelayer: await settledDeliveries(desk, payees, "truelayer") };
  for (const provider of PROVIDER_IDS) await desk.control(`${provider}/mood`, { mood: "webhooksLost" });
  const victims = {
    ivy: await madeUpVictims(desk, "ivy"),
    truelayer: await madeUpVictims(desk, "truelayer"),
    ipay: await sentVictims(payees, "ipay"),
    bitpay: await sentVictims(payees, "bitpay"),
  };
  const workshop = (provider: ProviderId, genuine: readonly Genuine[]) => ({
    connectionId: desk[provider].id,
    strangerId: strangers[provider],
    genuine,
  });
  const hinted = [desk.ipay.id, desk.bitpay.id];
  const earlier = await countQueued(desk);
  const lookedAt = async () => (await queuedLooks()).slice(earlier.looks);
  return {
    workshops: {
      ivy: workshop("ivy", signed.ivy),
      truelayer: workshop("truelayer", signed.truelayer),
      ipay: workshop("ipay", []),
      bitpay: workshop("bitpay", []),
    },
    victims,
    knownDeliveries: new Set((await db().webhookDelivery.findMany({ select: { id: true } })).map(({ id }) => id)),
    snapshot: () => snapshot(),
    changedSince: async (before) => differences(before, await withoutTrueNews(desk, before)),
    dueLooks: lookedAt,
    countKeptApart: () => db().webhookDelivery.count({ where: { proof: "forged", state: "refused", dedupeKey: null } }),
    countReads: async () => (await countQueued(desk)).reads - earlier.reads,
    async countNeedlessReads() {
      const looks = await lookedAt();
      const now = await countQueued(desk);
      const enrolments = await db().enrolment.count({ where: { connectionId: { in: hinted } } });
      const looksTwice = looks.length - new Set(looks).size;
      return looksTwice + Math.max(0, now.reads - earlier.reads - looks.length) + Math.max(0, now.follows - earlier.follows - enrolments);
    },
  };
}

/** The same four providers, another merchant: what is genuine at one door is a lie at the other. */
async function strangersOf(): Promise<Readonly<Record<ProviderId, string>>> {
  const { id: merchantId } = await aMerchant(db());
  const open = async (provider: ProviderId, settings: unknown) => {
    const made = await createConnection(deskActor(merchantId), { provider, name: `${provider}-other`, mode: "simulator", settings });
    if (!made.ok) throw new Error(made.error.sentence);
    return made.value.connectionId;
  };
  return {
    ivy: await open("ivy", ivyAccount().settings),
    truelayer: await open("truelayer", trueLayerAccount().settings),
    ipay: await open("ipay", providerOf("ipay").rehearsal.newAccount("AUD").settings),
    bitpay: await open("bitpay", providerOf("bitpay").rehearsal.newAccount("EUR").settings),
  };
}

const Headers = z.record(z.string(), z.string());

async function settledDeliveries(desk: Desk, payees: Payees, provider: "ivy" | "truelayer"): Promise<readonly Genuine[]> {
  for (let made = 0; made < GENUINE; made += 1) await dispatchPayout({ payoutId: await payees.approve(provider) });
  const where = { connectionId: desk[provider].id, proof: "signed" };
  const rows = await pollFor(20_000, async () => {
    await desk.control("clock", { advanceMs: 10_000 });
    const arrived = await db().webhookDelivery.findMany({ where });
    const settled = await db().payout.count({ where: { connectionId: desk[provider].id, state: "settled" } });
    for (const { id } of arrived) await applyDelivery({ deliveryId: id });
    return settled >= GENUINE ? arrived : undefined;
  });
  if (!rows) throw new Error(`${provider} sent too few webhooks.`);
  const sent = new Set(["content-type", "x-ivy-signature", "tl-signature", "x-tl-webhook-timestamp"]);
  return rows.map(({ headers, body }) => ({
    headers: Object.entries(Headers.parse(headers)).filter(([name]) => sent.has(name)),
    body: new Uint8Array(body),
  }));
}

/** Whatever a signed lie says about these, the provider is never asked: they need not be known there. */
async function madeUpVictims(desk: Desk, provider: "ivy" | "truelayer"): Promise<readonly Victim[]> {
  const victims: Victim[] = [];
  for (const state of ["inFlight", "settled", "unconfirmed", "failed", "dispatching", "approved"] as const) {
    const payout = await aPayout(db(), { connection: desk[provider], state });
    victims.push({ providerPayoutId: payout.providerPayoutId ?? crypto.randomUUID(), number: payout.number, receiver: null });
  }
  return victims;
}

/** On their way at the provider, who will say so when it is asked. */
async function sentVictims(payees: Payees, provider: "ipay" | "bitpay"): Promise<readonly Victim[]> {
  const victims: Victim[] = [];
  for (let made = 0; made < IN_FLIGHT; made += 1) {
    const payoutId = await payees.approve(provider);
    if ((await dispatchPayout({ payoutId })) !== "accepted") throw new Error(`${provider} did not take the payout.`);
    const payout = await db().payout.findUniqueOrThrow({ where: { id: payoutId } });
    const { connectionId, number, providerPayoutId } = payout;
    const { providerReceiverId } = await db().enrolment.findFirstOrThrow({ where: { connectionId } });
    victims.push({ providerPayoutId: providerPayoutId ?? "", number, receiver: providerReceiverId });
  }
  return victims;
}

/** Everything that a lie could change about a payout, a receiver or an attempt. */
async function snapshot(): Promise<Snapshot> {
  const payouts = await db().payout.findMany({
    select: {
      ...{ id: true, state: true, contradiction: true, providerPayoutId: true, failureReason: true, failureCode: true, attempts: true },
      ...{ settledAt: true, feeMinor: true, rail: true, traceId: true, amountMinor: true, provider: true },
      _count: { select: { transitions: true, attemptRows: true } },
    },
  });
  const enrolments = await db().enrolment.findMany({
    select: { id: true, state: true, providerReceiverId: true, providerAccountId: true },
  });
  return new Map([...payouts, ...enrolments].map((row) => [row.id, JSON.stringify(row)] as const));
}

/** What the provider itself says when it is asked is no lie: its payouts may settle meanwhile, which no lie here claims. */
async function withoutTrueNews(desk: Desk, before: Snapshot): Promise<Snapshot> {
  const settled = [...(await desk.ledger("ipay")), ...(await desk.ledger("bitpay"))].filter(({ state }) => state === "settled");
  const rows = await db().payout.findMany({
    where: { providerPayoutId: { in: settled.map(({ providerPayoutId }) => providerPayoutId) }, state: "settled", contradiction: null },
    select: { id: true },
  });
  return new Map([...(await snapshot()), ...rows.map(({ id }) => [id, before.get(id) ?? ""] as const)]);
}

function differences(before: Snapshot, after: Snapshot): readonly string[] {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].filter((id) => before.get(id) !== after.get(id)).map((id) => `${before.get(id)} -> ${after.get(id)}`);
}

const Jobs = z.array(z.object({ payoutId: z.string() }));

async function queuedLooks(): Promise<readonly string[]> {
  const rows = Jobs.parse(
    await db()
      .$queryRaw`SELECT "data"->>'payoutId' AS "payoutId" FROM pgboss.job WHERE "name" = 'lookUpPayout' ORDER BY "created_on", "id"`,
  );
  return rows.map(({ payoutId }) => payoutId);
}

async function countQueued(desk: Desk) {
  const follows = await db().$queryRaw<unknown[]>`SELECT 1 FROM pgboss.job WHERE "name" = 'followEnrolment'`;
  const purposes = { startsWith: "lookUp" };
  const reads = await db().evidence.count({ where: { connectionId: { in: [desk.ipay.id, desk.bitpay.id] }, purpose: purposes } });
  return { looks: (await queuedLooks()).length, follows: follows.length, reads };
}
