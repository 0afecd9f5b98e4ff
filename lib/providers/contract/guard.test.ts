import { describe, expect, test } from "vitest";
import { money } from "@/lib/base/money";
import type { ProviderConnection } from "./connection";
import { guardConnection, guardWebhooks } from "./guard";
import type { PayoutOrder, SendOutcome } from "./payout";
import type { ReceiverDetails } from "./receiver";
import { type Exchange, type ExchangeRequest, TOKEN_PURPOSE, type Transport } from "./transport";

const ORDER: PayoutOrder = {
  payoutId: "po_1",
  number: "CF0000000000AB",
  idempotencyKey: "6f0c9a0e-7d43-4c55-9f0a-5a7f6d7f1c11",
  amount: money(100n, "EUR"),
  destination: { kind: "order", orderId: "o" },
  statementText: "Thanks",
  metadata: {},
};
const ANSWERED = { kind: "answered", status: 200, headers: {}, body: new Uint8Array(), evidenceId: "e" } as const satisfies Exchange;
const NEVER_LEFT = { kind: "neverLeft", message: "refused", evidenceId: "e" } as const satisfies Exchange;
const LOST = { kind: "lost", timedOut: true, message: "late", evidenceId: "e" } as const satisfies Exchange;
const FAULT = { kind: "unexpected", message: "", retryAfterSeconds: null, evidenceId: null } as const;

type Send = (exchange: (purpose?: string) => Promise<Exchange>) => Promise<SendOutcome>;

/** An adapter as careless as `send` makes it, on a wire that ends as told. */
function sendWith(end: Exchange, send: Send): Promise<SendOutcome> {
  const transport: Transport = { exchange: async () => end, now: () => new Date(0), memory: new Map() };
  const connect = ({ exchange }: Transport): ProviderConnection => ({
    sendPayout: () => send((purpose = "sendPayout") => exchange(request(purpose))),
    lookUpPayout: () => Promise.reject(new Error("careless, with top-secret-value inside")),
  });
  return guardConnection(connect, transport, ["top-secret-value"]).sendPayout(ORDER);
}

function request(purpose: string): ExchangeRequest {
  return { purpose, method: "POST", url: "http://127.0.0.1/", headers: {}, secrets: ["a-fresh-token"] };
}

describe("a careless adapter", () => {
  test("that throws before anything left has not sent", async () => {
    expect(await sendWith(ANSWERED, () => Promise.reject(new Error("no such field")))).toMatchObject({ kind: "notSent" });
    expect(
      await sendWith(NEVER_LEFT, async (exchange) => {
        await exchange();
        throw new Error("gave up");
      }),
    ).toMatchObject({ kind: "notSent" });
  });

  test("that throws after bytes left does not know", async () => {
    for (const end of [ANSWERED, LOST]) {
      const outcome = await sendWith(end, async (exchange) => {
        await exchange();
        throw new TypeError("cannot read a-fresh-token of top-secret-value");
      });
      expect(outcome).toMatchObject({ kind: "unknown", fault: { message: "TypeError: cannot read •••• of ••••" } });
    }
  });

  test("that throws after a token was fetched has not sent: a token moves no money", async () => {
    const outcome = await sendWith(ANSWERED, async (exchange) => {
      await exchange(TOKEN_PURPOSE);
      throw new Error("unreadable token");
    });
    expect(outcome).toMatchObject({ kind: "notSent" });
  });

  test("that does not wait for its own exchange does not know", async () => {
    const outcome = await sendWith(ANSWERED, async (exchange) => {
      void exchange();
      throw new Error("too early");
    });
    expect(outcome).toMatchObject({ kind: "unknown" });
  });

  test("that says notSent or refused after losing the answer is not believed", async () => {
    const notSent: SendOutcome = { kind: "notSent", fault: FAULT };
    const refused: SendOutcome = { kind: "refused", failure: { reason: "unknown", providerCode: "", message: "" }, evidenceId: null };
    for (const claim of [notSent, refused]) {
      expect(
        await sendWith(LOST, async (exchange) => {
          await exchange();
          return claim;
        }),
      ).toMatchObject({ kind: "unknown" });
    }
  });

  test("that says notSent after 2xx or 5xx is not believed, after 401 it is", async () => {
    const claim = async (status: number) =>
      (
        await sendWith({ ...ANSWERED, status }, async (exchange) => {
          await exchange();
          return { kind: "notSent", fault: FAULT };
        })
      ).kind;
    expect(await claim(202)).toBe("unknown");
    expect(await claim(503)).toBe("unknown");
    expect(await claim(401)).toBe("notSent");
  });
});

test("questions that throw are unavailable, with no secret in the message, and absent doors stay absent", async () => {
  const transport: Transport = { exchange: async () => LOST, now: () => new Date(0), memory: new Map() };
  const bare: ProviderConnection = {
    sendPayout: () => Promise.reject(new Error()),
    lookUpPayout: () => Promise.reject(new Error("careless, with top-secret-value inside")),
    cancelPayout: () => Promise.reject(new Error("x")),
  };
  const guarded = guardConnection(() => bare, transport, ["top-secret-value"]);
  const answer = await guarded.lookUpPayout({ kind: "providerPayoutId", providerPayoutId: "1" });
  expect(answer).toMatchObject({ kind: "unavailable", fault: { message: "Error: careless, with •••• inside" } });
  expect(await guarded.cancelPayout?.("1")).toMatchObject({ kind: "unknown" });
  expect(guarded.readBalances).toBeUndefined();
});

describe("enrolling through a careless adapter", () => {
  const RECEIVER: ReceiverDetails = {
    receiverId: "rcv_1",
    providerReceiverId: null,
    kind: "person",
    firstName: "Kim",
    lastName: "Ng",
    email: "kim@example.test",
    phone: null,
    dateOfBirth: null,
    postalAddress: null,
    account: null,
  };
  const enrolWith = async (end: Exchange | null) => {
    const transport: Transport = { exchange: async () => end ?? NEVER_LEFT, now: () => new Date(0), memory: new Map() };
    const connect = ({ exchange }: Transport): ProviderConnection => ({
      sendPayout: () => Promise.reject(new Error()),
      lookUpPayout: () => Promise.reject(new Error()),
      enrolReceiver: async () => {
        if (end) await exchange(request("enrolReceiver"));
        throw new Error("careless");
      },
      lookUpEnrolment: () => Promise.reject(new Error("careless")),
    });
    const guarded = guardConnection(connect, transport, []);
    expect(await guarded.lookUpEnrolment?.({ providerReceiverId: "r", providerAccountId: null })).toMatchObject({ kind: "unavailable" });
    return (await guarded.enrolReceiver?.(RECEIVER))?.kind;
  };

  test("is unknown once bytes have left, and unavailable before", async () => {
    expect(await enrolWith(ANSWERED)).toBe("unknown");
    expect(await enrolWith(LOST)).toBe("unknown");
    expect(await enrolWith(NEVER_LEFT)).toBe("unavailable");
    expect(await enrolWith(null)).toBe("unavailable");
  });
});

test("what an adapter cannot scrub is scrubbed all the same", () => {
  const bare = { verify: () => Promise.reject(new Error()), translate: () => [] };
  const careless = guardWebhooks({ ...bare, scrubDelivery: () => JSON.parse("no json") }, ["top-secret-value"]);
  const body = '{"account_number":"223344556677","cvv":"123","note":"top-secret-value"';
  expect(new TextDecoder().decode(careless.scrubDelivery?.(new TextEncoder().encode(body)))).toBe(
    '{"account_number":"••••6677","cvv":"••••","note":"••••"',
  );
  expect(guardWebhooks(bare, []).scrubDelivery).toBeUndefined();
});

test("a verifier that throws neither believes nor refuses", async () => {
  const webhooks = guardWebhooks({ verify: () => Promise.reject(new Error("oops")), translate: () => [] }, []);
  const delivery = { path: "/", headers: {}, body: new Uint8Array(), receivedAt: new Date(0) };
  expect(await webhooks.verify(delivery)).toMatchObject({ kind: "undecided" });
});
