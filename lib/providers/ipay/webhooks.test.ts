import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ipayWebhooks } from "./webhooks";

const SUBACCOUNT = "2f7a5c8e-9b10-4a3c-8d44-5e0f3f0c1b1e";
const webhooks = ipayWebhooks({ subaccountId: SUBACCOUNT });
const bytes = (text: string) => new TextEncoder().encode(text);
const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, "fixtures", `webhook-${name}.json`), "utf8");
const told = (text: string) => webhooks.translate(bytes(text));
const scrubbed = (text: string) => new TextDecoder().decode(webhooks.scrubDelivery?.(bytes(text)));

async function dedupeKey(text: string): Promise<string> {
  const verdict = await webhooks.verify({ path: "/api/webhooks/ipay/con_1", headers: {}, body: bytes(text), receivedAt: new Date() });
  if (verdict.kind !== "genuine") throw new Error("It should be taken as it is.");
  expect(verdict.proof).toBe("unsigned");
  return verdict.dedupeKey;
}

describe("what a delivery tells", () => {
  test.each([
    ["payout-created", "payoutCreated"],
    ["payout-updated", "payoutUpdated"],
    ["payout-failure", "payoutFailure"],
  ])("%s is a reason to look the payout up, by Ipay's id and by our number", (name, eventName) => {
    const providerPayoutId = "4b1f6a02-7c55-4e83-9b1c-20d3c8a7e611";
    expect(told(fixture(name))).toEqual([{ kind: "lookUp", providerPayoutId, payoutNumber: "CF7K3M9Q2X4B8T", eventName }]);
  });

  test.each([
    ["receiver-created", "receiverCreated", null],
    ["receiver-kyc-update", "receiverKycUpdate", null],
    ["account-created", "accountCreated", "c0ffee00-1234-4abc-8def-0123456789ab"],
    ["account-update", "accountUpdate", "c0ffee00-1234-4abc-8def-0123456789ab"],
  ])("%s is a reason to look the enrolment up", (name, eventName, providerAccountId) => {
    const providerReceiverId = "b6d1c0aa-6a0f-4f0e-9d21-5c7e8f90a1b2";
    expect(told(fixture(name))).toEqual([{ kind: "enrolmentChanged", providerReceiverId, providerAccountId, eventName }]);
  });

  test("batchUpdate is none of our business: no batch is ours", () => {
    expect(told(fixture("batch-update"))).toEqual([{ kind: "irrelevant", eventName: "batchUpdate" }]);
  });

  test("an account's event is known by how it begins", () => {
    expect(told(fixture("account-created").replace("accountCreated", "accountCreate"))).toMatchObject([{ kind: "enrolmentChanged" }]);
  });

  test("another subaccount's news is nobody's here, in both spellings of its member", () => {
    const other = "00000000-0000-4000-8000-000000000000";
    expect(told(fixture("payout-updated").replace(SUBACCOUNT, other))).toMatchObject([{ kind: "irrelevant" }]);
    expect(told(fixture("receiver-kyc-update").replace(SUBACCOUNT, other))).toMatchObject([{ kind: "irrelevant" }]);
    expect(told(fixture("payout-updated").replace(SUBACCOUNT, SUBACCOUNT.toUpperCase()))).toMatchObject([{ kind: "lookUp" }]);
  });

  test.each(["", "}", "[]", '{"payout_id":"p"}', '{"event":"receiverCreated"}', '{"event":"payoutUpdated","payout_id":7}'])(
    "%s tells nothing, and breaks nothing",
    (text) => {
      expect(told(text)).toMatchObject([{ kind: "irrelevant" }]);
    },
  );
});

describe("the same delivery", () => {
  test("is known again by event, thing, status and time, whatever else differs", async () => {
    const first = await dedupeKey(fixture("payout-updated"));
    expect(await dedupeKey(fixture("payout-updated").replace('"amount": 2500', '"amount":2500'))).toBe(first);
    expect(await dedupeKey(scrubbed(fixture("account-created")))).toBe(await dedupeKey(fixture("account-created")));
  });

  test.each([
    ["event", "payoutUpdated", "payoutFailure"],
    ["thing", "4b1f6a02", "5b1f6a02"],
    ["status", "successful", "in_progress"],
    ["time", "1772442301000", "1772442301001"],
  ])("is another one with another %s", async (_, from, to) => {
    expect(await dedupeKey(fixture("payout-updated").replaceAll(from, to))).not.toBe(await dedupeKey(fixture("payout-updated")));
  });

  test("is told from others by its bytes where it cannot be read", async () => {
    expect(await dedupeKey("one")).not.toBe(await dedupeKey("two"));
    const timeless = fixture("payout-updated").replace('"timestamp"', '"moment"');
    expect(await dedupeKey(timeless)).not.toBe(await dedupeKey(timeless.replace("2500", "2600")));
  });
});

describe("what is stored of a delivery", () => {
  test.each(["account-created", "account-update"])("%s has lost the account's numbers and nothing else", (name) => {
    const stored = scrubbed(fixture(name));
    expect(stored).not.toContain("112233445566");
    expect(stored).not.toContain("062000");
    expect(JSON.parse(stored)).toEqual({ ...JSON.parse(fixture(name)), bsb: "••••", account_number: "••••5566" });
    expect(told(stored)).toEqual(told(fixture(name)));
  });

  test("card data does not stay either, nor in what is no JSON any more", () => {
    const body = '{"event":"accountCreated","receiver_id":"r","card_no":"4242424242424242","cvv":737,"iban":"DE89370400440532013000"';
    for (const text of [`${body}}`, body]) {
      expect(scrubbed(text)).not.toMatch(/4242424242|737|89370400440532013000/);
    }
  });

  test("the others stay byte by byte", () => {
    for (const name of ["payout-created", "payout-updated", "payout-failure", "receiver-created", "receiver-kyc-update", "batch-update"]) {
      expect(scrubbed(fixture(name))).toBe(fixture(name));
    }
  });
});
