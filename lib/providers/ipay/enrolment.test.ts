import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { AccountAddress } from "@/lib/domain/account/address";
import type { ReceiverDetails } from "../contract/receiver";
import type { Exchange, ExchangeRequest } from "../contract/transport";
import { railOf } from "./account-rails";
import { enrolmentOf } from "./enrolment-status";
import { ipay } from "./index";
import { OneReceiver, OneReceiverAccount } from "./wire";

const SUBACCOUNT = "2f7a5c8e-9b10-4a3c-8d44-5e0f3f0c1b1e";
const RECEIVER_ID = "b6d1c0aa-6a0f-4f0e-9d21-5c7e8f90a1b2";
const ACCOUNT_ID = "c0ffee00-1234-4abc-8def-0123456789ab";
const BSB: AccountAddress = { kind: "bsb", bsb: "062000", accountNumber: "11223344" };
const MIA: ReceiverDetails = {
  receiverId: "rcv_01JNZ0000000000000000000",
  providerReceiverId: null,
  kind: "person",
  firstName: "Mia",
  lastName: "O'Hara-Lind",
  email: "mia@example.test",
  phone: { dialCode: "+61", number: "400 987 654" },
  dateOfBirth: "1988-11-02",
  postalAddress: { line1: "3 St. Georges Tce.", line2: "c/o J. Lind", city: "Perth", state: "WA", postcode: "6000", country: "AU" },
  account: BSB,
};
const HTML = "<html>Bad gateway</html>";
const text = (name: string) => readFileSync(path.join(import.meta.dirname, "fixtures", `${name}.json`), "utf8");
const fixture = (name: string): unknown => JSON.parse(text(name));
const problem = (code: string) => ({ message: "It failed", error: [{ code, message: `about ${code}` }] });
const NEVER_LEFT: Exchange = { kind: "neverLeft", message: "refused", evidenceId: "e" };
const LOST: Exchange = { kind: "lost", timedOut: true, message: "late", evidenceId: "e" };

function answer(status: number, body: unknown): Exchange {
  const written = typeof body === "string" ? body : JSON.stringify(body);
  return { kind: "answered", status, headers: {}, body: new TextEncoder().encode(written), evidenceId: "e" };
}

const RECEIVER_MADE = answer(200, { message: "ok", payload: { receiver_id: RECEIVER_ID, first_name: "Mia" } });
const NOT_STORED = answer(200, { message: "ok", payload: { exists: false } });
const STORED = answer(200, fixture("account-stored"));
const ACCOUNT_MADE = answer(200, fixture("receiver-account-created"));
const FOUND = { receiver: answer(200, fixture("receiver")), account: answer(200, fixture("receiver-account")) };
const LISTED = (changes: Record<string, unknown> = {}) =>
  answer(200, { message: "ok", payload: [{ ...OneReceiver.parse(fixture("receiver")).payload, ...changes }] });

type Doors = Readonly<Record<string, Exchange>>;
const GOOD: Doors = {
  "POST /receiver": RECEIVER_MADE,
  "POST /receiver-account/verify": NOT_STORED,
  "POST /receiver-account/aud/direct-entry": ACCOUNT_MADE,
  [`GET /receiver/${RECEIVER_ID}`]: FOUND.receiver,
  [`GET /receiver-account/${ACCOUNT_ID}`]: FOUND.account,
};

/** An Ipay whose every door answers what is written on it, and who remembers what was asked. */
function open(doors: Doors) {
  const sent: ExchangeRequest[] = [];
  const calls: string[] = [];
  const transport = {
    memory: new Map(),
    now: () => new Date("2026-03-02T12:00:00.000Z"),
    exchange: async (request: ExchangeRequest) => {
      sent.push(request);
      const door = `${request.method} ${new URL(request.url).pathname.replace(/^\/api/, "")}`;
      calls.push(door);
      return doors[door] ?? answer(404, { message: "Not Found" });
    },
  };
  const settings = {
    apiKey: "api-key-value",
    apiSecret: "api-secret-value",
    subaccountId: SUBACCOUNT,
    apiAddress: "https://ipay.example.test",
  };
  const connection = ipay.connect(settings, { hosts: {}, transport, mode: "sandbox" });
  const bodyOf = (door: string): unknown => JSON.parse(new TextDecoder().decode(sent[calls.indexOf(door)]?.body));
  return {
    calls,
    bodyOf,
    sent,
    enrol: (changes: Partial<ReceiverDetails> = {}) => connection.enrolReceiver?.({ ...MIA, ...changes }),
    connection,
  };
}

describe("a new receiver", () => {
  test("is made known with the account, and has to prove who they are", async () => {
    const { calls, bodyOf, enrol } = open(GOOD);
    expect(await enrol()).toMatchObject({
      kind: "enrolled",
      evidenceId: "e",
      enrolment: {
        providerReceiverId: RECEIVER_ID,
        providerAccountId: ACCOUNT_ID,
        status: "needsReceiver",
        nextStep: expect.stringMatching(/e-mailed/),
      },
    });
    expect(calls).toEqual(["POST /receiver", "POST /receiver-account/verify", "POST /receiver-account/aud/direct-entry"]);
    // No dots in address lines, and digits alone in telephone numbers: Ipay refuses the others.
    expect(bodyOf("POST /receiver")).toEqual({
      subaccount_id: SUBACCOUNT,
      first_name: "Mia",
      last_name: "O'Hara-Lind",
      email: "mia@example.test",
      dob: "1988-11-02",
      dialcode: "61",
      phone: "400987654",
      address: "3 St Georges Tce",
      address2: "c/o J Lind",
      city: "Perth",
      state: "WA",
      postcode: "6000",
      country: "AUS",
      reference: MIA.receiverId,
    });
    expect(bodyOf("POST /receiver-account/aud/direct-entry")).toEqual({
      receiver_id: RECEIVER_ID,
      bsb: "062000",
      account_number: "11223344",
    });
  });

  test.each<[string, Partial<ReceiverDetails>, RegExp]>([
    ["a company", { kind: "company" }, /people only/],
    ["no date of birth", { dateOfBirth: null }, /date of birth/],
    ["no telephone", { phone: null }, /telephone/],
    ["no address", { postalAddress: null }, /postal address/],
    ["no last name", { lastName: " " }, /first and last name/],
    ["a UK account", { account: { kind: "sortCode", sortCode: "200000", accountNumber: "55779911" } }, /kind of account/],
  ])("with %s is refused here, in a sentence, and nothing leaves", async (_, changes, sentence) => {
    const { calls, enrol } = open(GOOD);
    expect(await enrol(changes)).toMatchObject({ kind: "refused", failure: { message: expect.stringMatching(sentence) } });
    expect(calls).toEqual([]);
  });

  test("in a country without states is given the city in its place", async () => {
    const { bodyOf, enrol } = open(GOOD);
    await enrol({ postalAddress: { line1: "1 Quay St", line2: null, city: "Auckland", state: null, postcode: "1010", country: "NZ" } });
    expect(bodyOf("POST /receiver")).toMatchObject({ state: "Auckland" });
  });

  test.each([
    [
      "POST /receiver",
      answer(400, fixture("error-receiver-fields")),
      { kind: "refused", failure: { providerCode: "REVR208", message: expect.stringContaining("REVR215") } },
    ],
    ["POST /receiver", NEVER_LEFT, { kind: "unavailable" }],
    ["POST /receiver", answer(401, { message: "Unauthorized" }), { kind: "unavailable", fault: { kind: "unauthorised" } }],
    ["POST /receiver", LOST, { kind: "unknown" }],
    ["POST /receiver", answer(429, {}), { kind: "unknown" }],
    ["POST /receiver", answer(502, HTML), { kind: "unknown" }],
    ["POST /receiver", answer(200, HTML), { kind: "unknown" }],
    ["POST /receiver-account/verify", LOST, { kind: "unavailable" }],
    ["POST /receiver-account/verify", answer(503, {}), { kind: "unavailable" }],
    ["POST /receiver-account/aud/direct-entry", answer(400, problem("REAC211")), { kind: "refused", failure: { providerCode: "REAC211" } }],
    ["POST /receiver-account/aud/direct-entry", LOST, { kind: "unknown" }],
    ["POST /receiver-account/aud/direct-entry", answer(200, "{}"), { kind: "unknown" }],
    ["POST /receiver-account/verify", answer(400, { message: "Not found" }), { kind: "enrolled" }],
  ])("when %s answers %o", async (door, reply, outcome) => {
    expect(await open({ ...GOOD, [door]: reply }).enrol()).toMatchObject(outcome);
  });
});

describe("a receiver whom Ipay has already", () => {
  const TAKEN: Doors = { ...GOOD, "POST /receiver": answer(400, problem("REVR201")) };

  test("because we enrolled them and lost the answer, is found by e-mail and our reference", async () => {
    const { sent, enrol } = open({ ...TAKEN, "GET /receiver": LISTED() });
    expect(await enrol()).toMatchObject({
      kind: "enrolled",
      enrolment: { providerReceiverId: RECEIVER_ID, status: "needsReceiver", nextStep: expect.stringMatching(/confirm the account/) },
    });
    expect(Object.fromEntries(new URL(sent[1]?.url ?? "").searchParams)).toEqual({ subaccount_id: SUBACCOUNT, email: "mia@example.test" });
  });

  test("because somebody entered them by hand, is the same by name, accents and case aside", async () => {
    const byHand = LISTED({ reference: "", first_name: "MÍA", last_name: "O'Hara-Lind", email: "Mia@Example.test" });
    expect(await open({ ...TAKEN, "GET /receiver": byHand }).enrol()).toMatchObject({ kind: "enrolled" });
  });

  test.each([
    ["another of our receivers", LISTED({ reference: "rcv_other" })],
    ["somebody of another name", LISTED({ reference: "", first_name: "Max" })],
    ["nobody that the list shows", answer(200, { payload: [] })],
  ])("as %s is refused: money must not go to a namesake", async (_, list) => {
    const { calls, enrol } = open({ ...TAKEN, "GET /receiver": list });
    expect(await enrol()).toMatchObject({ kind: "refused", failure: { reason: "duplicate", providerCode: "REVR201" } });
    expect(calls).toEqual(["POST /receiver", "GET /receiver"]);
  });

  test("and is named by Ipay's id, only gets the account", async () => {
    const { calls, enrol } = open(GOOD);
    expect(await enrol({ providerReceiverId: RECEIVER_ID })).toMatchObject({ kind: "enrolled" });
    expect(calls).toEqual([`GET /receiver/${RECEIVER_ID}`, "POST /receiver-account/verify", "POST /receiver-account/aud/direct-entry"]);
    expect(await open({}).enrol({ providerReceiverId: RECEIVER_ID })).toMatchObject({ kind: "unavailable" });
    const gone = { [`GET /receiver/${RECEIVER_ID}`]: answer(400, problem("REVR101")) };
    expect(await open(gone).enrol({ providerReceiverId: RECEIVER_ID })).toMatchObject({
      kind: "refused",
      failure: { providerCode: "REVR101" },
    });
  });
});

describe("an account that Ipay has already", () => {
  test("is found, not added twice", async () => {
    const { calls, bodyOf, enrol } = open({ ...GOOD, "POST /receiver-account/verify": STORED });
    expect(await enrol()).toMatchObject({ kind: "enrolled", enrolment: { providerAccountId: ACCOUNT_ID } });
    expect(calls).toEqual(["POST /receiver", "POST /receiver-account/verify", `GET /receiver-account/${ACCOUNT_ID}`]);
    expect(bodyOf("POST /receiver-account/verify")).toEqual({
      subaccount_id: SUBACCOUNT,
      account_data: { bsb: "062000", account_number: "11223344" },
    });
  });

  test("for another receiver too, is looked for among this one's own", async () => {
    const theirs = answer(200, { payload: { exists: true, receiver_id: "somebody-else", account_id: "theirs" } });
    const own = answer(200, {
      payload: [
        { id: "other", bsb: "062000", account_number: "99" },
        { id: "own", bsb: "062000", account_number: 11223344 },
      ],
    });
    const found = open({ ...GOOD, "POST /receiver-account/verify": theirs, "GET /receiver-account": own });
    expect(await found.enrol()).toMatchObject({ enrolment: { providerAccountId: "own" } });
    const unlisted = open({ ...GOOD, "POST /receiver-account/verify": theirs });
    expect(await unlisted.enrol()).toMatchObject({ enrolment: { providerAccountId: ACCOUNT_ID } });
  });
});

describe("the rails", () => {
  test.each<[AccountAddress, string, Record<string, string>]>([
    [BSB, "aud/direct-entry", { bsb: "062000", account_number: "11223344" }],
    [
      { kind: "cadEft", institution: "003", transit: "00012", accountNumber: "1234567", accountType: "savings" },
      "cad/eft",
      { routing_number: "000300012", account_number: "1234567", account_type: "savings" },
    ],
    [{ kind: "interac", email: "kim@example.com", name: "Kim Roy" }, "cad/digital", { recipient: "kim@example.com", name: "Kim Roy" }],
    [
      { kind: "interac", email: "kim@example.com", name: "Kim Roy", description: "Rent" },
      "cad/digital",
      { recipient: "kim@example.com", name: "Kim Roy", description: "Rent" },
    ],
    [{ kind: "iban", iban: "DE89370400440532013000" }, "eur/sepa", { iban: "DE89370400440532013000" }],
    [{ kind: "nzAccount", accountNumber: "010902006838900" }, "nzd/direct-credit", { account_number: "010902-0068389-00" }],
    [{ kind: "nzAccount", accountNumber: "0865231954512001" }, "nzd/direct-credit", { account_number: "086523-1954512-001" }],
    [
      { kind: "aba", routingNumber: "021000021", accountNumber: "000123", accountType: "checking" },
      "usd/ach",
      { routing_number: "021000021", account_number: "000123", account_type: "checking" },
    ],
    [{ kind: "virtualCard", currency: "USD" }, "usd/virtual-card", {}],
    [{ kind: "virtualCard", currency: "EUR" }, "eur/virtual-card", {}],
  ])("%o goes over as %s %o", (address, railPath, fields) => {
    expect(railOf(address)).toEqual({ path: railPath, fields });
  });

  test("a UK account has none", () => {
    expect(railOf({ kind: "sortCode", sortCode: "200000", accountNumber: "55779911" })).toBeNull();
  });
});

describe("a virtual card", () => {
  const CARD: Partial<ReceiverDetails> = { providerReceiverId: RECEIVER_ID, account: { kind: "virtualCard", currency: "USD" } };
  const MADE = { ...GOOD, "POST /receiver-account/usd/virtual-card": answer(200, text("virtual-card-created")) };

  test("is shown by its last digits; its number and security code go nowhere", async () => {
    const { sent, enrol } = open(MADE);
    const outcome = await enrol(CARD);
    expect(outcome).toMatchObject({ kind: "enrolled", enrolment: { status: "ready", accountLabel: "VISA ending in 4242, until 08/2029" } });
    expect(JSON.stringify(outcome)).not.toMatch(/4242 4242|737/);
    const kept = sent.at(-1)?.keptOfAnswer?.(text("virtual-card-created")) ?? "";
    expect(JSON.parse(kept)).toEqual({
      message: "Create virtual card success",
      payload: {
        receiver_account_id: "ca4d0000-1111-4222-8333-444455556666",
        receiver_id: RECEIVER_ID,
        status: "complete",
        confirm_status: "confirmed",
        card_type: "VISA",
        expiry_month: "08",
        expiry_year: "2029",
      },
    });
  });

  test("whatever Ipay may call its number, evidence keeps what it knows and nothing else", async () => {
    const { sent, enrol } = open(MADE);
    await enrol(CARD);
    const keep = sent.at(-1)?.keptOfAnswer;
    expect(
      keep?.('{"payload":{"pan":"4242424242424242","card":{"number":"4242424242424242"},"card_type":"VISA"},"extra":"4242424242424242"}'),
    ).toBe('{"payload":{"card_type":"VISA"}}');
    expect(() => keep?.('}{"card_no":"4242')).toThrow();
  });

  test("is not made twice, where the receiver's accounts can be listed", async () => {
    const listed = answer(200, {
      payload: [
        { id: "aud", bsb: "062000", currency: "aud" },
        { id: "eur-card", card_no: "************1111", card_type: "VISA", currency: "eur" },
        {
          id: "usd-card",
          card_no: "************4242",
          card_type: "VISA",
          currency: "usd",
          status: "complete",
          confirm_status: "confirmed",
        },
      ],
    });
    const { calls, enrol } = open({ ...MADE, "GET /receiver-account": listed });
    expect(await enrol(CARD)).toMatchObject({ enrolment: { providerAccountId: "usd-card", accountLabel: "VISA ending in 4242" } });
    expect(calls).not.toContain("POST /receiver-account/usd/virtual-card");
  });
});

describe("how far an enrolment is", () => {
  const receiver = (status: string, kyc: string) => ({ ...OneReceiver.parse(fixture("receiver")).payload, status, kyc_status: kyc });
  const account = (status: string, confirmed: string) => ({
    ...OneReceiverAccount.parse(fixture("receiver-account")).payload,
    status,
    confirm_status: confirmed,
  });

  test.each([
    ["creating", "pending", "pending", "unconfirmed", "needsReceiver"],
    ["pending", "pending", "complete", "confirmed", "needsReceiver"],
    ["pending", "completed", "complete", "confirmed", "pending"],
    ["creating", "completed", "complete", "confirmed", "pending"],
    ["active", "completed", "pending", "unconfirmed", "needsReceiver"],
    ["active", "completed", "complete", "confirmed", "ready"],
    ["ACTIVE", "COMPLETED", "complete", "CONFIRMED", "ready"],
    ["2", "1", "complete", "confirmed", "ready"],
    ["2", "0", "complete", "confirmed", "needsReceiver"],
    ["inactive", "completed", "complete", "confirmed", "pending"],
    ["3", "1", "complete", "confirmed", "pending"],
    ["failed", "pending", "pending", "unconfirmed", "refused"],
    ["4", "1", "complete", "confirmed", "refused"],
    ["active", "failed", "complete", "confirmed", "refused"],
    ["active", "2", "complete", "confirmed", "refused"],
    ["active", "completed", "failed", "unconfirmed", "refused"],
    ["active", "completed", "complete", "halfway", "pending"],
    ["sleeping", "completed", "complete", "confirmed", "pending"],
    ["active", "odd", "complete", "confirmed", "pending"],
  ])("receiver %s, kyc %s, account %s, %s: %s", (status, kyc, accountStatus, confirmed, expected) => {
    const enrolment = enrolmentOf(receiver(status, kyc), account(accountStatus, confirmed));
    expect(enrolment.status).toBe(expected);
    if (expected === "ready") expect(enrolment.nextStep).toBeNull();
    else expect(enrolment.nextStep).toMatch(/^[A-Z].+\.$/);
  });

  test("without an account nobody can be paid", () => {
    expect(enrolmentOf(receiver("active", "completed"), null)).toMatchObject({
      status: "pending",
      providerAccountId: null,
      nextStep: expect.stringMatching(/account/),
    });
  });

  test("is looked up in both halves", async () => {
    const by = { providerReceiverId: RECEIVER_ID, providerAccountId: ACCOUNT_ID };
    const { calls, connection } = open(GOOD);
    expect(await connection.lookUpEnrolment?.(by)).toMatchObject({
      kind: "found",
      enrolment: { ...by, status: "ready", providerStatus: "receiver active, kyc completed, account complete, confirmed" },
    });
    expect(calls).toEqual([`GET /receiver/${RECEIVER_ID}`, `GET /receiver-account/${ACCOUNT_ID}`]);
  });

  test.each([
    ["receiver", answer(400, problem("REVR101")), "absent"],
    ["receiver", answer(400, problem("REVR105")), "absent"],
    ["receiver", answer(400, problem("REVR103")), "unavailable"],
    ["receiver", answer(404, HTML), "unavailable"],
    ["account", answer(400, problem("REAC101")), "absent"],
    ["account", answer(400, problem("REAC211")), "unavailable"],
    [
      "account",
      answer(200, { payload: { id: ACCOUNT_ID, receiver_id: "somebody-else", status: "complete", confirm_status: "confirmed" } }),
      "unavailable",
    ],
    ["account", LOST, "unavailable"],
  ])("when the %s answers %o it is %s", async (half, reply, kind) => {
    const door = half === "receiver" ? `GET /receiver/${RECEIVER_ID}` : `GET /receiver-account/${ACCOUNT_ID}`;
    const { connection } = open({ ...GOOD, [door]: reply });
    const by = { providerReceiverId: RECEIVER_ID, providerAccountId: ACCOUNT_ID };
    expect(await connection.lookUpEnrolment?.(by)).toMatchObject({ kind });
  });
});
