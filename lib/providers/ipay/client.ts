import type { ConnectContext } from "../contract/connection";
import { hostOf } from "../contract/hosts";
import type { ConnectionMode } from "../contract/manifest";
import type { Exchange, ExchangeRequest } from "../contract/transport";
import type { IpaySettings } from "./settings";
import { nextNonceMs, signatureOf } from "./signing";

type Get = { readonly purpose: string; readonly path: string; readonly query?: Readonly<Record<string, string>> } & Kept;
type Post = { readonly purpose: string; readonly path: string; readonly body: unknown } & Kept;
type Kept = Pick<ExchangeRequest, "keptOfAnswer" | "keptOfRequest">;

export interface IpayClient {
  readonly mode: ConnectionMode;
  readonly subaccountId: string;
  /** Paths are under /api: "/payout/single". */
  get(call: Get): Promise<Exchange>;
  post(call: Post): Promise<Exchange>;
  now(): Date;
}

/** Throws where no address is known, before anything is promised. */
export function createClient(settings: IpaySettings, { hosts, transport, mode = "live" }: ConnectContext): IpayClient {
  const base = mode === "simulator" ? hostOf(hosts, "api") : settings.apiAddress;
  if (!base) throw new Error("This Ipay connection has no API address: enter the one that Ipay's account manager named.");

  const headers = () => ({
    accept: "application/json",
    "x-api-key": settings.apiKey,
    signature: signatureOf({ ...settings, nonceMs: nextNonceMs(transport) }),
  });
  const secrets = [settings.apiKey, settings.apiSecret];
  return {
    mode,
    subaccountId: settings.subaccountId,
    now: () => transport.now(),
    get: ({ purpose, path, query = {}, ...kept }) =>
      transport.exchange({ purpose, method: "GET", url: `${base}/api${path}${searchOf(query)}`, headers: headers(), secrets, ...kept }),
    post: ({ purpose, path, body, ...kept }) =>
      transport.exchange({
        purpose,
        method: "POST",
        url: `${base}/api${path}`,
        headers: { ...headers(), "content-type": "application/json" },
        body: new TextEncoder().encode(JSON.stringify(body)),
        secrets,
        ...kept,
      }),
  };
}

/** Spaces as %20: a plus sign is a space to some readers only. */
function searchOf(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
