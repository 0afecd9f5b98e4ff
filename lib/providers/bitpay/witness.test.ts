import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client, Currency, KeyUtils, TokenContainer } from "bitpay-sdk";
import { BitPayClient } from "bitpay-sdk/client";
import { PayoutRecipient, PayoutRecipients } from "bitpay-sdk/models";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HOUR_MS } from "@/lib/base/time";
import { type Simulators, startSimulators } from "@/lib/simulators/start-simulators";
import { identityOf, isSignedBy, newPrivateKey, signRequest, sinOf } from "./signing";
import { bitpaySimulator } from "./simulator";

// BitPay's own client is a witness whom nobody here has taught anything: what it can do at the make-believe BitPay, it can do at the
// real one; and what it signs, and takes for a SIN, we must as well.

const keys = new KeyUtils();
const PRIVATE_KEY = newPrivateKey();
const identity = identityOf(PRIVATE_KEY);
const { publicKey } = identity;
const pair = keys.load_keypair(Buffer.from(PRIVATE_KEY, "hex"));

let simulators: Simulators;
let folder: string;
let sdk: Client;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "counterfoil-witness-"));
  const pace = { inFlightAfterMs: HOUR_MS, settledAfterMs: 2 * HOUR_MS, returnedAfterMs: 3 * HOUR_MS, unseenForMs: HOUR_MS };
  simulators = await startSimulators({ port: 0, folder, pace, providers: { bitpay: bitpaySimulator } });
  const tokens = { payoutToken: "witness-payout-token", merchantToken: "witness-merchant-token" };
  await control((core) => core.registerAccount({ credentials: { publicKey, ...tokens }, balances: { USD: "1000000", EUR: "50000" } }));
  const container = new TokenContainer();
  container.addPayout(tokens.payoutToken);
  container.addMerchant(tokens.merchantToken);
  const wire = new BitPayClient(`${simulators.origin}/bitpay/`, pair, publicKey);
  sdk = new Client(null, null, container, null, undefined, undefined, wire);
});

afterAll(async () => {
  await simulators.stop();
  await rm(folder, { recursive: true });
});

type Core = NonNullable<ReturnType<Simulators["stage"]["cores"]["get"]>>;

async function control(act: (core: Core) => Promise<{ ok: boolean; error?: unknown }>): Promise<void> {
  const core = simulators.stage.cores.get("bitpay");
  if (!core) throw new Error("No simulator runs.");
  const done = await act(core);
  if (!done.ok) throw new Error(JSON.stringify(done.error));
}

async function activeRecipient(email: string): Promise<string> {
  const [recipient] = await sdk.submitPayoutRecipients(inviting(email, "Kim Ito"));
  const id = recipient?.id ?? "";
  await control((core) => core.moveEnrolment({ providerReceiverId: id, becomes: "ready" }));
  return id;
}

/** Its own constructor insists on a webhook address; an address that is not given must not be sent. */
function inviting(email: string, label: string): PayoutRecipients {
  return new PayoutRecipients([Object.assign(new PayoutRecipient(email, label, ""), { notificationURL: undefined })]);
}

const payoutTo = (recipientId: string, reference: string) => ({
  amount: 12.5,
  currency: Currency.USD,
  ledgerCurrency: Currency.USD,
  recipientId,
  reference,
});

describe("keys", () => {
  test("the same private key has the same public key and SIN", () => {
    expect(pair.getPublic().encodeCompressed("hex")).toBe(publicKey);
    expect(keys.get_sin_from_key(pair)).toBe(sinOf(publicKey));
  });

  test("each takes the other's signatures", () => {
    for (let round = 0; round < 20; round += 1) {
      const url = `https://test.bitpay.com/payouts/${round}?token=a%20b`;
      const body = new TextEncoder().encode(`{"round":${round}}`);
      const text = url + new TextDecoder().decode(body);
      expect(isSignedBy(publicKey, { url, body }, keys.sign(text, pair))).toBe(true);
      const ours = signRequest(url, body, identity);
      expect(pair.verify(digestOf(text), ours)).toBe(true);
    }
  });
});

describe("BitPay's own client at the make-believe BitPay", () => {
  test("invites, reads, lists, renames and removes a recipient", async () => {
    const [recipient] = await sdk.submitPayoutRecipients(inviting("lea@example.test", "Lea"));
    expect(recipient).toMatchObject({ email: "lea@example.test", status: "invited" });
    const id = recipient?.id ?? "";
    expect(await sdk.getPayoutRecipient(id)).toMatchObject({ id, label: "Lea" });
    expect(await sdk.getPayoutRecipients({ status: "invited", limit: 5, offset: 0 })).toMatchObject([{ id }]);
    expect(await sdk.updatePayoutRecipient(id, { label: "Lea M." })).toMatchObject({ id, label: "Lea M." });
    expect(await sdk.requestPayoutRecipientNotification(id)).toBe(true);
    expect(await sdk.deletePayoutRecipient(id)).toBe(true);
    expect(await sdk.getPayoutRecipient(id)).toMatchObject({ status: "removed" });
  });

  test("makes, reads, finds and cancels a payout", async () => {
    const recipientId = await activeRecipient("kim@example.test");
    const made = await sdk.submitPayout(payoutTo(recipientId, "CF7K3M9Q2X4B8T"));
    expect(made).toMatchObject({ recipientId, status: "new", amount: 12.5, currency: "USD", transactions: [] });
    const id = made.id ?? "";
    expect(await sdk.getPayout(id)).toEqual(made);
    expect(await sdk.getPayouts({ reference: "CF7K3M9Q2X4B8T", startDate: "2020-01-01" })).toMatchObject([{ id }]);
    expect(await sdk.requestPayoutNotification(id)).toBe(true);
    expect(await sdk.cancelPayout(id)).toBe(true);
    expect(await sdk.getPayout(id)).toMatchObject({ status: "cancelled" });
  });

  test("sees a payout through to the chain", async () => {
    const recipientId = await activeRecipient("noor@example.test");
    const { id = "" } = await sdk.submitPayout(payoutTo(recipientId, "CF0A1B2C3D4E5F"));
    await simulators.stage.advance(HOUR_MS);
    expect(await sdk.getPayout(id)).toMatchObject({ status: "funded", transactions: [] });
    await simulators.stage.advance(HOUR_MS / 2);
    expect(await sdk.getPayout(id)).toMatchObject({ status: "processing", transactions: [{ txid: expect.any(String), confirmations: 1 }] });
    await simulators.stage.advance(HOUR_MS);
    expect(await sdk.getPayout(id)).toMatchObject({
      status: "complete",
      exchangeRates: { BTC: { USD: 64_000 } },
      transactions: [{ confirmations: 6 }],
    });
  });

  test("sends and cancels a group of which one was left", async () => {
    const recipientId = await activeRecipient("ada@example.test");
    const group = await sdk.submitPayouts([payoutTo(recipientId, "CFGROUP1"), payoutTo("nobody", "CFGROUP2")]);
    expect(group.payouts).toMatchObject([{ reference: "CFGROUP1", status: "new" }]);
    expect(group.failed).toMatchObject([{ errMessage: "Recipient not found." }]);
    const cancelled = await sdk.cancelPayouts(group.payouts[0]?.groupId ?? "");
    expect(cancelled.payouts).toMatchObject([{ reference: "CFGROUP1", status: "cancelled" }]);
  });

  test("reads ledgers with the merchant token, and rates with none", async () => {
    expect(await sdk.getLedgers()).toEqual(expect.arrayContaining([{ currency: "EUR", balance: 500 }]));
    expect(await sdk.getRate("BTC", "USD")).toMatchObject({ code: "USD", rate: 64_000 });
  });

  test("is refused in words that it understands", async () => {
    const recipientId = await activeRecipient("max@example.test");
    await expect(sdk.submitPayout({ ...payoutTo(recipientId, "CFSMALL"), amount: 4.99 })).rejects.toMatchObject({ code: "010002" });
    await expect(sdk.getPayout("nothing")).rejects.toMatchObject({ code: "020001" });
  });
});

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
