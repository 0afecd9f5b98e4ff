import * as z from "zod";
import type { Currency } from "@/lib/base/currency";
import { newPayoutNumber } from "@/lib/base/id";
import { money, toDecimal } from "@/lib/base/money";
import { pause } from "@/lib/base/pause";
import { SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Connection, PreflightRun } from "@/lib/db/generated/client";
import { MOST_SKEW_MS, type PreflightName, type PreflightResult } from "@/lib/domain/connection/preflight";
import type { ProviderConnection } from "@/lib/providers/contract/connection";
import type { Provider } from "@/lib/providers/contract/define-provider";
import type { Fault } from "@/lib/providers/contract/fault";
import type { PayoutDestination, PayoutOrder } from "@/lib/providers/contract/payout";
import { remedyFor } from "./remedy-for";

/** What the checks share: later ones look at the payment that an earlier one made. */
export type PreflightStage = {
  readonly run: PreflightRun;
  readonly row: Connection;
  readonly provider: Provider;
  readonly connection: ProviderConnection;
  payment: { readonly order: PayoutOrder; readonly providerPayoutId: string } | null;
  /** The one currency that the account shows. */
  currency: Currency | null;
};

type Check = (stage: PreflightStage) => Promise<PreflightResult>;

const PAYMENT_ENDS_WITHIN_MS = 40 * SECOND_MS;
const RECEIVER_READY_WITHIN_MS = 30 * SECOND_MS;
const WEBHOOK_WITHIN_MS = 20 * SECOND_MS;
const BETWEEN_LOOKS_MS = SECOND_MS;
const BURST = 12;

export const preflightChecks: Readonly<Record<PreflightName, Check>> = {
  credential: checkCredential,
  scope: checkScope,
  clock: checkClock,
  balance: checkBalance,
  refusal: checkRefusal,
  payment: checkPayment,
  lookUp: checkLookUp,
  replay: checkReplay,
  webhook: checkWebhook,
  rateLimit: checkRateLimit,
};

/** A payout that cannot be there is asked for: any answer but "who are you" shows that the credentials are known. */
async function checkCredential(stage: PreflightStage): Promise<PreflightResult> {
  const found = await stage.connection.lookUpPayout({ kind: "providerPayoutId", providerPayoutId: crypto.randomUUID() });
  if (found.kind === "unavailable") return faulty(stage, found.fault);
  return passed("An authenticated question was answered.");
}

async function checkScope(stage: PreflightStage): Promise<PreflightResult> {
  const { connection, provider } = stage;
  if (connection.readMerchantAccount) {
    const read = await connection.readMerchantAccount();
    if (read.kind === "unavailable") return faulty(stage, read.fault);
    return passed(`They open ${read.account.name ?? "the account"} (${read.account.accountId}).`);
  }
  if (!connection.readBalances) return skipped(`${provider.manifest.label} shows no account to read.`);
  const read = await connection.readBalances();
  if (read.kind === "unavailable") return faulty(stage, read.fault);
  return passed("They open the merchant account that is named in the settings.");
}

const Dated = z.object({ date: z.string() });

/** By the date that the provider's own answers carry, as the stored evidence has it. */
async function checkClock({ row }: PreflightStage): Promise<PreflightResult> {
  const exchange = await db().evidence.findFirst({
    where: { connectionId: row.id, status: { not: null } },
    orderBy: { startedAt: "desc" },
    select: { responseHeaders: true, startedAt: true, durationMs: true },
  });
  const dated = Dated.safeParse(exchange?.responseHeaders);
  if (!exchange || !dated.success) return skipped("The provider's answers carry no date.");
  const skewMs = Math.abs(new Date(dated.data.date).getTime() - (exchange.startedAt.getTime() + exchange.durationMs));
  const seconds = Math.round(skewMs / SECOND_MS);
  if (skewMs <= MOST_SKEW_MS) return passed(`They differ by ${seconds} s at most.`);
  const remedy = "Set this machine's clock by a time server: signatures are judged by the time they carry.";
  return { state: "failed", sentence: `The clocks are ${seconds} s apart.`, field: null, remedy };
}

async function checkBalance(stage: PreflightStage): Promise<PreflightResult> {
  const { connection, provider } = stage;
  if (!connection.readBalances) return skipped(`${provider.manifest.label} shows no balance with these settings.`);
  const read = await connection.readBalances();
  if (read.kind === "unavailable") return faulty(stage, read.fault);
  const currencies = [...new Set(read.balances.map(({ available }) => available.currency))];
  const [only] = currencies;
  if (currencies.length === 1 && only && provider.manifest.closedLoop === "paymentSource") stage.currency = only;
  const told = read.balances.map(({ available }) => `${toDecimal(available)} ${available.currency}`).join(", ");
  return passed(told === "" ? "It can be read, and is empty." : `Available: ${told}.`);
}

async function checkRefusal(stage: PreflightStage): Promise<PreflightResult> {
  const { provider, connection } = stage;
  const order = await orderTo(stage, impossible(provider), { number: newPayoutNumber(), idempotencyKey: crypto.randomUUID() });
  const sent = await connection.sendPayout(order);
  if (sent.kind === "refused") return passed(`Refused as it must be: ${sent.failure.providerCode || sent.failure.reason}.`);
  if (sent.kind === "accepted") {
    return {
      state: "failed",
      sentence: `${provider.manifest.label} accepted a payout to nobody (${sent.observation.providerPayoutId}).`,
      field: null,
      remedy: "Do not use this connection: ask the provider why an impossible destination was taken.",
    };
  }
  return faulty(stage, sent.fault);
}

/** A destination of the right shape that is nobody's. */
function impossible({ manifest, rehearsal }: Provider): PayoutDestination {
  if (manifest.closedLoop === "order") return { kind: "order", orderId: `none-${crypto.randomUUID()}` };
  if (manifest.closedLoop === "paymentSource")
    return { kind: "paymentSource", paymentSourceId: crypto.randomUUID(), userId: crypto.randomUUID() };
  const known = rehearsal.openLoop(manifest.currencies[0] ?? "EUR");
  const address = known.kind === "account" ? known.address : null;
  return { kind: "enrolled", providerReceiverId: crypto.randomUUID(), providerAccountId: crypto.randomUUID(), address };
}

async function checkPayment(stage: PreflightStage): Promise<PreflightResult> {
  const { run, connection } = stage;
  const destination = await payable(stage);
  if ("state" in destination) return destination;
  const order = await orderTo(stage, destination, { number: run.testNumber, idempotencyKey: run.testKey });
  const sent = await connection.sendPayout(order);
  if (sent.kind === "refused") {
    const { providerCode, message } = sent.failure;
    const sentence = `The smallest payment was refused (${providerCode || sent.failure.reason}): ${message}`;
    return {
      state: "failed",
      sentence,
      field: null,
      remedy: "Put money on the sandbox account, and see that payouts to accounts are allowed on it.",
    };
  }
  if (sent.kind !== "accepted") return faulty(stage, sent.fault);
  const { providerPayoutId } = sent.observation;
  stage.payment = { order, providerPayoutId };
  await connection.endSandboxPayout?.({ providerPayoutId, end: "settled" });

  const seen = await until(PAYMENT_ENDS_WITHIN_MS, async () => {
    const found = await connection.lookUpPayout({ kind: "providerPayoutId", providerPayoutId });
    const status = found.kind === "found" ? found.observation.status : null;
    return status === "settled" || status === "failed" || status === "cancelled" || status === "returned" ? found : null;
  });
  const paid = `${toDecimal(order.amount)} ${order.amount.currency}`;
  if (seen?.kind !== "found") return passed(`${paid} was accepted (${providerPayoutId}) and is on its way; it has not ended yet.`);
  const { status, providerStatus, failure } = seen.observation;
  if (status === "settled") return passed(`${paid} was paid (${providerPayoutId}).`);
  const sentence = `The test payment ended as "${providerStatus}"${failure ? ` (${failure.providerCode})` : ""}.`;
  return { state: "failed", sentence, field: null, remedy: "Put money on the sandbox account, and try again." };
}

/** Where the smallest payment goes; where receivers are enrolled, somebody new is made known and waited for. */
async function payable({ provider, connection, ...stage }: PreflightStage): Promise<PayoutDestination | PreflightResult> {
  const currency = await currencyOf({ provider, connection, ...stage });
  const receiver = provider.rehearsal.receiver?.(currency);
  if (!receiver || !connection.enrolReceiver || !connection.lookUpEnrolment) return provider.rehearsal.openLoop(currency);
  const made = await connection.enrolReceiver(receiver);
  if (made.kind === "unknown" || made.kind === "unavailable") return faulty({ provider }, made.fault);
  if (made.kind === "refused") {
    const sentence = `The test receiver was refused: ${made.failure.message}`;
    return { state: "failed", sentence, field: null, remedy: "See that this account may make receivers known." };
  }
  const { providerReceiverId, providerAccountId } = made.enrolment;
  const { lookUpEnrolment } = connection;
  const ready = await until(RECEIVER_READY_WITHIN_MS, async () => {
    const found = await lookUpEnrolment.call(connection, { providerReceiverId, providerAccountId });
    return found.kind === "found" && found.enrolment.status === "ready" ? found.enrolment : null;
  });
  if (!ready)
    return skipped(`The test receiver is known there, and has to act before being paid: ${made.enrolment.nextStep ?? "not ready yet"}`);
  return { kind: "enrolled", providerReceiverId, providerAccountId: ready.providerAccountId, address: receiver.account };
}

async function checkLookUp({ payment, connection, run }: PreflightStage): Promise<PreflightResult> {
  if (!payment) return skipped("There is no test payment to find.");
  const found = await connection.lookUpPayout({ kind: "order", order: payment.order, firstSentAt: run.startedAt });
  if (found.kind === "cannotAsk") return skipped(found.why);
  if (found.kind === "found" && found.observation.providerPayoutId === payment.providerPayoutId)
    return passed(`Found by ${payment.order.number}.`);
  const sentence =
    found.kind === "absent" ? "The provider does not find the test payment by our reference." : "The look-up gave no usable answer.";
  return {
    state: "failed",
    sentence,
    field: null,
    remedy: "Ask the provider whether references are kept: without them, a lost answer needs a person.",
  };
}

async function checkReplay({ payment, connection, provider, run }: PreflightStage): Promise<PreflightResult> {
  const { manifest } = provider;
  if (manifest.duplicateGuard !== "idempotencyKey") {
    return skipped(`${manifest.label} promises no key. A doubtful payout is looked up there, and never sent again by itself.`);
  }
  if (!payment) return skipped("There is no test payment to send again.");
  const again = await connection.sendPayout(payment.order);
  if (again.kind === "accepted" && again.observation.providerPayoutId === payment.providerPayoutId) {
    return passed("The same key gave the same payout: it was not paid twice.");
  }
  if (again.kind !== "accepted")
    return { state: "failed", sentence: `The same key was answered with ${again.kind}.`, field: null, remedy: ASK_ABOUT_KEYS };
  const sentence = `The same key made a second payout: ${again.observation.providerPayoutId} beside ${payment.providerPayoutId} (${run.testNumber}).`;
  return { state: "failed", sentence, field: null, remedy: ASK_ABOUT_KEYS };
}

const ASK_ABOUT_KEYS = "Do not use this connection: ask the provider why its idempotency key does not hold.";

async function checkWebhook({ payment, provider, row, run }: PreflightStage): Promise<PreflightResult> {
  if (!payment) return skipped("There is no test payment to be told of.");
  const arrived = await until(WEBHOOK_WITHIN_MS, async () => {
    const rows = await db().webhookDelivery.findMany({ where: { connectionId: row.id, receivedAt: { gte: run.startedAt } } });
    return (
      rows.find(({ body }) => Buffer.from(body).toString("utf8").toLowerCase().includes(payment.providerPayoutId.toLowerCase())) ?? null
    );
  });
  const address = `/api/webhooks/${row.provider}/${row.id}`;
  if (!arrived) {
    const remedy = `Give ${provider.manifest.label} the webhook address of this connection, ending in ${address}.`;
    return { state: "failed", sentence: "No webhook about the test payment has arrived.", field: null, remedy };
  }
  if (arrived.proof === "signed") return passed("It arrived, and its signature holds.");
  if (arrived.proof === "unsigned")
    return passed(`It arrived. ${provider.manifest.label} signs none, so each is only a hint to read the payout.`);
  const secret = provider.settingsFields.find(({ name }) => /webhook/i.test(name));
  const sentence =
    arrived.proof === "forged" ? "It arrived, and its proof does not hold." : "It arrived, and its proof cannot be checked yet.";
  const remedy = secret
    ? `Check ${secret.label}: copy it again from the provider's dashboard.`
    : "See that the provider's keys can be fetched from here.";
  return { state: "failed", sentence, field: secret?.name ?? null, remedy };
}

async function checkRateLimit(stage: PreflightStage): Promise<PreflightResult> {
  const ask = () => stage.connection.lookUpPayout({ kind: "providerPayoutId", providerPayoutId: crypto.randomUUID() });
  const answers = await Promise.all(Array.from({ length: BURST }, ask));
  const slowed = answers.flatMap((answer) => (answer.kind === "unavailable" && answer.fault.kind === "rateLimited" ? [answer.fault] : []));
  const broken = answers.find((answer) => answer.kind === "unavailable" && answer.fault.kind !== "rateLimited");
  if (broken?.kind === "unavailable") return faulty(stage, broken.fault);
  if (slowed.length === 0) return passed(`${BURST} questions at once were all answered.`);
  const waitS = Math.max(...slowed.map(({ retryAfterSeconds }) => retryAfterSeconds ?? 1));
  await pause(Math.min(waitS, 20) * SECOND_MS);
  const after = await ask();
  if (after.kind === "unavailable") return faulty(stage, after.fault);
  return passed(`Of ${BURST} questions at once ${slowed.length} were slowed down; after ${waitS} s they are answered again.`);
}

type Names = { readonly number: string; readonly idempotencyKey: string };

async function orderTo(stage: PreflightStage, destination: PayoutDestination, { number, idempotencyKey }: Names): Promise<PayoutOrder> {
  const currency = await currencyOf(stage);
  const smallest = stage.provider.rehearsal.smallest?.(currency) ?? 1n;
  return {
    payoutId: stage.run.id,
    number,
    idempotencyKey,
    amount: money(smallest, currency),
    destination,
    statementText: "Counterfoil test",
    metadata: {},
  };
}

/** What the account shows, else what the provider pays most. */
async function currencyOf({ row, connection, provider }: PreflightStage): Promise<Currency> {
  const { currencies } = provider.manifest;
  const read = await connection.readBalances?.();
  const shown = read?.kind === "read" ? read.balances.map(({ available }) => available.currency) : [];
  const wanted = currencies.find((currency) => currency === row.currency);
  return wanted ?? shown.find((currency) => currencies.includes(currency)) ?? currencies[0] ?? "EUR";
}

async function until<T>(withinMs: number, look: () => Promise<T | null>): Promise<T | null> {
  for (let waitedMs = 0; ; waitedMs += BETWEEN_LOOKS_MS) {
    const seen = await look();
    if (seen !== null || waitedMs >= withinMs) return seen;
    await pause(BETWEEN_LOOKS_MS);
  }
}

function passed(sentence: string): PreflightResult {
  return { state: "passed", sentence };
}

function skipped(sentence: string): PreflightResult {
  return { state: "skipped", sentence };
}

function faulty({ provider }: Pick<PreflightStage, "provider">, fault: Fault): PreflightResult {
  return { state: "failed", ...remedyFor(provider, fault) };
}
