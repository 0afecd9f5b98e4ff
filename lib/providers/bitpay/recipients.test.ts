import { describe, expect, test } from "vitest";
import type { ReceiverDetails } from "../contract/receiver";
import type { Exchange } from "../contract/transport";
import { createClient } from "./client";
import { answer, fixture, LOST, NEVER_LEFT, openWire, SETTINGS } from "./fake-wire";
import { enrolReceiver, lookUpEnrolment, removeRecipient, resendWebhook, updateRecipient } from "./recipients";

const KIM: ReceiverDetails = {
  receiverId: "rcv_1",
  providerReceiverId: null,
  kind: "person",
  firstName: "Kim",
  lastName: "Ito",
  email: "kim@example.test",
  phone: null,
  dateOfBirth: null,
  postalAddress: null,
  account: null,
};
const NO_LIST = answer(200, { data: [] });
const invited = (email: string) => answer(200, { data: [{ id: "new", email, status: "invited" }] });

function open(reply: Parameters<typeof openWire>[0]) {
  const wire = openWire(reply);
  return { ...wire, client: createClient(SETTINGS, wire.context) };
}
/** Answers the list page by page, and an invitation with `posted`. */
function enrolling(posted: Exchange, list: Exchange = NO_LIST) {
  let pages = 0;
  return open(({ method }) => {
    if (method === "POST") return posted;
    pages += 1;
    return pages === 1 ? list : NO_LIST;
  });
}

describe("making somebody known", () => {
  test("invites by e-mail, with a name, and the webhook address where there is one", async () => {
    const { client, sent, bodyOf } = enrolling(invited("kim@example.test"));
    const notificationUrl = "https://desk.example.test/hook";
    expect(await enrolReceiver(client, KIM, { notificationUrl })).toMatchObject({
      kind: "enrolled",
      enrolment: { providerReceiverId: "new", providerAccountId: null, status: "needsReceiver", providerStatus: "invited" },
    });
    expect(sent.map(({ method }) => method)).toEqual(["GET", "POST"]);
    expect(bodyOf(1)).toEqual({
      token: "payout-token-value",
      recipients: [{ email: "kim@example.test", label: "Kim Ito", notificationURL: notificationUrl }],
    });
  });

  test("finds who is there already, in whatever case, and not who was removed", async () => {
    const { client, sent } = enrolling(LOST, answer(200, fixture("recipients")));
    const mara = { ...KIM, email: "mara@example.test" };
    expect(await enrolReceiver(client, mara, { notificationUrl: "" })).toMatchObject({
      kind: "enrolled",
      enrolment: { providerReceiverId: "Fd9mW3xKq7PzVt2RbHsN4c", status: "ready" },
    });
    expect(sent.every(({ method }) => method === "GET")).toBe(true);
  });

  test("goes by the wallet's e-mail where the account names one", async () => {
    const { client, bodyOf } = enrolling(invited("wallet@example.test"));
    const account = { kind: "emailWallet", email: "wallet@example.test" } as const;
    expect(await enrolReceiver(client, { ...KIM, account }, { notificationUrl: "" })).toMatchObject({ kind: "enrolled" });
    expect(bodyOf(1)).toMatchObject({ recipients: [{ email: "wallet@example.test" }] });
  });

  test.each<[string, Exchange, string]>([
    ["refused by its code", answer(400, { status: "error", code: "010002", error: "email is malformed" }), "refused"],
    ["answered with somebody else", invited("lea@example.test"), "unknown"],
    ["answered with nobody", NO_LIST, "unknown"],
    ["a stranger to BitPay", answer(500, fixture("error-text")), "unavailable"],
    ["answered with some error", answer(200, { error: "Something" }), "unknown"],
    ["answered by a page", answer(502, "<html></html>"), "unknown"],
    ["lost", LOST, "unknown"],
    ["never gone", NEVER_LEFT, "unavailable"],
  ])("the invitation is %s", async (_, posted, kind) => {
    const { client } = enrolling(posted);
    expect(await enrolReceiver(client, KIM, { notificationUrl: "" })).toMatchObject({ kind });
  });

  test("invites nobody while the list cannot be read", async () => {
    const { client, sent } = enrolling(invited("kim@example.test"), LOST);
    expect(await enrolReceiver(client, KIM, { notificationUrl: "" })).toMatchObject({ kind: "unavailable" });
    expect(sent).toHaveLength(1);
  });
});

describe("one recipient", () => {
  const one = (id: string) => answer(200, { data: { id, email: "kim@example.test", status: "paused" } });
  const gone = answer(404, { status: "error", code: "020001", error: "Recipient not found." });

  test.each<[string, Exchange, string]>([
    ["found", one("r1"), "found"],
    ["absent", gone, "absent"],
    ["another", one("r2"), "unavailable"],
    ["lost", LOST, "unavailable"],
  ])("is %s", async (_, exchange, kind) => {
    const { client } = open(() => exchange);
    expect(await lookUpEnrolment(client, { providerReceiverId: "r1" })).toMatchObject({ kind });
  });

  test("takes another name", async () => {
    const { client, sent, bodyOf } = open(() => one("r1"));
    const change = { label: "Kim I." };
    expect(await updateRecipient(client, { providerReceiverId: "r1", change })).toMatchObject({ kind: "found" });
    expect([sent[0]?.method, sent[0]?.url]).toEqual(["PUT", "https://test.bitpay.com/recipients/r1"]);
    expect(bodyOf(0)).toEqual({ token: "payout-token-value", label: "Kim I." });
  });

  test("is removed, and told again about, by a plain yes alone", async () => {
    const yes = answer(200, fixture("success-empty"));
    const { client, sent } = open(() => yes);
    expect(await removeRecipient(client, { providerReceiverId: "r1" })).toEqual({ kind: "done" });
    expect(await resendWebhook(client, { providerReceiverId: "r1" })).toEqual({ kind: "done" });
    expect(await resendWebhook(client, { providerPayoutId: "p1" })).toEqual({ kind: "done" });
    expect(sent.map(({ method, url }) => `${method} ${url.replace("https://test.bitpay.com", "")}`)).toEqual([
      "DELETE /recipients/r1?token=payout-token-value",
      "POST /recipients/r1/notifications",
      "POST /payouts/p1/notifications",
    ]);
    for (const [exchange, kind] of [
      [gone, "absent"],
      [LOST, "unavailable"],
      [answer(200, {}), "unavailable"],
    ] as const) {
      expect(await removeRecipient(open(() => exchange).client, { providerReceiverId: "r1" })).toMatchObject({ kind });
    }
  });
});
