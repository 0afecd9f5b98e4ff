import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { CURRENCIES, type Currency } from "@/lib/base/currency";
import { addMs, HOUR_MS, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Connection, PaymentSource, Payout } from "@/lib/db/generated/client";
import { currencyOf, minorOf } from "@/lib/db/minor";
import { blindIndex, unseal } from "@/lib/db/seal";
import { accountNumberOf } from "@/lib/domain/account/address";
import { RELEASED_STATES } from "@/lib/domain/payment-source/returnable";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { payoutOrder } from "@/lib/operations/payouts/payout-order";
import { pastBookings } from "./book-past";
import type { DemoProvider, PaidIn } from "./demo-providers/demo-provider";
import { demoProviderOf } from "./demo-providers/table";
import { BOOKED_METADATA } from "./live";
import { unseenOrders } from "./paid-in";
import { addressOfSource } from "./sources";

/**
 * Tells the make-believe providers what real ones would know: who may call with which credentials, where webhooks go, what money
 * there is, what was paid in, and the demo's payouts that are under way. Run at every start, before the worker: it repeats itself
 * without harm, and brings back what `POST /_sim/reset` forgot. Never used for a connection that is not mode `simulator`.
 */
export async function registerWithSimulators({ simulatorOrigin, webOrigin }: Origins): Promise<void> {
  const connections = await db().connection.findMany({ where: { mode: "simulator" }, include: { merchant: true }, orderBy: { id: "asc" } });
  for (const connection of connections) {
    const demo = demoProviderOf(connection.provider);
    if (!demo) continue;
    const simulator = new Simulator(`${simulatorOrigin}/_sim/${connection.provider}`);
    const { accountId } = await simulator.post("accounts", Account, {
      ...accountOf(connection, demo),
      webhookUrl: `${webOrigin}/api/webhooks/${connection.provider}/${connection.id}`,
    });
    await simulator.post("pace", z.unknown(), { receiverActsAfterMs: RECEIVER_ACTS_AFTER_MS });
    await registerSources(simulator, { connection, demo, accountId });
    await bookPayouts(simulator, { connection, accountId });
  }
}

/** In the demo nobody opens the provider's letter: whoever is to be enrolled does what is asked of them after this long. */
const RECEIVER_ACTS_AFTER_MS = 6 * SECOND_MS;

export type Origins = { readonly simulatorOrigin: string; readonly webOrigin: string };

const Account = z.object({ accountId: z.string() });
const Settings = z.record(z.string(), z.string());

/** Enough for every payout that a demo makes; what the simulator has on its books already stays. */
const OPENING_BALANCES: Partial<Record<Currency, string>> = {
  EUR: "482035075",
  GBP: "391860050",
  PLN: "95000000",
  USD: "120000000",
  AUD: "88000000",
  NZD: "61000000",
};

type Named = Connection & { readonly merchant: { readonly name: string; readonly slug: string } };

function accountOf(connection: Named, demo: DemoProvider) {
  const settings = Settings.parse(
    JSON.parse(unseal({ sealed: connection.settingsSealed, keyId: connection.settingsKeyId, binding: connection.id })),
  );
  const currency = currencyAt(connection, demo);
  const credentials = demo.credentialsOf(settings, { currency, merchantName: connection.merchant.name });
  return { credentials, balances: { [currency]: OPENING_BALANCES[currency] ?? "100000000" } };
}

/** A connection made by hand tells its currency by its name, as the demo's do ("treasury-gbp"). */
function currencyAt({ name }: Connection, demo: DemoProvider): Currency {
  const known = demo.connections.find((one) => one.name === name)?.currency;
  const suffix = name.split("-").at(-1)?.toUpperCase();
  return known ?? CURRENCIES.find((currency) => currency === suffix) ?? "EUR";
}

type Registered = { readonly connection: Named; readonly accountId: string };

/** Whatever may still be sent back: what is on the desk must not be refused by a provider that knows nothing of it. */
async function registerSources(simulator: Simulator, { connection, demo, accountId }: Registered & { demo: DemoProvider }): Promise<void> {
  const { paidIn } = demo;
  if (!paidIn) return;
  const ids = [...(await sourcesUnderWay(connection)), ...(await sourcesWithSomethingLeft(connection))];
  const sources = await db().paymentSource.findMany({ where: { id: { in: ids } } });
  const known = sources.filter(isMadeHere).map(({ sourceId, userId, orderReference, refusal, ...source }): PaidIn => {
    const currency = currencyOf(source.currency);
    return {
      ...{ accountId, sourceId, userId, orderReference, currency },
      amountMinor: minorOf(source.paidInMinor).toString(),
      holderName: source.holderName ?? "Unknown",
      holderEmail: source.holderEmail,
      address: addressOfSource(sourceId, currency),
      paidInAt: (source.paidInAt ?? source.createdAt).toISOString(),
      isRefused: refusal !== null,
    };
  });
  const unseen = unseenOrders(connection, accountId);
  await inParallel([...known, ...unseen].map((source) => () => simulator.post("orders", z.unknown(), paidIn.orderOf(source))));
}

/** A source that a provider told us of has an account number that cannot be told from its id, and must not be given another. */
function isMadeHere({ sourceId, currency, blindIndex: index }: PaymentSource): boolean {
  const number = accountNumberOf(addressOfSource(sourceId, currencyOf(currency)));
  return index !== null && Buffer.from(index).equals(blindIndex(number));
}

const MOST_SOURCES = 400;

async function sourcesUnderWay({ id, merchantId }: Connection): Promise<string[]> {
  const payouts = await db().payout.findMany({
    where: { merchantId, connectionId: id, state: { in: [...UNDER_WAY] }, paymentSourceId: { not: null } },
    select: { paymentSourceId: true },
    orderBy: { createdAt: "desc" },
    take: MOST_SOURCES,
  });
  return payouts.flatMap(({ paymentSourceId }) => (paymentSourceId === null ? [] : [paymentSourceId]));
}

const UNDER_WAY: readonly PayoutState[] = ["draft", "awaitingApproval", "approved", "held", "dispatching", "unconfirmed", "inFlight"];

/** Only the newest are looked at: a database may hold a million. */
async function sourcesWithSomethingLeft({ id }: Connection): Promise<string[]> {
  const released: string[] = [...RELEASED_STATES];
  const rows = await db().$queryRaw`
    SELECT s."id"
    FROM (SELECT * FROM "payment_source" WHERE "connectionId" = ${id} ORDER BY "paidInAt" DESC LIMIT ${10 * MOST_SOURCES}) s
    WHERE s."paidInMinor" - s."refundedMinor" > (
      SELECT coalesce(sum(p."amountMinor"), 0) FROM "payout" p
      WHERE p."merchantId" = s."merchantId" AND p."paymentSourceId" = s."id" AND p."state" <> ALL (${released}))
    ORDER BY s."paidInAt" DESC LIMIT ${MOST_SOURCES}`;
  return SourceIds.parse(rows).map((row) => row.id);
}

const SourceIds = z.array(z.object({ id: z.string() }));
const AT_PROVIDER: readonly PayoutState[] = ["dispatching", "unconfirmed", "inFlight"];

/** Only the demo's own: what a person made is exactly what the provider has booked of it, and nobody adds to that. */
async function bookPayouts(simulator: Simulator, { connection, accountId }: Registered): Promise<void> {
  const payouts = await db().payout.findMany({
    where: {
      merchantId: connection.merchantId,
      connectionId: connection.id,
      state: { in: [...AT_PROVIDER] },
      metadata: { path: ["origin"], equals: BOOKED_METADATA.origin },
    },
    orderBy: { createdAt: "asc" },
  });
  const items = [...(await pastBookings(connection)), ...(await Promise.all(payouts.map((payout, place) => bookingOf(payout, place))))];
  if (items.length === 0) return;
  await simulator.post("payouts", z.unknown(), { accountId, items });
  for (const [place, { id }] of payouts.entries()) {
    await db().payout.updateMany({
      where: { id, nextCheckAt: null },
      data: { nextCheckAt: addMs(currentTime(), FIRST_LOOK_MS + place * BETWEEN_LOOKS_MS) },
    });
  }
}

const FIRST_LOOK_MS = 20 * SECOND_MS;
const BETWEEN_LOOKS_MS = 9 * SECOND_MS;
/** Nothing is on its way longer than this, not even over a weekend. */
const LONGEST_WAY_MS = 60 * HOUR_MS;

async function bookingOf(payout: Payout, place: number) {
  const order = await payoutOrder(db(), payout);
  const sentAt = payout.sentAt ?? payout.createdAt;
  const isLate = currentTime().getTime() - sentAt.getTime() > LONGEST_WAY_MS;
  return {
    reference: payout.number,
    ...(payout.providerPayoutId === null ? {} : { providerPayoutId: payout.providerPayoutId }),
    idempotencyKey: order.idempotencyKey,
    amountMinor: order.amount.minor.toString(),
    currency: order.amount.currency,
    state: "inFlight",
    bookedAt: sentAt.toISOString(),
    destination: order.destination,
    statementText: order.statementText,
    metadata: order.metadata,
    // One in three arrives while somebody looks; the rest stays on its way for a while.
    continues: isLate || place % 3 === 0,
  };
}

const AT_ONCE = 32;

async function inParallel(deeds: readonly (() => Promise<unknown>)[]): Promise<void> {
  const waiting = [...deeds];
  const lane = async () => {
    for (let deed = waiting.pop(); deed; deed = waiting.pop()) await deed();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** The controls of one provider's make-believe. What is sent holds credentials, so a failure tells the path and the answer only. */
class Simulator {
  constructor(private readonly address: string) {}

  async post<T>(control: string, shape: z.ZodType<T>, body: unknown): Promise<T> {
    const answer = await fetch(`${this.address}/${control}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return shape.parse(await answer.json());
    throw new Error(`${this.address}/${control} answered ${answer.status}.`);
  }
}
