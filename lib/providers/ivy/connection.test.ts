import { describe, expect, test } from "vitest";
import { money } from "@/lib/base/money";
import { HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import type { PayoutOrder } from "../contract/payout";
import type { Exchange, ExchangeRequest } from "../contract/transport";
import { ivy } from "./index";

const SETTINGS = { apiKey: "api-key-value", webhookSecret: "webhook-secret-value" };
const NOW = new Date("2026-03-02T12:00:00Z");
const ORDER: PayoutOrder = {
  payoutId: "po_1",
  number: "CF7K3M9Q2X4B8T",
  idempotencyKey: "6f0c9a0e-7d43-4c55-9f0a-5a7f6d7f1c11",
  amount: money(1000n, "EUR"),
  destination: { kind: "order", orderId: "abc123" },
  statementText: "",
  metadata: {},
};
const HTML = "<html>Not found</html>";

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Exchange {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { kind: "answered", status, headers, body: new TextEncoder().encode(text), evidenceId: "e" };
}

/** A wire that answers what a function says to each request, and remembers them. */
function open(reply: (body: Record<string, unknown>, count: number) => Exchange) {
  const sent: ExchangeRequest[] = [];
  const transport = {
    memory: new Map(),
    now: () => NOW,
    exchange: async (request: ExchangeRequest) => {
      const count = sent.push(request);
      return reply(JSON.parse(new TextDecoder().decode(request.body)), count);
    },
  };
  return { sent, connection: ivy.connect(SETTINGS, { hosts: ivy.manifest.hosts.sandbox, transport }) };
}

describe("handing a payout over", () => {
  test("carries the key that guards it and the key that opens the door", async () => {
    const { sent, connection } = open(() => answer(200, { id: "p-1", status: "pending" }));
    expect(await connection.sendPayout(ORDER)).toMatchObject({
      kind: "accepted",
      observation: { providerPayoutId: "p-1", status: "received" },
    });
    expect(sent).toMatchObject([
      {
        method: "POST",
        url: "https://api.sand.getivy.de/api/service/payout/create",
        headers: { "x-ivy-api-key": SETTINGS.apiKey, "idempotency-key": ORDER.idempotencyKey, "content-type": "application/json" },
        secrets: expect.arrayContaining([SETTINGS.apiKey, SETTINGS.webhookSecret]),
      },
    ]);
  });

  test.each([
    [400, { code: "VALIDATION" }, "refused"],
    [401, { code: "UNAUTHENTICATED" }, "notSent"],
    [403, { code: "AUTHORIZATION" }, "refused"],
    [403, HTML, "unknown"],
    [404, { code: "NOT_FOUND" }, "refused"],
    [404, HTML, "unknown"],
    [408, {}, "unknown"],
    [409, { category: "idempotency_error" }, "unknown"],
    [423, { code: "LOCKED" }, "unknown"],
    [429, { code: "TOO_MANY_REQUESTS" }, "notSent"],
    [500, { code: "INTERNAL_SERVER_ERROR" }, "unknown"],
    [502, HTML, "unknown"],
    [503, {}, "unknown"],
    [200, HTML, "unknown"],
    [200, { status: "pending" }, "unknown"],
    [302, "", "unknown"],
  ])("answered %i %o, it is %s", async (status, body, kind) => {
    const { connection } = open(() => answer(status, body, { "retry-after": "7" }));
    const outcome = await connection.sendPayout(ORDER);
    expect(outcome.kind).toBe(kind);
    if (status === 429) expect(outcome).toMatchObject({ fault: { kind: "rateLimited", retryAfterSeconds: 7 } });
  });

  test("what Ivy cannot be asked is refused here, and nothing leaves", async () => {
    const { sent, connection } = open(() => answer(200, {}));
    const toSource = { ...ORDER, destination: { kind: "paymentSource", paymentSourceId: "s", userId: "u" } } as const;
    expect(await connection.sendPayout(toSource)).toMatchObject({ kind: "refused" });
    expect(await connection.sendPayout({ ...ORDER, amount: money(0n, "EUR") })).toMatchObject({ kind: "refused" });
    expect(sent).toEqual([]);
  });
});

describe("looking a payout up by its id", () => {
  const byId = { kind: "providerPayoutId", providerPayoutId: "p-1" } as const;

  test.each([
    ["found", answer(200, { id: "p-1", status: "paid" })],
    ["absent", answer(404, { code: "NOT_FOUND", message: "no" })],
    ["unavailable", answer(404, HTML)],
    ["unavailable", answer(200, { id: "p-2", status: "paid" })],
    ["unavailable", answer(200, "{}")],
    ["unavailable", answer(500, {})],
    ["unavailable", answer(401, {})],
  ])("is %s", async (kind, reply) => {
    expect(await open(() => reply).connection.lookUpPayout(byId)).toMatchObject({ kind });
  });
});

describe("looking a payout up by our number", () => {
  const firstSentAt = new Date(NOW.getTime() - 10 * MINUTE_MS);
  const byOrder = { kind: "order", order: ORDER, firstSentAt } as const;
  type Row = { id: string; status: string; createdAt?: unknown; metadata: Record<string, string> } | string;
  const row = (place: number, more: Partial<Exclude<Row, string>> = {}): Row => ({
    id: `p-${place}`,
    status: "paid",
    createdAt: new Date(NOW.getTime() - place * MINUTE_MS).toISOString(),
    metadata: { counterfoil_number: `CF-other-${place}` },
    ...more,
  });
  const ours = (place: number) => row(place, { id: "ours", metadata: { counterfoil_number: ORDER.number } });
  const rows = (length: number, make: (place: number) => Row = row) => Array.from({ length }, (_, place) => make(place));

  /** A list as Ivy keeps it, given out by `skip` and never more than `most` rows at a time. */
  function listing(all: readonly Row[], { most = 50, count }: { most?: number; count?: number } = {}) {
    return open(({ skip, limit }) => {
      const from = Number(skip);
      const items = all.slice(from, from + Math.min(most, Number(limit)));
      return answer(200, { items, skip: from, count: count ?? all.length, hasNext: from + items.length < all.length });
    });
  }

  test("finds it on a later page of a long list", async () => {
    const { sent, connection } = listing([...rows(7), ours(7), ...rows(500, (place) => row(place + 8))], { most: 3 });
    expect(await connection.lookUpPayout(byOrder)).toMatchObject({ kind: "found", observation: { providerPayoutId: "ours" } });
    expect(sent).toHaveLength(3);
  });

  test("says absent as soon as the list, new to old, is past the first sending, and not before", async () => {
    const { sent, connection } = listing(rows(5000));
    expect(await connection.lookUpPayout(byOrder)).toMatchObject({ kind: "absent" });
    // An hour for clocks that differ, and ten minutes: 70 rows.
    expect(sent).toHaveLength(2);
  });

  test("still finds it where Ivy's clock is behind ours", async () => {
    const all = rows(100).map((one, place) => (place === 40 ? ours(40) : one));
    expect(await listing(all).connection.lookUpPayout(byOrder)).toMatchObject({ kind: "found" });
  });

  test.each([
    ["oldest first", () => [...rows(180)].reverse().concat([ours(0)])],
    ["in no order at all", () => [row(900), row(2), row(800), ...rows(150, (place) => row(700 - place)), ours(1)]],
    ["with times that cannot be placed", () => [...rows(150, (place) => row(place, { createdAt: 1772442000 - place * 60 })), ours(0)]],
  ])("reads a list %s to its end", async (_, all) => {
    expect(await listing(all()).connection.lookUpPayout(byOrder)).toMatchObject({ kind: "found" });
  });

  test("says absent of an empty list, and of one that was read whole", async () => {
    expect(await listing([]).connection.lookUpPayout(byOrder)).toMatchObject({ kind: "absent" });
    expect(await listing([...rows(30)].reverse()).connection.lookUpPayout(byOrder)).toMatchObject({ kind: "absent" });
  });

  test.each([
    ["a row could not be read", () => listing([row(0), "?", row(90)])],
    ["rows are missing from it", () => listing(rows(5), { count: 6 })],
    ["it promises more and gives none", () => open(() => answer(200, { items: [], hasNext: true }))],
    ["it never ends", () => open(({ skip }) => answer(200, { items: [row(-Number(skip))], hasNext: true }))],
    ["a later page fails", () => open((_, count) => (count === 1 ? answer(200, { items: [row(0)], hasNext: true }) : answer(500, {})))],
  ])("proves nothing when %s", async (_, make) => {
    expect(await make().connection.lookUpPayout(byOrder)).toMatchObject({ kind: "unavailable" });
  });

  test("finds it although new payouts push it down while we read", async () => {
    const all = [...rows(49), ours(49), ...rows(100, (place) => row(place + 50))];
    const { connection } = open(({ skip, limit }, count) => {
      const shifted = [...rows(10 * count, (place) => row(place, { id: `new-${place}`, createdAt: NOW.toISOString() })), ...all];
      const from = Number(skip);
      return answer(200, { items: shifted.slice(from, from + Number(limit)), hasNext: true });
    });
    const sentLongAgo = { ...byOrder, firstSentAt: new Date(NOW.getTime() - 2 * HOUR_MS) };
    expect(await connection.lookUpPayout(sentLongAgo)).toMatchObject({ kind: "found" });
  });
});

describe("asking the payee's bank", () => {
  const account = { holderName: "Mara Linden", address: { kind: "iban", iban: "DE89370400440532013000" } } as const;

  test.each([
    [{ status: "match" }, { kind: "match" }],
    [
      { status: "partial_match", suggestedAccountHolderName: "M. Linden" },
      { kind: "partialMatch", suggestedName: "M. Linden" },
    ],
    [{ status: "no_match" }, { kind: "noMatch" }],
    [{ status: "not_available" }, { kind: "notPossible" }],
    [{ status: "perhaps" }, { kind: "unavailable" }],
  ])("%o is %o", async (body, outcome) => {
    expect(await open(() => answer(200, body)).connection.verifyReceiver?.(account)).toMatchObject(outcome);
  });

  test("is for IBANs only", async () => {
    const { sent, connection } = open(() => answer(200, { status: "match" }));
    const address = { kind: "sortCode", sortCode: "200000", accountNumber: "55779911" } as const;
    expect(await connection.verifyReceiver?.({ holderName: "Mara", address })).toMatchObject({ kind: "notPossible" });
    expect(sent).toEqual([]);
  });
});

test("an order that Ivy does not know has no payment source", async () => {
  const { connection } = open(() => answer(404, { code: "NOT_FOUND" }));
  expect(await connection.listPaymentSources?.({ kind: "order", orderId: "x" })).toEqual({ kind: "read", sources: [] });
});
