import { pause } from "@/lib/base/pause";
import { httpWire, type Wire, type WireEnd, type WireLimits } from "./http-wire";
import { createScrubber, type Scrubber } from "./scrub";
import type { EvidenceRecord, Exchange, ExchangeRequest, KeepEvidence, Transport } from "./transport";

/**
 * The one way out to a provider. It promises three things: whether bytes left is never guessed (nothing is written before the
 * connection stands, and from then on everything short of a whole answer is `lost`); evidence is kept before the end is told;
 * and what is kept has no secret in it. It never repeats a request and never follows a redirect: that is for those who know
 * whether it is safe.
 */
export type TransportOptions = WireLimits & {
  /** Stores one scrubbed exchange and gives its id. Called once for every exchange, whatever its end. */
  readonly keepEvidence: KeepEvidence;
  readonly now: () => Date;
  /** Hand in the connection's own map where the transport is made anew for each payout, so that tokens live on. */
  readonly memory?: Map<string, unknown>;
  /** What carries it; HTTP where none is given. */
  readonly wire?: Wire;
};

export function createTransport(options: TransportOptions): Transport {
  return {
    now: options.now,
    pause,
    memory: options.memory ?? new Map(),
    async exchange(request) {
      const scrubber = createScrubber(request.secrets);
      const startedAt = options.now();
      const startedMs = performance.now();
      const end = await (options.wire ?? httpWire)(request, options);
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
