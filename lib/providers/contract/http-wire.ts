import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { SECOND_MS } from "@/lib/base/time";
import type { ExchangeRequest } from "./transport";

/** How an exchange left the wire, before scrubbing. `partial` is what had been read of an answer that did not end. */
export type WireEnd =
  | { readonly kind: "answered"; readonly answer: WireAnswer }
  | { readonly kind: "neverLeft"; readonly message: string }
  | { readonly kind: "lost"; readonly timedOut: boolean; readonly message: string; readonly partial: WireAnswer | null };

type WireAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

const CONNECT_TIMEOUT_MS = 10 * SECOND_MS;
const ANSWER_TIMEOUT_MS = 30 * SECOND_MS;
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

// Idle connections are given up before most servers give them up: a request written into a closing one is lost, not unsent.
const AGENT_OPTIONS = { keepAlive: true, timeout: 4 * SECOND_MS, autoSelectFamilyAttemptTimeout: 2 * SECOND_MS };
const httpAgent = new http.Agent(AGENT_OPTIONS);
const httpsAgent = new https.Agent(AGENT_OPTIONS);

export type WireLimits = {
  readonly connectTimeoutMs?: number;
  /** From the last byte written to the last byte read; a request may ask for its own. */
  readonly answerTimeoutMs?: number;
  readonly maxAnswerBytes?: number;
  /** A further authority to trust, for a provider behind a company's own proxy. */
  readonly ca?: string;
  /** Asked with the connection standing, before the first byte: what may not leave any more never leaves. */
  readonly mayStillLeave?: () => boolean;
};

/** Carries one request and tells what is certain about it. Never throws. */
export type Wire = (request: ExchangeRequest, limits: WireLimits) => Promise<WireEnd>;

/** The one wire of the product: HTTP and HTTPS. */
export const httpWire: Wire = (request, options) =>
  new Promise((resolve) => {
    const connectTimeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
    const answerTimeoutMs = request.timeoutMs ?? options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
    const maxAnswerBytes = options.maxAnswerBytes ?? MAX_ANSWER_BYTES;
    let bytesLeft = false;
    let ended = false;
    let response: http.IncomingMessage | null = null;
    const chunks: Buffer[] = [];

    const finish = (end: WireEnd) => {
      ended = true;
      clearTimeout(connectTimer);
      clearTimeout(answerTimer);
      resolve(end);
    };
    const fail = (message: string, timedOut = false) => {
      if (ended) return;
      finish(
        bytesLeft
          ? { kind: "lost", timedOut, message, partial: response ? answerOf(response, chunks) : null }
          : { kind: "neverLeft", message },
      );
      outgoing?.destroy();
    };

    let answerTimer: NodeJS.Timeout | undefined;
    const connectTimer = setTimeout(() => fail(`No connection within ${connectTimeoutMs} ms.`), connectTimeoutMs);
    let outgoing: http.ClientRequest | null = null;
    try {
      outgoing = open(request, options);
    } catch (error) {
      fail(messageOf(error));
      return;
    }

    const write = () => {
      if (ended) return;
      if (options.mayStillLeave?.() === false) return fail("It was too late to send it: whoever was to send it had been given up.");
      // From this line on nothing may be called unsent.
      bytesLeft = true;
      clearTimeout(connectTimer);
      answerTimer = setTimeout(() => fail(`No whole answer within ${answerTimeoutMs} ms.`, true), answerTimeoutMs);
      outgoing?.end(request.body);
    };
    outgoing.on("socket", (socket: Socket) => {
      if (outgoing?.reusedSocket) write();
      else socket.once(request.url.startsWith("https:") ? "secureConnect" : "connect", write);
    });
    outgoing.on("error", (error) => fail(messageOf(error)));
    outgoing.on("close", () => fail("The connection closed without an answer."));
    outgoing.on("response", (incoming) => {
      response = incoming;
      let size = 0;
      incoming.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxAnswerBytes) fail(`The answer was longer than ${maxAnswerBytes} bytes.`);
        else chunks.push(chunk);
      });
      incoming.on("error", (error) => fail(`The answer broke off: ${messageOf(error)}`));
      incoming.on("end", () => {
        if (incoming.complete) finish({ kind: "answered", answer: answerOf(incoming, chunks) });
        else fail("The answer broke off.");
      });
    });
  });

function open(request: ExchangeRequest, options: WireLimits): http.ClientRequest {
  const url = new URL(request.url);
  const headers: Record<string, string> = { "accept-encoding": "identity", "user-agent": "Counterfoil", ...request.headers };
  if (request.body) headers["content-length"] = String(request.body.byteLength);
  if (url.protocol === "https:") return https.request(url, { method: request.method, headers, agent: httpsAgent, ca: options.ca });
  return http.request(url, { method: request.method, headers, agent: httpAgent });
}

function answerOf(response: http.IncomingMessage, chunks: readonly Buffer[]): WireAnswer {
  const headers = Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]);
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(headers), body: Buffer.concat(chunks) };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return "The connection failed.";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return [code, error.message].filter(Boolean).join(": ") || "The connection failed.";
}
