import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { addMs, HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import { fixture, NOW } from "./fake-wire";
import { bitpayWebhooks, EVENTS } from "./webhooks";

const TOKEN = "payout-token-value";
const webhooks = bitpayWebhooks({ payoutToken: TOKEN });
const bytes = (text: string) => new TextEncoder().encode(text);
const COMPLETED = fixture("webhook-payout-completed");
const ACTIVE = fixture("webhook-recipient-active");

const deliver = (text: string, { headers = {}, at = NOW }: { headers?: Record<string, string>; at?: Date } = {}) =>
  webhooks.verify({ path: "/api/webhooks/bitpay/con_1", headers, body: bytes(text), receivedAt: at });
const event = (code: number | string, id = "x1", name?: string) => JSON.stringify({ event: { code, name }, data: { id } });
const keyOf = async (text: string, at?: Date) => {
  const verdict = await deliver(text, { at });
  return verdict.kind === "genuine" ? verdict.dedupeKey : null;
};

describe("every event", () => {
  const payoutEvents = Object.entries(EVENTS).filter(([code]) => code.startsWith("5"));
  const recipientEvents = Object.entries(EVENTS).filter(([code]) => code.startsWith("4"));

  test("that is documented is here", () => {
    expect(payoutEvents.map(([code, name]) => `${code} ${name}`)).toEqual([
      "5001 payout_funded",
      "5002 payout_processing",
      "5003 payout_completed",
      "5004 payout_cancelled",
      "5005 payout_manuallyNotified",
    ]);
    expect(recipientEvents.map(([code, name]) => `${code} ${name}`)).toEqual([
      "4001 recipient_invited",
      "4002 recipient_unverified",
      "4003 recipient_verified",
      "4004 recipient_active",
      "4005 recipient_paused",
      "4006 recipient_removed",
      "4007 recipient_manuallyNotified",
    ]);
  });

  test.each(payoutEvents)("%s %s says to read the payout, and nothing of its state", (code, name) => {
    for (const written of [Number(code), code]) {
      expect(webhooks.translate(bytes(event(written, "p1", name)))).toEqual([
        { kind: "lookUp", providerPayoutId: "p1", payoutNumber: null, eventName: name },
      ]);
    }
  });

  test.each(recipientEvents)("%s %s says to read the recipient", (code, name) => {
    expect(webhooks.translate(bytes(event(Number(code), "r1", name)))).toEqual([
      { kind: "enrolmentChanged", providerReceiverId: "r1", providerAccountId: null, eventName: name },
    ]);
  });

  test("goes by its code: cancelled under the number of completed, as one page prints it, is read all the same", () => {
    expect(webhooks.translate(bytes(event(5003, "p1", "payout_cancelled")))).toMatchObject([{ kind: "lookUp", providerPayoutId: "p1" }]);
    expect(webhooks.translate(bytes(event(5003)))).toMatchObject([{ eventName: "payout_completed" }]);
  });

  test("of another kind, or unreadable, concerns nobody", () => {
    for (const text of [event(1003, "i1", "invoice_paidInFull"), "no json", "{}", '{"event":{"code":5003},"data":{}}', "[]"]) {
      expect(webhooks.translate(bytes(text))).toMatchObject([{ kind: "irrelevant" }]);
    }
  });

  test("carries our number where BitPay sends it, and neither amount nor status into the house", () => {
    expect(webhooks.translate(bytes(COMPLETED))).toEqual([
      { kind: "lookUp", providerPayoutId: "8kR2vQd7LwXc5hTn3YpFzA", payoutNumber: "CF7K3M9Q2X4B8T", eventName: "payout_completed" },
    ]);
    expect(webhooks.translate(bytes(ACTIVE))).toMatchObject([{ providerReceiverId: "Fd9mW3xKq7PzVt2RbHsN4c" }]);
  });
});

describe("a delivery", () => {
  test("is a hint: genuine as far as anybody can tell, and signed by nobody", async () => {
    expect(await deliver(COMPLETED)).toEqual({ kind: "genuine", proof: "unsigned", dedupeKey: "8kR2vQd7LwXc5hTn3YpFzA:5003" });
  });

  test.each([
    ["fits", createHmac("sha256", TOKEN).update(COMPLETED).digest("base64"), "Its x-signature fits our payout token."],
    ["is another's", createHmac("sha256", "other").update(COMPLETED).digest("base64"), "Its x-signature does not fit our payout token."],
    ["is nonsense", "???", "Its x-signature does not fit our payout token."],
  ])("whose x-signature %s is noted, and believed neither more nor less", async (_, signature, note) => {
    const verdict = await deliver(COMPLETED, { headers: { "x-signature": signature } });
    expect(verdict).toEqual({ kind: "genuine", proof: "unsigned", dedupeKey: "8kR2vQd7LwXc5hTn3YpFzA:5003", note });
  });

  test("of a step that a payout passes once is the same delivery for ever, whatever else it says", async () => {
    const later = COMPLETED.replace("125.50", "999.99");
    expect(await keyOf(COMPLETED)).toBe(await keyOf(later, addMs(NOW, 100 * HOUR_MS)));
    expect(await keyOf(event(5001, "p1"))).not.toBe(await keyOf(event(5002, "p1")));
    expect(await keyOf(event(5001, "p1"))).not.toBe(await keyOf(event(5001, "p2")));
  });

  test.each([4004, 4005, 4007, 5005])(
    "of something that comes again (%i) is told from itself an hour later, and not within",
    async (code) => {
      expect(await keyOf(event(code))).toBe(await keyOf(event(code), addMs(NOW, 5 * MINUTE_MS)));
      expect(await keyOf(event(code))).not.toBe(await keyOf(event(code), addMs(NOW, HOUR_MS)));
    },
  );

  test("that cannot be read is known by its bytes", async () => {
    expect(await keyOf("no json")).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await keyOf("no json")).not.toBe(await keyOf("no  json"));
  });

  test("is stored without the token that came with it, and means the same", () => {
    const stored = webhooks.scrubDelivery?.(bytes(COMPLETED)) ?? bytes("");
    expect(new TextDecoder().decode(stored)).not.toContain("3vTq8YwKz5LxNd2RbPcFh7Gm4SjVt9Xa6ZkWe1QyHu");
    expect(webhooks.translate(stored)).toEqual(webhooks.translate(bytes(COMPLETED)));
  });
});
