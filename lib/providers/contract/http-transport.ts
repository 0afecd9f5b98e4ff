import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { SECOND_MS } from "@/lib/base/time";
import { createScrubber, type Scrubber } from "./scrub";
import type { EvidenceRecord, Exchange, ExchangeRequest, KeepEvidence, Transport } from "./transport";

/**
 * The one way out to a provider. It promises three things: whether bytes left is never guessed (nothing is written before the
 * connection stands, and from then on everything short of a whole answer is `lost`); evidence is kept before the end is told;
 * and what is kept has no secret in it. It never repeats a request and never follows a redirect: that is for those who know
 * whether it is safe.
 */
export type TransportOptions = {
  /** Stores one scrubbed exchange and gives its id. Called once for every exchange, whatever its end. */
  readonly keepEvidence: KeepEvidence;
  readonly now: () => Date;
  /** Hand in the connection's own map where the transport is made anew for each payout, so that tokens live on. */
  readonly memory?: Map<string, unknown>;
  readonly connectTimeoutMs?: number;
  /** From the last byte written to the last byte read; a request may ask for its own. */
  readonly answerTimeoutMs?: number;
  readonly maxAnswerBytes?: number;
  /** A further authority to trust, for a provider behind a company's own proxy. */
  readonly ca?: string;
};

const CONNECT_TIMEOUT_MS = 10 * SECOND_MS;
const ANSWER_TIMEOUT_MS = 30 * SECOND_MS;
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

// Idle connections are given up before most servers give them up: a request written into a closing one is lost, not unsent.
const AGENT_OPTIONS = { keepAlive: true, timeout: 4 * SECOND_MS, autoSelectFamilyAttemptTimeout: 2 * SECOND_MS };
const httpAgent = new http.Agent(AGENT_OPTIONS);
const httpsAgent = new https.Agent(AGENT_OPTIONS);

export function createTransport(options: TransportOptions): Transport {
  return {
    now: options.now,
    memory: options.memory ?? new Map(),
    async exchange(request) {
      const scrubber = createScrubber(request.secrets);
      const startedAt = options.now();
      const startedMs = performance.now();
      const end = await send(request, options);
      const record = evidenceOf(request, end, scrubber, { startedAt, durationMs: Math.round(performance.now() - startedMs) });
      try {
        const evidenceId = await options.keepEvidence(record);
        return exchangeOf(end, scrubber, evidenceId);
      } catch {
        // An answer that we cannot prove is an answer we do not have; whether bytes left stays what it was.
        if (end.kind === "neverLeft") return { kind: "neverLeft", message: scrubber.text(end.message), evidenceId: null };
        return { kind: "lost", timedOut: false, message: "The exchange took place, but its evidence could not be kept.", evidenceId: null };
      }
    },
  };
}

/** How the wire left it, before scrubbing. `partial` is what had been read of an answer that did not end. */
type WireEnd =
  | { readonly kind: "answered"; readonly answer: WireAnswer }
  | { readonly kind: "neverLeft"; readonly message: string }
  | { readonly kind: "lost"; readonly timedOut: boolean; readonly message: string; readonly partial: WireAnswer | null };

type WireAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

function send(request: ExchangeRequest, options: TransportOptions): Promise<WireEnd> {
  return new Promise((resolve) => {
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
}

function open(request: ExchangeRequest, options: TransportOptions): http.ClientRequest {
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

function exchangeOf(end: WireEnd, scrubber: Scrubber, evidenceId: string): Exchange {
  if (end.kind === "answered") return { kind: "answered", ...end.answer, evidenceId };
  if (end.kind === "neverLeft") return { kind: "neverLeft", message: scrubber.text(end.message), evidenceId };
  return { kind: "lost", timedOut: end.timedOut, message: scrubber.text(end.message), evidenceId };
}

function evidenceOf(
  request: ExchangeRequest,
  end: WireEnd,
  scrubber: Scrubber,
  time: { readonly startedAt: Date; readonly durationMs: number },
): EvidenceRecord {
  const answer = end.kind === "answered" ? end.answer : end.kind === "lost" ? end.partial : null;
  return {
    purpose: request.purpose,
    method: request.method,
    url: scrubber.text(request.url),
    requestHeaders: scrubber.headers(request.headers),
    requestBody: scrubber.text(keptOf(request.keptOfRequest, readable(request.body))),
    bytesLeft: end.kind !== "neverLeft",
    status: answer?.status ?? null,
    responseHeaders: scrubber.headers(answer?.headers ?? {}),
    responseBody: scrubber.text(keptOf(request.keptOfAnswer, readable(answer?.body))),
    fault: end.kind === "answered" ? null : scrubber.text(end.message),
    ...time,
  };
}

function keptOf(keep: ((text: string) => string) | undefined, text: string): string {
  if (!keep || text === "") return text;
  try {
    return keep(text);
  } catch {
    return "(Not kept: it may hold what must not be stored, and could not be read.)";
  }
}

/** Text that a database can hold: what is no UTF-8, and the character zero, become the replacement character. */
function readable(bytes: Uint8Array | undefined): string {
  return bytes ? new TextDecoder().decode(bytes).replaceAll("\u0000", "\ufffd") : "";
}
