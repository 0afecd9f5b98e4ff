import type { Currency } from "@/lib/base/currency";
import { newId, newPayoutNumber, randomText } from "@/lib/base/id";
import { foldText } from "@/lib/base/text";
import { addMs, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { accountIndex, partIndexes } from "@/lib/db/account-index";
import type { Tx } from "@/lib/db/client";
import type {
  Connection,
  Merchant,
  PaymentSource,
  Payout,
  Person,
  Receiver,
  ReceiverAccount,
  ReceiverAccountVersion,
  ReconciliationFinding,
  WebhookDelivery,
} from "@/lib/db/generated/client";
import { decimalOf } from "@/lib/db/minor";
import { blindIndex, seal } from "@/lib/db/seal";
import type { Actor } from "@/lib/domain/access/actor";
import { isRole, type Role } from "@/lib/domain/access/permissions";
import { type AccountAddress, accountNumberOf, maskAddress } from "@/lib/domain/account/address";
import { type ApprovalPolicy, DEMO_POLICY, type PayoutSource } from "@/lib/domain/approval/policy";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { PayoutEvent, PayoutState } from "@/lib/domain/payout/lifecycle";
import { hashPassword } from "@/lib/operations/sessions/password";
import { type Move, movesAlong, STATE_PATHS } from "@/prisma/seeds/state-paths";

/**
 * Legal rows for tests, written past the operations: what they make, the operations could have made. Everything not given is made
 * up, with names that never collide, so that tests of one database may run beside each other.
 */

export type TestPerson = Person & { readonly role: Role };
export type ReceiverWithAccount = {
  readonly receiver: Receiver;
  readonly account: ReceiverAccount;
  readonly version: ReceiverAccountVersion;
};

/** The demo's, but for accounts: what a test puts on file is paid at once, unless the test is about second people. */
const TRUSTING_POLICY: ApprovalPolicy = { ...DEMO_POLICY, accounts: { confirmNew: false, confirmChanged: false, coolOffHours: 0 } };

export async function aMerchant(
  db: Tx,
  { slug = `m-${randomText(8).toLowerCase()}`, name = "Test merchant", policy = TRUSTING_POLICY }: MerchantWish = {},
): Promise<Merchant> {
  return db.merchant.create({ data: { id: newId("merchant"), slug, name, policy: { ...policy } } });
}
type MerchantWish = { slug?: string; name?: string; policy?: ApprovalPolicy };

/** Without `password` the person has none and cannot sign in: hashing costs more than the rest of most tests. */
export async function aPerson(db: Tx, { merchant, role, name, email, password, disabledAt = null }: PersonWish): Promise<TestPerson> {
  const id = newId("person");
  const person = await db.person.create({
    data: {
      id,
      email: email ?? `${role}-${randomText(8).toLowerCase()}@test.test`,
      name: name ?? `${role.charAt(0).toUpperCase()}${role.slice(1)} ${randomText(4)}`,
      passwordHash: password === undefined ? null : await hashPassword(password),
      disabledAt,
    },
  });
  await db.membership.create({ data: { id: newId("membership"), merchantId: merchant.id, personId: id, role } });
  return { ...person, role };
}
type PersonWish = {
  merchant: Pick<Merchant, "id">;
  role: Role;
  name?: string;
  email?: string;
  password?: string;
  disabledAt?: Date | null;
};

/** The person as the doors would hand them to an operation. */
export function actorOf(
  person: Pick<Person, "id" | "name"> & { role: string },
  merchant: Pick<Merchant, "id">,
): Actor & { kind: "person" } {
  if (!isRole(person.role)) throw new Error(`There is no role "${person.role}".`);
  return { kind: "person", personId: person.id, name: person.name, merchantId: merchant.id, role: person.role };
}

/** `settings` are sealed as they are given; hand in the provider's own where the test connects to a simulator. */
export async function aConnection(
  db: Tx,
  { merchant, provider = "truelayer", name, mode = "simulator", state = "active", settings = {} }: ConnectionWish,
): Promise<Connection> {
  const id = newId("connection");
  const { sealed, keyId } = seal(JSON.stringify(settings), id);
  return db.connection.create({
    data: {
      id,
      merchantId: merchant.id,
      provider,
      name: name ?? `${provider}-${randomText(6).toLowerCase()}`,
      mode,
      state,
      settingsSealed: sealed,
      settingsKeyId: keyId,
    },
  });
}
type ConnectionWish = {
  merchant: Pick<Merchant, "id">;
  provider?: string;
  name?: string;
  mode?: "simulator" | "sandbox" | "live";
  state?: "active" | "disabled";
  settings?: Record<string, unknown>;
};

/** A webhook as it lies in the inbox. Its proof is only claimed: nothing verifies it again. */
export async function aDelivery(
  db: Tx,
  { connection, body = {}, proof = "signed", state = proof === "forged" ? "refused" : "applied", receivedAt = new Date() }: DeliveryWish,
): Promise<WebhookDelivery> {
  return db.webhookDelivery.create({
    data: {
      id: newId("delivery", receivedAt),
      merchantId: connection.merchantId,
      connectionId: connection.id,
      provider: connection.provider,
      path: `/api/webhooks/${connection.provider}/${connection.id}`,
      headers: { "content-type": "application/json" },
      body: new TextEncoder().encode(JSON.stringify(body)),
      proof,
      forgedWhy: proof === "forged" ? "The signature does not fit the body." : null,
      dedupeKey: proof === "signed" || proof === "unsigned" ? crypto.randomUUID() : null,
      state,
      receivedAt,
      nextTryAt: state === "stored" || state === "waiting" ? addMs(receivedAt, 5 * SECOND_MS) : null,
    },
  });
}
type DeliveryWish = {
  connection: Pick<Connection, "id" | "merchantId" | "provider">;
  body?: unknown;
  proof?: "signed" | "unsigned" | "forged" | "undecided";
  state?: "stored" | "applied" | "irrelevant" | "waiting" | "refused";
  receivedAt?: Date;
};

/** What a run has found, with that run: a payout at the provider that nobody made here. */
export async function aFinding(
  db: Tx,
  { connection, amountMinor = 77_700n }: { connection: Pick<Connection, "id" | "merchantId">; amountMinor?: bigint },
): Promise<ReconciliationFinding> {
  const { id: connectionId, merchantId } = connection;
  const at = new Date();
  const run = await db.reconciliationRun.create({
    data: {
      ...{ id: newId("reconciliationRun"), merchantId, connectionId, startedByName: "Counterfoil", startedAt: at },
      ...{ endedAt: at, outcome: "read", windowFrom: at, windowTo: at, open: 1 },
    },
  });
  const subject = crypto.randomUUID();
  const theirs = [{ name: subject, status: "paid", amountMinor: amountMinor.toString(), currency: "EUR" }];
  return db.reconciliationFinding.create({
    data: {
      ...{ id: newId("finding"), merchantId, connectionId, kind: "unknownAtDesk", subject, openedAt: at },
      ...{ differences: { EUR: amountMinor.toString() }, facts: { ours: null, theirs }, firstRunId: run.id, lastRunId: run.id },
    },
  });
}

export const TEST_IBAN: AccountAddress = { kind: "iban", iban: "DE89370400440532013000" };
export const TEST_SORT_CODE: AccountAddress = { kind: "sortCode", sortCode: "200000", accountNumber: "55779911" };

export async function aReceiverWithAccount(
  db: Tx,
  { merchant, name = "Anna Schmidt", kind = "person", email = null, country = null, reference = null, address = TEST_IBAN }: ReceiverWish,
): Promise<ReceiverWithAccount> {
  const merchantId = merchant.id;
  const receiver = await db.receiver.create({
    data: { id: newId("receiver"), merchantId, kind, name, nameFolded: foldText(name), email, country, reference },
  });
  const account = await db.receiverAccount.create({
    data: { id: newId("receiverAccount"), merchantId, receiverId: receiver.id, kind: address.kind },
  });
  return { receiver, account, version: await anAccountVersion(db, { account, holderName: name, address }) };
}
type ReceiverWish = {
  merchant: Pick<Merchant, "id">;
  name?: string;
  kind?: "person" | "company";
  email?: string | null;
  country?: string | null;
  reference?: string | null;
  address?: AccountAddress;
};

/** What an account says; a second one is what it says since it was changed. */
export async function anAccountVersion(
  db: Tx,
  { account, holderName, address, version = 1, isProposal = false, by }: VersionWish,
): Promise<ReceiverAccountVersion> {
  const id = newId("receiverAccountVersion");
  const { sealed, keyId } = seal(JSON.stringify(address), id);
  const number = accountNumberOf(address);
  return db.receiverAccountVersion.create({
    data: {
      id,
      merchantId: account.merchantId,
      accountId: account.id,
      version,
      holderName,
      addressSealed: sealed,
      addressKeyId: keyId,
      blindIndex: accountIndex(address),
      partIndexes: partIndexes(address),
      masked: maskAddress(address),
      lastFour: number.slice(-4),
      needsConfirmation: isProposal,
      origin: "screen",
      doubts: [],
      createdById: by?.id ?? null,
    },
  });
}

type VersionWish = {
  account: ReceiverAccount;
  holderName: string;
  address: AccountAddress;
  version?: number;
  /** It waits for a second person; otherwise nobody asked for one. */
  isProposal?: boolean;
  /** Who brought it. */
  by?: Pick<Person, "id">;
};

export async function aPaymentSource(
  db: Tx,
  { connection, holderName = "Anna Schmidt", currency = "EUR", paidInMinor = 50_000n, address = TEST_IBAN, ...given }: SourceWish,
): Promise<PaymentSource> {
  const number = accountNumberOf(address);
  return db.paymentSource.create({
    data: {
      id: newId("paymentSource"),
      merchantId: connection.merchantId,
      connectionId: connection.id,
      sourceId: given.sourceId ?? crypto.randomUUID(),
      userId: given.userId ?? (connection.provider === "truelayer" ? crypto.randomUUID() : null),
      orderId: given.orderId ?? `ORD-${randomText(8)}`,
      orderReference: given.orderReference ?? null,
      holderName,
      holderFolded: foldText(holderName),
      holderEmail: given.holderEmail ?? null,
      masked: maskAddress(address),
      lastFour: number.slice(-4),
      blindIndex: blindIndex(number),
      currency,
      paidInMinor: decimalOf(paidInMinor),
      refundedMinor: decimalOf(given.refundedMinor ?? 0n),
      paidInAt: given.paidInAt ?? new Date(),
      refusal: given.refusal ?? null,
    },
  });
}
type SourceWish = {
  connection: Pick<Connection, "id" | "merchantId" | "provider">;
  sourceId?: string;
  userId?: string | null;
  orderId?: string | null;
  orderReference?: string | null;
  holderName?: string;
  holderEmail?: string | null;
  address?: AccountAddress;
  currency?: Currency;
  paidInMinor?: bigint;
  refundedMinor?: bigint;
  paidInAt?: Date;
  refusal?: string | null;
};

/**
 * A payout in `state`, with the history, attempt and decision that lead there. Who is not given is made up; `source` makes it
 * closed loop, otherwise it is open loop to `to`. Nothing is booked at any provider: keep a worker away from live states.
 */
export async function aPayout(db: Tx, wish: PayoutWish = {}): Promise<Payout> {
  const { state = "awaitingApproval", currency = "EUR", amountMinor = 12_500n, reference = "Invoice 1042", source: target } = wish;
  const merchant = wish.merchant ?? (await merchantOf(db, wish.maker, wish.connection ?? target));
  const maker = wish.maker ?? (await aPerson(db, { merchant, role: "maker" }));
  const connection =
    wish.connection ??
    (target ? await db.connection.findUniqueOrThrow({ where: { id: target.connectionId } }) : await aConnection(db, { merchant }));
  const to = target ? null : (wish.to ?? (await aReceiverWithAccount(db, { merchant })));

  const moves = movesAlong(wish.path ?? STATE_PATHS[state]);
  const createdAt = wish.createdAt ?? new Date();
  const at = (index: number) => addMs(createdAt, index * MINUTE_MS);
  const momentOf = (event: PayoutEvent) => {
    const index = moves.findIndex((move) => move.event === event);
    return index < 0 ? null : at(index);
  };
  const sentAt = momentOf("dispatch");
  const number = wish.number ?? newPayoutNumber();
  const receiverName = to?.receiver.name ?? target?.holderName ?? "Unknown";
  const lastFour = to?.version.lastFour ?? target?.lastFour ?? null;
  const ended = state === "refused" || state === "failed" || state === "returned";

  const payout = await db.payout.create({
    data: {
      id: newId("payout", createdAt),
      merchantId: merchant.id,
      number,
      connectionId: connection.id,
      provider: connection.provider,
      loop: target ? "closed" : "open",
      source: wish.madeBy ?? "screen",
      state,
      amountMinor: decimalOf(amountMinor),
      currency,
      reference,
      statementText: wish.statementText ?? reference,
      makerId: maker.id,
      makerKind: "person",
      makerName: maker.name,
      submissionKey: wish.submissionKey ?? null,
      dispatchKey: crypto.randomUUID(),
      receiverId: to?.receiver.id ?? null,
      receiverAccountVersionId: to?.version.id ?? null,
      paymentSourceId: target?.id ?? null,
      receiverName,
      searchText: foldText([number, reference, receiverName, target?.orderId ?? "", lastFour ?? ""].join(" ")),
      accountMasked: to?.version.masked ?? target?.masked ?? null,
      accountLastFour: lastFour,
      orderId: target?.orderId ?? null,
      policyVersion: DEMO_POLICY.version,
      neededCheckers: wish.neededCheckers ?? 1,
      providerPayoutId: wish.providerPayoutId ?? (momentOf("accept") ? crypto.randomUUID() : null),
      providerStatus: wish.providerStatus ?? null,
      failureReason: wish.failureReason ?? (ended ? "accountClosed" : null),
      holdReason: state === "held" ? "The merchant account has too little money." : null,
      holdKind: state === "held" ? "balance" : null,
      contradiction: wish.contradiction ?? null,
      attempts: sentAt ? 1 : 0,
      nextCheckAt: wish.nextCheckAt ?? null,
      createdAt,
      submittedAt: momentOf("submit"),
      approvedAt: momentOf("approve"),
      sentAt,
      settledAt: momentOf("settle"),
      stateAt: moves.length > 0 ? at(moves.length - 1) : createdAt,
    },
  });
  const checker = wish.checker ?? (decidedIn(moves) ? await aPerson(db, { merchant, role: "checker" }) : null);
  await writePast(db, { payout, moves, at, maker, checker });
  return payout;
}
type PayoutWish = {
  state?: PayoutState;
  /** The moves that led to `state`, where not the usual ones. */
  path?: readonly PayoutEvent[];
  merchant?: Pick<Merchant, "id">;
  maker?: Pick<Person, "id" | "name">;
  checker?: Pick<Person, "id" | "name">;
  connection?: Pick<Connection, "id" | "provider" | "merchantId">;
  to?: ReceiverWithAccount;
  source?: PaymentSource;
  amountMinor?: bigint;
  currency?: Currency;
  reference?: string;
  statementText?: string;
  madeBy?: PayoutSource;
  number?: string;
  submissionKey?: string;
  neededCheckers?: number;
  providerPayoutId?: string;
  providerStatus?: string;
  failureReason?: FailureReason;
  contradiction?: string;
  nextCheckAt?: Date;
  createdAt?: Date;
};

const SYSTEM_EVENTS: readonly PayoutEvent[] = ["hold", "dispatch", "accept", "refuse", "loseTrack", "settle", "fail", "bounce", "expire"];
const ATTEMPT_ENDS: Partial<Record<PayoutEvent, string>> = {
  accept: "accepted",
  refuse: "refused",
  loseTrack: "unknown",
  stayHome: "notSent",
};

type Past = {
  payout: Payout;
  moves: readonly Move[];
  at: (index: number) => Date;
  maker: Pick<Person, "id" | "name">;
  checker: Pick<Person, "id" | "name"> | null;
};

async function writePast(db: Tx, { payout, moves, at, maker, checker }: Past): Promise<void> {
  const { id: payoutId, merchantId } = payout;
  await db.stateTransition.createMany({
    data: moves.map(({ event, from, to }, index) => {
      const system = SYSTEM_EVENTS.includes(event);
      const person = event === "approve" || event === "reject" ? (checker ?? maker) : maker;
      const actor = system
        ? { actorKind: "system", actorName: "Counterfoil" }
        : { actorKind: "person", actorId: person.id, actorName: person.name };
      return {
        id: newId("transition"),
        merchantId,
        payoutId,
        sequence: index + 1,
        event,
        fromState: from,
        toState: to,
        at: at(index),
        ...actor,
      };
    }),
  });
  const decided = moves.findIndex(({ event }) => event === "approve" || event === "reject");
  if (decided >= 0 && checker) {
    const verdict = moves[decided]?.event === "reject" ? "reject" : "approve";
    const reason = verdict === "reject" ? "wrongAmount" : null;
    const facts = { checkerId: checker.id, checkerName: checker.name, shownHash: "0".repeat(64), at: at(decided) };
    await db.approvalDecision.create({
      data: { id: newId("decision"), merchantId, payoutId, round: payout.round, verdict, reason, ...facts },
    });
  }
  const sent = moves.findIndex(({ event }) => event === "dispatch");
  if (sent < 0) return;
  const answer = moves[sent + 1];
  const end = answer ? { end: ATTEMPT_ENDS[answer.event] ?? null, endedAt: at(sent + 1) } : {};
  await db.attempt.create({
    data: {
      id: newId("attempt"),
      merchantId,
      payoutId,
      sequence: 1,
      guard: "idempotencyKey",
      guardKey: payout.dispatchKey,
      startedAt: at(sent),
      ...end,
    },
  });
}

function decidedIn(moves: readonly Move[]): boolean {
  return moves.some(({ event }) => event === "approve" || event === "reject");
}

/** The merchant that what was given belongs to, so that nothing made here points across. */
async function merchantOf(
  db: Tx,
  maker: Pick<Person, "id"> | undefined,
  owned: { readonly merchantId: string } | undefined,
): Promise<Pick<Merchant, "id">> {
  if (owned) return { id: owned.merchantId };
  if (!maker) return aMerchant(db);
  const membership = await db.membership.findFirst({ where: { personId: maker.id } });
  return membership ? { id: membership.merchantId } : aMerchant(db);
}
