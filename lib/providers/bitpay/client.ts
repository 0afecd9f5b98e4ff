import { writeExactJson } from "@/lib/base/exact-json";
import type { ConnectContext } from "../contract/connection";
import { hostOf } from "../contract/hosts";
import { SCRUBBED } from "../contract/scrub";
import type { Exchange, ExchangeRequest } from "../contract/transport";
import { type Identity, identityOf, signRequest } from "./signing";
import { withoutTokens } from "./wire";

/** Everything that BitPay lets a token do belongs to a facade; payouts and recipients to one, ledgers to another. */
export type Facade = "payout" | "merchant";

export type BitPayCall = {
  readonly purpose: string;
  readonly facade: Facade;
  readonly method: ExchangeRequest["method"];
  /** After the host: "/payouts". */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
};

export interface BitPayClient {
  /** Signed, with the facade's token where BitPay wants it: in the query of GET and DELETE, in the body of POST and PUT. */
  call(call: BitPayCall): Promise<Exchange>;
  /** Rates and currencies are for everybody, and want no signature. */
  readPublic(purpose: string, path: string): Promise<Exchange>;
  now(): Date;
}

export type BitPayKeys = { readonly privateKey: string; readonly payoutToken: string; readonly merchantToken: string };

export function createClient(keys: BitPayKeys, context: ConnectContext): BitPayClient {
  const { transport } = context;
  const identity = identityOf(keys.privateKey);
  const tokens: Readonly<Record<Facade, string>> = { payout: keys.payoutToken, merchant: keys.merchantToken };
  const secrets = Object.values(keys).filter((secret) => secret !== "");
  return {
    now: () => transport.now(),
    async call({ purpose, facade, method, path, query = {}, body = {} }) {
      const token = tokens[facade];
      const hasBody = method === "POST" || method === "PUT";
      const exchange = await transport.exchange({
        purpose,
        method,
        secrets,
        keptOfAnswer: withoutTokens,
        ...signed(identity, {
          url: addressOf(context, path, hasBody ? query : { token, ...query }),
          body: hasBody ? { token, ...body } : undefined,
        }),
      });
      return withoutEcho(exchange, secrets);
    },
    readPublic: (purpose, path) =>
      transport.exchange({ purpose, method: "GET", url: addressOf(context, path, {}), headers: HEADERS, secrets }),
  };
}

/** An error that repeats our own token in its words would carry it into a message for people. */
function withoutEcho(exchange: Exchange, secrets: readonly string[]): Exchange {
  if (exchange.kind !== "answered") return exchange;
  const text = new TextDecoder().decode(exchange.body);
  if (!secrets.some((secret) => text.includes(secret))) return exchange;
  const clean = secrets.reduce((rest, secret) => rest.replaceAll(secret, SCRUBBED), text);
  return { ...exchange, body: new TextEncoder().encode(clean) };
}

const HEADERS = { accept: "application/json", "content-type": "application/json", "x-accept-version": "2.0.0" };

type Signed = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body?: Uint8Array };

/** The bytes that are signed are the bytes that are sent. */
export function signed(identity: Identity, { url, body }: { readonly url: string; readonly body?: unknown }): Signed {
  const bytes = body === undefined ? new Uint8Array() : new TextEncoder().encode(writeExactJson(body));
  const headers = { ...HEADERS, "x-identity": identity.publicKey, "x-signature": signRequest(url, bytes, identity) };
  return body === undefined ? { url, headers } : { url, headers, body: bytes };
}

/** Spaces as %20, and the whole in the one spelling that the transport will send: the signature is made over it. */
export function addressOf({ hosts }: Pick<ConnectContext, "hosts">, path: string, query: Readonly<Record<string, string>>): string {
  const search = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
  return new URL(`${hostOf(hosts, "api")}${path}${search === "" ? "" : `?${search}`}`).href;
}
