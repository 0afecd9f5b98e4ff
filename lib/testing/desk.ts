import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { ProcessDied } from "@/lib/base/crash-point";
import { db } from "@/lib/db/client";
import type { Connection, Merchant } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import { createConnection } from "@/lib/operations/connections/create-connection";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import { receiveDelivery } from "@/lib/operations/webhooks/receive-delivery";
import { providerOf } from "@/lib/providers/registry";
import { startSimulators } from "@/lib/simulators/start-simulators";
import { actorOf, aMerchant, aPerson } from "./factories";

/** A merchant with real simulators behind real HTTP, and a door through which their webhooks come back. */
export type Desk = {
  readonly merchant: Merchant;
  readonly maker: Actor;
  readonly checker: Actor;
  readonly ivy: Connection;
  readonly truelayer: Connection;
  /** In AUD. */
  readonly ipay: Connection;
  /** In EUR. */
  readonly bitpay: Connection;
  readonly simulatorOrigin: string;
  control(name: string, body: unknown): Promise<unknown>;
  ledger(provider: string): Promise<readonly LedgerItem[]>;
  /** The provider's own id of a connection's merchant account. */
  accountOf(connection: Pick<Connection, "id">): string;
  /** Another merchant with accounts of their own at the same simulators, which `stop` of this desk stops. */
  neighbour(): Promise<Desk>;
  stop(): Promise<void>;
};

const LedgerItem = z.object({
  providerPayoutId: z.string(),
  reference: z.string().nullable(),
  idempotencyKey: z.string().nullable(),
  amountMinor: z.union([z.number(), z.string()]).transform(String),
  state: z.string(),
  requests: z.number(),
});
export type LedgerItem = z.infer<typeof LedgerItem>;

/** `simulatorClock`: the simulators' wall clock; with `currentTime` a clock that is replaced moves both sides. */
export async function startDesk({ simulatorClock }: { simulatorClock?: () => Date } = {}): Promise<Desk> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "simulators-"));
  const simulators = await startSimulators({ port: 0, folder, clock: simulatorClock });
  // The connections of mode `simulator` find their host by this setting, as they do under `npm start`.
  process.env.SIMULATOR_PORT = new URL(simulators.origin).port;
  const door = await openWebhookDoor();
  const control = (name: string, body: unknown) => post(`${simulators.origin}/_sim/${name}`, body);

  return furnish({ origin: simulators.origin, door: door.origin, control }, async () => {
    await simulators.stop();
    await door.close();
  });
}

type House = { readonly origin: string; readonly door: string; readonly control: Desk["control"] };

async function furnish(house: House, stop: Desk["stop"]): Promise<Desk> {
  const { origin, door, control } = house;
  const accounts = new Map<string, string>();
  const merchant = await aMerchant(db());
  const wiring = { merchant, control, door, accounts };
  const ivy = await connect({ ...wiring, provider: "ivy", ...ivyAccount() });
  const truelayer = await connect({ ...wiring, provider: "truelayer", ...trueLayerAccount() });
  const ipay = await connect({ ...wiring, provider: "ipay", ...rehearsedAccount("ipay", "AUD") });
  const bitpay = await connect({ ...wiring, provider: "bitpay", ...rehearsedAccount("bitpay", "EUR") });
  return {
    merchant,
    maker: actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant),
    checker: actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant),
    ivy,
    truelayer,
    ipay,
    bitpay,
    simulatorOrigin: origin,
    control,
    async ledger(provider) {
      const response = await fetch(`${origin}/_sim/${provider}/ledger`);
      return z.object({ items: z.array(LedgerItem) }).parse(await response.json()).items;
    },
    accountOf({ id }) {
      const accountId = accounts.get(id);
      if (accountId === undefined) throw new Error(`No account was registered for the connection ${id}.`);
      return accountId;
    },
    neighbour: () => furnish(house, async () => {}),
    stop,
  };
}

export function ivyAccount() {
  const settings = { apiKey: randomBytes(16).toString("hex"), webhookSecret: randomBytes(16).toString("hex") };
  return { settings, credentials: settings, balances: { EUR: "100000000", GBP: "100000000" } };
}

export function trueLayerAccount(currency: "EUR" | "GBP" = "EUR") {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "secp521r1" });
  const shared = {
    clientId: `client-${randomBytes(6).toString("hex")}`,
    clientSecret: randomBytes(16).toString("hex"),
    merchantAccountId: crypto.randomUUID(),
    signingKeyId: crypto.randomUUID(),
  };
  return {
    settings: { ...shared, signingPrivateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() },
    credentials: { ...shared, signingPublicKey: publicKey.export({ type: "spki", format: "pem" }).toString(), currency },
    balances: { [currency]: "100000000" },
  };
}

function rehearsedAccount(provider: string, currency: "AUD" | "EUR") {
  const { settings, credentials, accountId } = providerOf(provider).rehearsal.newAccount(currency);
  return { settings, credentials, accountId, balances: { [currency]: "100000000" } };
}

type Wiring = {
  merchant: Merchant;
  control: Desk["control"];
  door: string;
  provider: string;
  settings: unknown;
  credentials: unknown;
  accountId?: string;
  balances: unknown;
  accounts: Map<string, string>;
};

const Registered = z.object({ accountId: z.string() });

async function connect({ merchant, control, door, accounts, ...account }: Wiring): Promise<Connection> {
  const { provider, settings, credentials, accountId, balances } = account;
  const made = await createConnection(deskActor(merchant.id), { provider, name: `${provider}-test`, mode: "simulator", settings });
  if (!made.ok) throw new Error(`${made.error.sentence} ${JSON.stringify(made.error.fields)}`);
  const { connectionId } = made.value;
  const registered = await control(`${provider}/accounts`, {
    accountId,
    credentials,
    balances,
    webhookUrl: `${door}/api/webhooks/${provider}/${connectionId}`,
  });
  accounts.set(connectionId, Registered.parse(registered).accountId);
  return db().connection.findUniqueOrThrow({ where: { id: connectionId } });
}

async function openWebhookDoor() {
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const [, , , provider = "", connectionId = ""] = (request.url ?? "").split("/");
    const received = await receiveDelivery({
      provider,
      connectionId,
      delivery: {
        path: request.url ?? "",
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        body: new Uint8Array(Buffer.concat(chunks)),
        receivedAt: currentTime(),
      },
    }).catch((error: unknown) => {
      if (error instanceof ProcessDied) return null;
      throw error;
    });
    // A process that dies answers nothing, and the provider tries again.
    if (received === null) return request.socket.destroy();
    response.writeHead(received.kind === "forged" ? 401 : received.kind === "unknownConnection" ? 404 : 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The webhook door has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return text === "" ? null : JSON.parse(text);
}
