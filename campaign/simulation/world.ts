import { db } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { PayoutTarget } from "@/lib/domain/payout/schema";
import { env } from "@/lib/env";
import { createReceiver } from "@/lib/operations/receivers/create-receiver";
import type { ConnectionMode } from "@/lib/providers/contract/manifest";
import { drawUuid, seededRandom } from "@/lib/providers/contract/simulator-random";
import type { OutgoingWebhook, SimulatorCore } from "@/lib/providers/contract/simulator-spec";
import { memoryJournal } from "@/lib/providers/contract/simulator-store";
import { providerOf } from "@/lib/providers/registry";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";

// One merchant with one connection, and the provider behind it, in this process and on a clock that only the seed moves.

export const PROVIDERS = ["ivy", "truelayer", "ipay", "bitpay"] as const;
export type ProviderId = (typeof PROVIDERS)[number];

const CURRENCIES = { ivy: "EUR", truelayer: "EUR", ipay: "AUD", bitpay: "EUR" } as const;

const ENOUGH = "100000000";

/** A webhook between the provider and the desk. `answer` tells the provider how it went; null: nobody answered. */
export type Post = OutgoingWebhook & { readonly answer: (status: number | null) => void };

export type World = {
  readonly provider: ProviderId;
  readonly currency: "EUR" | "AUD";
  readonly connection: Connection;
  readonly merchantId: string;
  readonly maker: Actor;
  readonly checker: Actor;
  readonly admin: Actor;
  readonly core: SimulatorCore;
  readonly posts: Post[];
  /** Who is to be paid: one payout each. */
  readonly targets: readonly [PayoutTarget, ...PayoutTarget[]];
};

type Account = ReturnType<ReturnType<typeof providerOf>["rehearsal"]["newAccount"]>;
// Keys are dear to make and decide nothing, so all worlds of a process share them.
const accounts = new Map<ProviderId, Account>();

function accountAt(provider: ProviderId): Account {
  const account = accounts.get(provider) ?? providerOf(provider).rehearsal.newAccount(CURRENCIES[provider]);
  accounts.set(provider, account);
  return account;
}

export async function openWorld({ provider, random, isClosedLoop, clock }: WorldWish): Promise<World> {
  const currency = CURRENCIES[provider];
  const account = accountAt(provider);
  const mode: ConnectionMode = "simulator";
  const merchant = await aMerchant(db());
  const [maker, checker, admin] = [
    await aPerson(db(), { merchant, role: "maker" }),
    await aPerson(db(), { merchant, role: "checker" }),
    await aPerson(db(), { merchant, role: "admin" }),
  ];
  const { id } = await aConnection(db(), { merchant, provider, mode, settings: { ...account.settings } });
  const connection = await db().connection.update({ where: { id }, data: { createdAt: new Date(clock.now) } });

  const posts: Post[] = [];
  const now = () => new Date(clock.now);
  const core = providerOf(provider).simulator.start({
    now,
    wallNow: now,
    random: seededRandom(Math.floor(random() * 2 ** 32)),
    journal: memoryJournal(),
    sendWebhook: (webhook) => new Promise((answer) => posts.push({ ...webhook, answer })),
    origin: () => `http://127.0.0.1:${env().simulatorPort}`,
    pace: { inFlightAfterMs: 1000, settledAfterMs: 3000, returnedAfterMs: 10_000, unseenForMs: 3_600_000, receiverActsAfterMs: 5000 },
  });
  const registered = await core.registerAccount({
    accountId: account.accountId,
    credentials: account.credentials,
    balances: { [currency]: ENOUGH },
    webhookUrl: `http://desk.test/api/webhooks/${provider}/${connection.id}`,
  });
  if (!registered.ok) throw new Error(registered.error.join(" "));

  const actors = { maker: actorOf(maker, merchant), checker: actorOf(checker, merchant), admin: actorOf(admin, merchant) };
  const world = { provider, currency, connection, merchantId: merchant.id, ...actors, core, posts } as const;
  const aTarget = () => (isClosedLoop ? paidIn(core, provider, account.accountId, currency) : toSomebody(world, random));
  const targets = [await aTarget(), ...(random() < 0.35 ? [await aTarget()] : [])] as const;
  return { ...world, targets };
}
type WorldWish = {
  readonly provider: ProviderId;
  readonly random: () => number;
  readonly isClosedLoop: boolean;
  readonly clock: { now: number };
};

async function paidIn(core: SimulatorCore, provider: ProviderId, accountId: string, currency: "EUR" | "AUD"): Promise<PayoutTarget> {
  const { closedLoop } = providerOf(provider).rehearsal;
  if (!closedLoop) throw new Error(`${provider} has no closed loop.`);
  const order = await core.addOrder(closedLoop.order({ accountId, currency }));
  if (!order.ok) throw new Error(order.error.join(" "));
  const to = closedLoop.destinationOf(order.value);
  if (to.kind === "order") return { type: "order", orderId: to.orderId };
  if (to.kind === "paymentSource") return { type: "paymentSource", userId: to.userId, paymentSourceId: to.paymentSourceId };
  throw new Error(`A paid-in order is no ${to.kind}.`);
}

async function toSomebody({ provider, maker, currency }: Pick<World, "provider" | "maker" | "currency">, random: () => number) {
  const { receiver } = providerOf(provider).rehearsal;
  if (!receiver) {
    return { type: "inline", name: "Anna Schmidt", account: { kind: "iban", iban: "DE89370400440532013000" } } as const;
  }
  const { kind, email, phone, dateOfBirth, postalAddress, account } = receiver(currency);
  if (!account) throw new Error(`A receiver at ${provider} has no account.`);
  const mail = `anna.${drawUuid(random)}@example.test`;
  const address = account.kind === "emailWallet" ? { ...account, email: mail } : account;
  const made = await createReceiver(maker, {
    kind,
    name: "Anna Schmidt",
    email: email === null ? undefined : mail,
    details: { phone, dateOfBirth, postalAddress },
    account: { holderName: "Anna Schmidt", address },
  });
  if (!made.ok || made.value.receiverAccountId === null) throw new Error("The receiver could not be put on file.");
  return { type: "receiverAccount", receiverAccountId: made.value.receiverAccountId } as const;
}
