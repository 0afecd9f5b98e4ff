import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { Currency } from "@/lib/base/currency";
import { newId, newPayoutNumber } from "@/lib/base/id";
import { type Money, money } from "@/lib/base/money";
import type { ProviderConnection } from "./connection";
import { hostsOf, type Provider } from "./define-provider";
import { createTransport } from "./http-transport";
import type { LookUpOutcome, PayoutDestination, PayoutOrder, SendOutcome } from "./payout";
import type { Enrolment, ReceiverDetails } from "./receiver";
import { secretsIn } from "./settings-form";
import type { LedgerRow, SimulatorCore } from "./simulator-spec";
import type { EvidenceRecord } from "./transport";
import type { WebhookDelivery, Webhooks } from "./webhooks";

/** The provider's simulator, served over HTTP, and its clock. */
export type SimulatorAtWork = { readonly origin: string; readonly core: SimulatorCore; advance(ms: number): Promise<void> };

/** One merchant account at the simulator, seen from both sides, with everything kept that was exchanged. */
export type Rehearsing = {
  readonly connection: ProviderConnection;
  readonly webhooks: Webhooks;
  readonly evidence: readonly EvidenceRecord[];
  readonly secrets: readonly string[];
  /** Deliveries that have come, as our door would see them. */
  readonly deliveries: readonly WebhookDelivery[];
  /** The same account, at an address where nobody listens. */
  readonly unplugged: ProviderConnection;
  ledger(): readonly LedgerRow[];
  order(changes?: Partial<PayoutOrder>): PayoutOrder;
  /** Makes a receiver known, and does in the receiver's place what the provider asks of them. Only where receivers are enrolled. */
  enrol(receiver?: ReceiverDetails): Promise<Enrolment>;
  moveEnrolment(enrolment: Enrolment, becomes: "ready" | "refused"): Promise<void>;
  /** A payout's destination to an account that has paid in; to any account where the provider has no closed loop. */
  paidIn(): Promise<PayoutDestination>;
  /** By our order alone; where the provider cannot be asked that, the order is handed over again under its key. */
  findAgain(order: PayoutOrder): Promise<LookUpOutcome | SendOutcome>;
};

export async function rehearse(
  provider: Provider,
  stage: SimulatorAtWork,
  { currency, postTo }: { currency: Currency; postTo?: Mailbox },
): Promise<Rehearsing> {
  const { manifest, rehearsal } = provider;
  const { settings, accountId, credentials } = rehearsal.newAccount(currency);
  const webhookUrl = postTo ? `${postTo.origin}/api/webhooks/${manifest.id}/${accountId}` : null;
  const registered = await stage.core.registerAccount({
    accountId,
    credentials,
    webhookUrl,
    balances: { [currency]: "1000000000000" },
  });
  if (!registered.ok) throw new Error(registered.error.join(" "));

  const evidence: EvidenceRecord[] = [];
  const keepEvidence = async (record: EvidenceRecord) => `evidence-${evidence.push(record)}`;
  const contextAt = (origin: string) => ({
    mode: "simulator" as const,
    hosts: hostsOf(manifest, "simulator", origin),
    transport: createTransport({ keepEvidence, now: () => new Date() }),
  });
  const connection = provider.connect(settings, contextAt(stage.origin));
  const moveEnrolment: Rehearsing["moveEnrolment"] = async ({ providerReceiverId, providerAccountId }, becomes) => {
    const moved = await stage.core.moveEnrolment({ providerReceiverId, providerAccountId, becomes });
    if (!moved.ok) throw new Error(moved.error.join(" "));
  };
  const enrol = async (receiver = rehearsal.receiver?.(currency)) => {
    const outcome = receiver ? await connection.enrolReceiver?.(receiver) : undefined;
    if (outcome?.kind !== "enrolled") throw new Error(`Nobody was enrolled: ${JSON.stringify(outcome)}`);
    return outcome.enrolment;
  };
  const openLoop = await openLoopOf();
  return {
    enrol,
    moveEnrolment,
    connection,
    webhooks: provider.webhooks(settings, contextAt(stage.origin)),
    evidence,
    secrets: secretsIn(provider.settingsFields, settings),
    deliveries: postTo?.deliveriesTo(`/api/webhooks/${manifest.id}/${accountId}`) ?? [],
    unplugged: provider.connect(settings, contextAt(await deadOrigin())),
    ledger: () => stage.core.ledger().filter((row) => row.accountId === accountId),
    order: (changes) => newOrder(money(1234n, currency), openLoop, changes),
    async paidIn() {
      if (!rehearsal.closedLoop) return openLoop;
      const added = await stage.core.addOrder(rehearsal.closedLoop.order({ accountId, currency }));
      if (!added.ok) throw new Error(added.error.join(" "));
      return rehearsal.closedLoop.destinationOf(added.value);
    },
    async findAgain(order) {
      const asked = await connection.lookUpPayout({ kind: "order", order, firstSentAt: new Date(Date.now() - 1000) });
      return asked.kind === "cannotAsk" && manifest.replayWindowMs ? connection.sendPayout(order) : asked;
    },
  };

  /** Where a payout goes when nobody says where: to somebody enrolled and ready, where that is needed. */
  async function openLoopOf(): Promise<PayoutDestination> {
    const receiver = manifest.enrolment ? rehearsal.receiver?.(currency) : undefined;
    if (!receiver) return rehearsal.openLoop(currency);
    const enrolment = await enrol(receiver);
    await moveEnrolment(enrolment, "ready");
    const { providerReceiverId, providerAccountId } = enrolment;
    return { kind: "enrolled", providerReceiverId, providerAccountId, address: receiver.account };
  }
}

function newOrder(amount: Money, destination: PayoutDestination, changes: Partial<PayoutOrder> = {}): PayoutOrder {
  return {
    payoutId: newId("payout"),
    number: newPayoutNumber(),
    idempotencyKey: randomUUID(),
    amount,
    destination,
    statementText: "Order 1001",
    metadata: {},
    ...changes,
  };
}

/** Takes webhooks in as they come over the wire, byte by byte. */
export type Mailbox = { readonly origin: string; deliveriesTo(path: string): readonly WebhookDelivery[]; close(): Promise<void> };

export function openMailbox(): Promise<Mailbox> {
  const boxes = new Map<string, WebhookDelivery[]>();
  const boxOf = (path: string) => {
    const box = boxes.get(path) ?? [];
    boxes.set(path, box);
    return box;
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const path = request.url ?? "";
    boxOf(path).push({ path, headers, body: new Uint8Array(Buffer.concat(chunks)), receivedAt: new Date() });
    response.writeHead(200).end();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      const close = () =>
        new Promise<void>((done) => {
          server.closeAllConnections();
          server.close(() => done());
        });
      resolve({ origin: `http://127.0.0.1:${port}`, deliveriesTo: boxOf, close });
    });
  });
}

/** A port that was free a moment ago. */
async function deadOrigin(): Promise<string> {
  const mailbox = await openMailbox();
  await mailbox.close();
  return mailbox.origin;
}
