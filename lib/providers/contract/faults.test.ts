import { describe, expect, test } from "vitest";
import { faultOf, judgeSend, readRetryAfter, type SendReading } from "./faults";
import type { Exchange } from "./transport";

const NOW = new Date("2026-01-02T03:04:05Z");

function answered(status: number, headers: Record<string, string> = {}): Exchange {
  return { kind: "answered", status, headers, body: new Uint8Array(), evidenceId: "e" };
}

const OBSERVATION = {
  providerPayoutId: "1",
  status: "received",
  providerStatus: "pending",
  at: null,
  amount: null,
  fee: null,
  failure: null,
  rail: null,
  traceId: null,
  evidenceId: "e",
} as const;

const READING: SendReading = {
  now: NOW,
  accepted: () => ({ kind: "read", observation: OBSERVATION }),
  refused: ({ status }) => (status === 400 ? { reason: "instructionInvalid", providerCode: "bad", message: "" } : null),
  rateLimitPrecedesBooking: false,
};

test.each([
  [{ kind: "neverLeft", message: "", evidenceId: null }, "notSent"],
  [{ kind: "lost", timedOut: true, message: "", evidenceId: null }, "unknown"],
  [answered(202), "accepted"],
  [answered(302), "unknown"],
  [answered(400), "refused"],
  [answered(401), "notSent"],
  [answered(404), "unknown"],
  [answered(429), "unknown"],
  [answered(500), "unknown"],
  [answered(503), "unknown"],
] satisfies [Exchange, string][])("%o ends as %s", (exchange, kind) => {
  expect(judgeSend(exchange, READING).kind).toBe(kind);
});

test("429 is notSent only where the provider's contract says that nothing was booked", () => {
  expect(judgeSend(answered(429, { "retry-after": "7" }), { ...READING, rateLimitPrecedesBooking: true })).toMatchObject({
    kind: "notSent",
    fault: { kind: "rateLimited", retryAfterSeconds: 7 },
  });
});

test("only a 4xx may refuse: a server in trouble has perhaps booked it, whatever words it answers with", () => {
  const failure = { reason: "instructionInvalid", providerCode: "bad", message: "" } as const;
  const willing = { ...READING, refused: () => failure };
  expect(judgeSend(answered(422), willing)).toMatchObject({ kind: "refused", failure });
  for (const status of [302, 500, 502, 503, 504, 599]) expect(judgeSend(answered(status), willing).kind).toBe("unknown");
});

test("a 2xx that cannot be read is unknown", () => {
  const fault = faultOf(answered(200), NOW);
  expect(judgeSend(answered(200), { ...READING, accepted: () => ({ kind: "unreadable", fault }) }).kind).toBe("unknown");
});

describe("Retry-After", () => {
  test.each([
    ["120", 120],
    ["Fri, 02 Jan 2026 03:05:05 GMT", 60],
    ["Fri, 02 Jan 2026 03:00:00 GMT", 0],
    ["soon", null],
    ["-5", null],
    ["1.5", null],
    [undefined, null],
  ])("%s is %s seconds", (value, seconds) => {
    expect(readRetryAfter(value, NOW)).toBe(seconds);
  });
});
