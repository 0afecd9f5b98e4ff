import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { money } from "@/lib/base/money";
import { ivyWebhooks, signBody } from "./webhooks";

const SECRET = "whsec_test";
const VECTOR = '{"id":"wh_1","type":"payout.paid"}';
const VECTOR_SIGNATURE = "b1439132cb5ac7ab96cfbbb3a99a5946c28aec33aa55da0b28f0691b7c03e652";
const PAID = readFileSync(path.join(import.meta.dirname, "fixtures/webhook-payout-paid.json"), "utf8");

const webhooks = ivyWebhooks({ webhookSecret: SECRET });
const bytes = (text: string) => new TextEncoder().encode(text);

function verify(text: string, signature?: string) {
  const headers: Record<string, string> = signature === undefined ? {} : { "x-ivy-signature": signature };
  return webhooks.verify({ path: "/api/webhooks/ivy/con_1", headers, body: bytes(text), receivedAt: new Date() });
}

describe("a delivery", () => {
  test("with the documented vector is genuine, known by its envelope's id", async () => {
    expect(await verify(VECTOR, VECTOR_SIGNATURE)).toEqual({ kind: "genuine", proof: "signed", dedupeKey: "wh_1" });
  });

  test("is judged by its raw bytes: the same JSON written otherwise is forged", async () => {
    expect(await verify(VECTOR.replace(":", ": "), VECTOR_SIGNATURE)).toMatchObject({ kind: "forged" });
    const spaced = VECTOR.replace(":", ": ");
    expect(await verify(spaced, signBody(bytes(spaced), SECRET))).toMatchObject({ kind: "genuine" });
  });

  test.each([
    ["no signature", undefined],
    ["an empty one", ""],
    ["another secret's", signBody(bytes(VECTOR), "whsec_other")],
    ["half of the right one", VECTOR_SIGNATURE.slice(0, 32)],
    ["the right one and more", `${VECTOR_SIGNATURE}00`],
    ["base64 instead of hex", Buffer.from(VECTOR_SIGNATURE, "hex").toString("base64")],
    ["something that is no text of a hash", "é".repeat(64)],
  ])("with %s is forged, with a reason", async (_, signature) => {
    expect(await verify(VECTOR, signature)).toEqual({ kind: "forged", why: expect.stringMatching(/\.$/) });
  });

  test("that is genuine but unreadable is still kept apart from others", async () => {
    const first = await verify("}", signBody(bytes("}"), SECRET));
    expect(first).toMatchObject({ kind: "genuine", dedupeKey: expect.stringMatching(/^sha256:/) });
  });
});

describe("what a delivery tells", () => {
  const told = (text: string) => webhooks.translate(bytes(text));

  test("payout.paid shows the payout as it is", () => {
    expect(told(PAID)).toMatchObject([
      {
        kind: "observation",
        observation: { providerPayoutId: "8f6f1f3e-7a54-4a0a-9d0a-2a4b8f0c1d11", status: "settled", amount: money(125050n, "EUR") },
      },
    ]);
  });

  test.each(["user_payout.paid", "payout_updated", "refund.succeeded", "test"])("%s is none of our business", (type) => {
    expect(told(PAID.replace("payout.paid", type))).toEqual([{ kind: "irrelevant", eventName: type }]);
  });

  test("a payout event whose payout cannot be read is looked up", () => {
    expect(told('{"id":"w","type":"payout.moved","payload":{"id":"p-1"}}')).toEqual([
      { kind: "lookUp", providerPayoutId: "p-1", eventName: "payout.moved" },
    ]);
  });

  test.each(["", "}", "[]", '{"id":"w"}', '{"id":"w","type":"payout.paid"}', '{"id":"w","type":"payout.paid","payload":null}'])(
    "%s tells nothing, and breaks nothing",
    (text) => {
      expect(told(text)).toMatchObject([{ kind: "irrelevant" }]);
    },
  );
});
