import { lookup } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { isCallable } from "@/lib/domain/endpoint/address-guard";
import { TRY_TIMEOUT_MS } from "@/lib/domain/endpoint/retry";
import { hostOf, judgeTarget } from "@/lib/domain/endpoint/target";
import { env } from "@/lib/env";

// The way out to addresses that merchants choose. It promises that nothing inside this network is ever called: the name is asked for once,
// every address that it has is judged, and the connection goes to one of those very addresses, whatever the name says a moment later. It
// follows no redirect, and comes back within its time.

export type PostEvent = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** `notCalled`: nothing left this machine. `noAnswer`: the connection failed, or what came was no whole answer in time. */
export type PostEnd =
  | { readonly kind: "answered"; readonly status: number; readonly answer: string; readonly retryAfterMs: number | null }
  | { readonly kind: "notCalled" | "noAnswer"; readonly fault: string };

export type Resolved = readonly { readonly address: string; readonly family: number }[];

export type PostOptions = {
  readonly allowsLoopback?: boolean;
  readonly resolve?: (host: string) => Promise<Resolved>;
  readonly timeoutMs?: number;
  /** A further authority to trust. */
  readonly ca?: string;
};

const MOST_BYTES = 64 * 1024;

/** Posts once. Never throws. */
export async function postEvent(event: PostEvent, options: PostOptions = {}): Promise<PostEnd> {
  const { allowsLoopback = env().webhooksToLoopback, resolve = resolveName, timeoutMs = TRY_TIMEOUT_MS, ca } = options;
  const judged = judgeTarget(event.url, { allowsLoopback });
  if (!judged.ok) return { kind: "notCalled", fault: judged.sentence };
  const { url } = judged;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  const tooLong = { kind: "noAnswer", fault: `There was no whole answer within ${Math.round(timeoutMs / 1000)} seconds.` } as const;
  try {
    const found = await Promise.race([findAddresses(hostOf(url), resolve), aborted(stop.signal)]);
    if (found === null) return tooLong;
    if (found.length === 0) return { kind: "noAnswer", fault: "The name in the address cannot be found." };
    // One bad address among good ones is no accident: nobody's public server also lives inside somebody's network.
    if (!found.every(({ address }) => isCallable(address, { allowsLoopback }))) {
      return { kind: "notCalled", fault: "The name in the address leads into a private network, which is never called." };
    }
    return await exchange(event, { url, addresses: found, signal: stop.signal, ca, tooLong });
  } finally {
    clearTimeout(timer);
  }
}

async function resolveName(host: string): Promise<Resolved> {
  return lookup(host, { all: true });
}

async function findAddresses(host: string, resolve: (host: string) => Promise<Resolved>): Promise<Resolved> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  return resolve(host).catch(() => []);
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(null), { once: true }));
}

type Exchange = {
  readonly url: URL;
  readonly addresses: Resolved;
  readonly signal: AbortSignal;
  readonly ca: string | undefined;
  readonly tooLong: PostEnd;
};

function exchange({ headers, body }: PostEvent, { url, addresses, signal, ca, tooLong }: Exchange): Promise<PostEnd> {
  return new Promise((resolve) => {
    const bytes = Buffer.from(body, "utf8");
    const request = (url.protocol === "https:" ? https : http).request(url, {
      method: "POST",
      // Of its own: a connection that is kept would be one whose address nobody judged today.
      agent: false,
      lookup: answerWith(addresses),
      signal,
      ...(ca ? { ca } : {}),
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": bytes.length,
        "accept-encoding": "identity",
        "user-agent": "Counterfoil",
      },
    });
    const fail = (error: Error) => resolve(signal.aborted ? tooLong : { kind: "noAnswer", fault: sayFault(error) });
    request.on("socket", (socket: Socket) => {
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => {
        if (addresses.some(({ address }) => address === socket.remoteAddress)) request.end(bytes);
        else request.destroy(new Error("The connection went elsewhere."));
      });
    });
    request.on("error", fail);
    request.on("close", () => fail(new Error("closed")));
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = () =>
        resolve({ kind: "answered", status: response.statusCode ?? 0, answer: textOf(chunks), retryAfterMs: retryAfterMs(response) });
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk.subarray(0, MOST_BYTES - size));
        size += chunk.length;
        // The status has been said, and nobody reads more than this.
        if (size < MOST_BYTES) return;
        done();
        request.destroy();
      });
      response.on("end", () => (response.complete ? done() : fail(new Error("broken off"))));
      response.on("error", fail);
    });
  });
}

/** Whoever asks is told what was judged, and nothing that came since. */
function answerWith(addresses: Resolved): LookupFunction {
  return (_host, options, answer) => {
    const [first] = addresses;
    if (options.all) answer(null, [...addresses]);
    else answer(null, first?.address ?? "", first?.family);
  };
}

function textOf(chunks: readonly Buffer[]): string {
  return new TextDecoder().decode(Buffer.concat(chunks)).replaceAll("\u0000", "\ufffd");
}

function retryAfterMs({ headers }: http.IncomingMessage): number | null {
  const seconds = headers["retry-after"];
  return seconds !== undefined && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : null;
}

const FAULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens at that address.",
  ECONNRESET: "The connection broke off without an answer.",
  EHOSTUNREACH: "That address cannot be reached from here.",
  ENETUNREACH: "That address cannot be reached from here.",
  ETIMEDOUT: "That address does not answer.",
  CERT_HAS_EXPIRED: "Its certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "Its certificate is signed by nobody that is trusted.",
  SELF_SIGNED_CERT_IN_CHAIN: "Its certificate is signed by nobody that is trusted.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "Its certificate comes without those that vouch for it.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "Its certificate comes without those that vouch for it.",
  ERR_TLS_CERT_ALTNAME_INVALID: "Its certificate is for another name.",
};

/** In our words: what a server or a library says may repeat what was sent. */
function sayFault(error: Error): string {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (FAULTS[code]) return FAULTS[code];
  if (code.startsWith("HPE_")) return "What it answered is not HTTP.";
  if (code.startsWith("ERR_SSL") || code === "EPROTO") return "It does not speak TLS as it should.";
  return "The connection broke off without an answer.";
}
