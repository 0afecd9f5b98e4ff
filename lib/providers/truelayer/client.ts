import * as z from "zod";
import { SECOND_MS } from "@/lib/base/time";
import type { ConnectContext } from "../contract/connection";
import type { Fault } from "../contract/fault";
import { faultOf, readJson } from "../contract/faults";
import { hostOf } from "../contract/hosts";
import { type Exchange, TOKEN_PURPOSE } from "../contract/transport";
import type { TrueLayerSettings } from "./settings";
import { signMessage } from "./signing";
import { withoutResourceToken } from "./wire";

/** One call, with a token that is fetched, kept and once renewed on the way. `noToken`: it never came to the call itself. */
export type Called = Exchange | { readonly kind: "noToken"; readonly fault: Fault };

export interface TrueLayerClient {
  get(purpose: string, path: string, query?: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Called>;
  /** Unsigned and under a scope of its own: it changes nothing that has to do with money. */
  ask(purpose: string, path: string, asking: { readonly scope: string; readonly body?: Uint8Array }): Promise<Called>;
  readonly hostedPage: string;
  /** Signed, with the idempotency key inside the signature. The bytes given are the bytes signed and sent. */
  post(purpose: string, path: string, sending: { readonly idempotencyKey: string; readonly body: Uint8Array }): Promise<Called>;
  now(): Date;
  pause(milliseconds: number): Promise<void>;
}

const TOKEN_MARGIN_MS = 60 * SECOND_MS;

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const KeptToken = z.object({ accessToken: z.string(), usableUntilMs: z.number() });

export function createClient(settings: TrueLayerSettings, { hosts, transport }: ConnectContext): TrueLayerClient {
  async function token(scope: string): Promise<{ kind: "token"; accessToken: string } | { kind: "noToken"; fault: Fault }> {
    const memoryKey = memoryKeyOf(scope);
    const kept = KeptToken.safeParse(transport.memory.get(memoryKey));
    if (kept.success && kept.data.usableUntilMs > transport.now().getTime()) return { kind: "token", accessToken: kept.data.accessToken };

    const askedAtMs = transport.now().getTime();
    const exchange = await transport.exchange({
      purpose: TOKEN_PURPOSE,
      method: "POST",
      url: `${hostOf(hosts, "auth")}/connect/token`,
      headers: { accept: "application/json", "content-type": "application/json" },
      body: new TextEncoder().encode(
        JSON.stringify({
          grant_type: "client_credentials",
          client_id: settings.clientId,
          client_secret: settings.clientSecret,
          scope,
        }),
      ),
      secrets: [settings.clientSecret],
    });
    if (exchange.kind !== "answered" || exchange.status !== 200) return { kind: "noToken", fault: faultOfToken(exchange, transport.now()) };
    const read = readJson(exchange, TokenAnswer);
    if (read.kind === "unreadable") return { kind: "noToken", fault: read.fault };

    const { access_token: accessToken, expires_in: seconds } = read.value;
    transport.memory.set(memoryKey, { accessToken, usableUntilMs: askedAtMs + seconds * SECOND_MS - TOKEN_MARGIN_MS });
    return { kind: "token", accessToken };
  }

  /** One token a scope: what checks names may not pay. */
  const memoryKeyOf = (scope: string) => `truelayer.token.${settings.clientId}${scope === "payments" ? "" : `.${scope}`}`;

  /** A 401 means that nothing was done, so the same call may go once more with a new token. */
  async function withToken(call: (accessToken: string) => Promise<Exchange>, scope = "payments"): Promise<Called> {
    const first = await token(scope);
    if (first.kind === "noToken") return first;
    const exchange = await call(first.accessToken);
    if (exchange.kind !== "answered" || exchange.status !== 401) return exchange;

    transport.memory.delete(memoryKeyOf(scope));
    const second = await token(scope);
    return second.kind === "noToken" ? second : call(second.accessToken);
  }

  return {
    now: () => transport.now(),
    pause: async (milliseconds) => transport.pause?.(milliseconds),
    hostedPage: hosts.hostedPage ?? "",
    ask(purpose, path, { scope, body }) {
      return withToken(
        (accessToken) =>
          transport.exchange({
            purpose,
            method: body ? "POST" : "GET",
            url: `${hostOf(hosts, "api")}${path}`,
            headers: { accept: "application/json", "content-type": "application/json", authorization: `Bearer ${accessToken}` },
            ...(body ? { body } : {}),
            secrets: [accessToken, settings.clientSecret],
          }),
        scope,
      );
    },
    get(purpose, path, query = {}, headers = {}) {
      const search = new URLSearchParams(query).toString();
      return withToken((accessToken) =>
        transport.exchange({
          purpose,
          method: "GET",
          url: `${hostOf(hosts, "api")}${path}${search ? `?${search}` : ""}`,
          headers: { accept: "application/json", authorization: `Bearer ${accessToken}`, ...headers },
          secrets: [accessToken, settings.clientSecret],
        }),
      );
    },
    post(purpose, path, { idempotencyKey, body }) {
      return withToken((accessToken) => {
        const message = { method: "POST", path, headers: [["Idempotency-Key", idempotencyKey]], body } as const;
        const signature = signMessage(message, { keyId: settings.signingKeyId, privateKey: settings.signingPrivateKey });
        return transport.exchange({
          purpose,
          method: "POST",
          url: `${hostOf(hosts, "api")}${path}`,
          headers: {
            accept: "application/json",
            "content-type": "application/json",
            authorization: `Bearer ${accessToken}`,
            "idempotency-key": idempotencyKey,
            "tl-signature": signature,
          },
          body,
          secrets: [accessToken, settings.clientSecret, settings.signingPrivateKey],
          keptOfAnswer: withoutResourceToken,
        });
      });
    },
  };
}

/** The token endpoint says 400 for wrong credentials, where the rest of the world says 401. */
function faultOfToken(exchange: Exchange, now: Date): Fault {
  const fault = faultOf(exchange, now);
  const refused = exchange.kind === "answered" && exchange.status >= 400 && exchange.status < 500 && exchange.status !== 429;
  return refused ? { ...fault, kind: "unauthorised", message: "TrueLayer did not accept the client id and secret." } : fault;
}
