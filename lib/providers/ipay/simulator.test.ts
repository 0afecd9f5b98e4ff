import { describe, expect, test } from "vitest";
import * as z from "zod";
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { seededRandom } from "../contract/simulator-random";
import type { OutgoingWebhook } from "../contract/simulator-spec";
import { memoryJournal, type Put } from "../contract/simulator-store";
import { signatureOf } from "./signing";
import { ipaySimulator } from "./simulator";

const START = new Date("2026-03-02T09:00:00.000Z");
const SUBACCOUNTS = { one: "11111111-1111-4111-8111-111111111111", two: "22222222-2222-4222-8222-222222222222" };
type Merchant = keyof typeof SUBACCOUNTS;

const credentialsOf = (merchant: Merchant) => ({
  apiKey: `${merchant}-api-key`,
  apiSecret: `${merchant}-api-secret`,
  subaccountId: SUBACCOUNTS[merchant],
});

const PERSON = {
  subaccount_id: SUBACCOUNTS.one,
  first_name: "Kim",
  last_name: "O'Neil-Roy",
  email: "kim@example.test",
  dob: "1990-04-17",
  dialcode: "61",
  phone: "400123456",
  address: "3 Hay St",
  city: "Perth",
  state: "WA",
  postcode: "6000",
  country: "AUS",
  reference: "rcv_1",
};

const Made = z.object({ payload: z.record(z.string(), z.string()) });
const Payout = z.object({ payload: z.looseObject({ id: z.string(), status: z.string() }) });
const List = z.object({ payload: z.array(z.looseObject({ id: z.string(), status: z.string() })), lastkey: z.string().optional() });

/** The make-believe Ipay in this process alone: a clock that a test moves, dice with a seed, and webhooks that go nowhere. */
async function open({
  seed = 1,
  deliverTo = () => 200,
  receiverActsAfterMs,
}: {
  seed?: number;
  deliverTo?: () => number | null;
  receiverActsAfterMs?: number;
} = {}) {
  const clock = { now: START };
  const journal: Put[] = [];
  const sent: { at: number; webhook: OutgoingWebhook }[] = [];
  const core = ipaySimulator.start({
    now: () => clock.now,
    wallNow: () => clock.now,
    random: seededRandom(seed),
    journal: memoryJournal(journal),
    origin: () => "http://simulators.test",
    pace: { inFlightAfterMs: 1000, settledAfterMs: 3000, returnedAfterMs: 10_000, unseenForMs: HOUR_MS, receiverActsAfterMs },
    async sendWebhook(webhook) {
      sent.push({ at: clock.now.getTime(), webhook });
      return deliverTo();
    },
  });
  for (const merchant of ["one", "two"] as const) {
    await core.registerAccount({
      credentials: credentialsOf(merchant),
      webhookUrl: "http://desk.test/hook",
      balances: { AUD: "100000", CAD: "50000", EUR: "50000", NZD: "50000", USD: "50000" },
    });
  }
  const raw = async (method: string, address: string, body: string, headers: Record<string, string>) => {
    const [path = "", search = ""] = address.split("?");
    const query = Object.fromEntries(new URLSearchParams(search));
    const bytes = new TextEncoder().encode(body);
    const reply = await core.handle({
      method,
      prefix: "ipay",
      path: `/api${path}`,
      fullPath: `/ipay/api${path}`,
      query,
      headers,
      body: bytes,
    });
    if (reply.kind === "silence") throw new Error("No answer.");
    const answer: unknown = JSON.parse(reply.answer.body);
    return { status: reply.answer.status, headers: reply.answer.headers, body: answer };
  };
  const headersOf = (merchant: Merchant, nonceMs = clock.now.getTime()) => ({
    "x-api-key": credentialsOf(merchant).apiKey,
    signature: signatureOf({ ...credentialsOf(merchant), nonceMs }),
  });
  const post = (path: string, body: unknown, merchant: Merchant = "one") => raw("POST", path, JSON.stringify(body), headersOf(merchant));
  const get = (address: string, merchant: Merchant = "one") => raw("GET", address, "", headersOf(merchant));
  const advance = async (ms: number) => {
    const target = addMs(clock.now, ms);
    for (let due = core.nextDueAt(); due !== null && due <= target; due = core.nextDueAt()) {
      if (due > clock.now) clock.now = due;
      await core.work();
      await core.idle();
    }
    clock.now = target;
  };
  /** Moves the clock, so that no rate limit is met, and asks. */
  const receiver = async (changes: Record<string, string> = {}) => {
    await advance(SECOND_MS);
    return Made.parse((await post("/receiver", { ...PERSON, ...changes })).body).payload.receiver_id ?? "";
  };
  const bsbOf = async (receiver_id: string) => {
    const made = await post("/receiver-account/aud/direct-entry", { receiver_id, bsb: "062000", account_number: "11223344" });
    return Made.parse(made.body).payload.receiver_account_id ?? "";
  };
  /** Somebody ready to be paid in Australian dollars. */
  const ready = async (changes: Record<string, string> = {}) => {
    const receiver_id = await receiver(changes);
    const account_id = await bsbOf(receiver_id);
    await core.moveEnrolment({ providerReceiverId: receiver_id, becomes: "ready" });
    return { receiver_id, account_id, amount: "2500", currency: "AUD", reference: "CF1" };
  };
  const pay = async (body: Record<string, unknown>) => Made.parse((await post("/payout/single", body)).body).payload.payout_id ?? "";
  const show = async (id: string) => Payout.parse((await get(`/payout/${id}`)).body).payload;
  const events = () => sent.map(({ webhook }) => z.looseObject({ event: z.string() }).parse(JSON.parse(webhook.body)));
  return { core, clock, journal, sent, events, raw, headersOf, post, get, advance, receiver, bsbOf, ready, pay, show };
}

const codesIn = (body: unknown) =>
  z
    .object({ error: z.array(z.object({ code: z.string(), message: z.string().min(1) })) })
    .parse(body)
    .error.map(({ code }) => code);

describe("the door", () => {
  const right = { ...credentialsOf("one"), nonceMs: START.getTime() };
  test.each([
    ["without headers", {}],
    ["without a signature", { "x-api-key": right.apiKey }],
    ["with a stranger's key", { "x-api-key": "nobody-api-key", signature: signatureOf(right) }],
    ["with another secret", { "x-api-key": right.apiKey, signature: signatureOf({ ...right, apiSecret: "other-secret" }) }],
    [
      "with another merchant's signature",
      { "x-api-key": right.apiKey, signature: signatureOf({ ...credentialsOf("two"), nonceMs: right.nonceMs }) },
    ],
    ["with a nonce in seconds", { "x-api-key": right.apiKey, signature: signatureOf({ ...right, nonceMs: right.nonceMs / 1000 }) }],
    ["with another nonce than was signed", { "x-api-key": right.apiKey, signature: signatureOf(right).replace(/^\d/, "2") }],
    [
      "with a nonce of six minutes ago",
      { "x-api-key": right.apiKey, signature: signatureOf({ ...right, nonceMs: right.nonceMs - 6 * MINUTE_MS }) },
    ],
    [
      "with a nonce of six minutes ahead",
      { "x-api-key": right.apiKey, signature: signatureOf({ ...right, nonceMs: right.nonceMs + 6 * MINUTE_MS }) },
    ],
  ])("stays shut %s", async (_, headers) => {
    const { raw, core } = await open();
    expect(await raw("GET", `/subaccount/${SUBACCOUNTS.one}`, "", headers)).toMatchObject({
      status: 401,
      body: { message: "Unauthorized" },
    });
    expect(await raw("POST", "/payout/single", "{}", headers)).toMatchObject({ status: 401 });
    expect(core.ledger()).toEqual([]);
  });

  test("opens within five minutes, and again for the same nonce", async () => {
    const { raw, headersOf } = await open();
    for (const nonceMs of [START.getTime() - 4 * MINUTE_MS, START.getTime() + 4 * MINUTE_MS, START.getTime(), START.getTime()]) {
      expect(await raw("GET", "/subaccount", "", headersOf("one", nonceMs))).toMatchObject({ status: 200 });
    }
  });

  test("knows the documented paths only, and of them not the one that ended in 2025", async () => {
    const { get, post } = await open();
    expect(await post("/receiveraccount", { bsb: "012002" })).toMatchObject({ status: 404 });
    expect(await post("/payout/cancel", {})).toMatchObject({ status: 404 });
    expect(await post("/receiver-account/gbp/faster", {})).toMatchObject({ status: 404 });
    expect(await get("/receiver-account/aud/direct-entry")).toMatchObject({ status: 404 });
  });

  test("lets twenty calls a second in, and turns the next away with the time to come again", async () => {
    const { get, advance } = await open();
    const calls = await Promise.all(Array.from({ length: 21 }, () => get("/subaccount")));
    expect(calls.map(({ status }) => status)).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    expect(calls.at(-1)?.headers["retry-after"]).toBe("1");
    expect(await get("/subaccount", "two")).toMatchObject({ status: 200 });
    await advance(SECOND_MS);
    expect(await get("/subaccount")).toMatchObject({ status: 200 });
  });

  test("takes JSON objects only", async () => {
    const { raw, headersOf } = await open();
    for (const body of ["", "{", "[]", '"text"']) {
      expect(await raw("POST", "/payout/single", body, headersOf("one"))).toMatchObject({
        status: 400,
        body: { message: expect.any(String) },
      });
    }
  });
});

describe("creating a receiver", () => {
  test.each([
    ["REVR202", { subaccount_id: "" }],
    ["REVR203", { email: undefined }],
    ["REVR204", { first_name: " " }],
    ["REVR205", { last_name: undefined }],
    ["REVR206", { dialcode: undefined }],
    ["REVR207", { phone: undefined }],
    ["REVR208", { address: undefined }],
    ["REVR210", { city: undefined }],
    ["REVR211", { state: undefined }],
    ["REVR212", { postcode: undefined }],
    ["REVR213", { country: undefined }],
    ["REVR104", { subaccount_id: SUBACCOUNTS.two }],
    ["REVR214", { email: "kim" }],
    ["REVR215", { first_name: "K1m" }],
    ["REVR216", { last_name: "Roy, Jr" }],
    ["REVR217", { gender: "X" }],
    ["REVR218", { dialcode: "+61" }],
    ["REVR219", { phone: "0400 123" }],
    ["REVR220", { address: "3 Hay St." }],
    ["REVR221", { address2: "c/o J. Roy" }],
    ["REVR222", { city: "Perth 2" }],
    ["SIM-REVR-DOB", { dob: "17/04/1990" }],
    ["SIM-REVR-DOB", { dob: undefined }],
    ["SIM-REVR-COUNTRY", { country: "AU" }],
  ])("is refused with %s for %o", async (code, changes) => {
    const { post, events } = await open();
    const answer = await post("/receiver", { ...PERSON, ...changes });
    expect(answer.status).toBe(400);
    expect(codesIn(answer.body)).toEqual([code]);
    expect(events()).toEqual([]);
  });

  test("tells every complaint at once", async () => {
    const { post } = await open();
    const answer = await post("/receiver", { subaccount_id: SUBACCOUNTS.one, email: "kim", gender: "M" });
    expect(codesIn(answer.body)).toEqual([
      "REVR204",
      "REVR205",
      "REVR206",
      "REVR207",
      "REVR208",
      "REVR210",
      "REVR211",
      "REVR212",
      "REVR213",
      "SIM-REVR-DOB",
      "REVR214",
    ]);
  });

  test("takes a mailbox once for each subaccount, whatever its case", async () => {
    const { post, receiver } = await open();
    await receiver();
    expect(codesIn((await post("/receiver", { ...PERSON, email: "KIM@example.test" })).body)).toEqual(["REVR201"]);
    expect(await post("/receiver", { ...PERSON, subaccount_id: SUBACCOUNTS.two }, "two")).toMatchObject({ status: 200 });
  });

  test("answers with the id, tells it, and shows it to nobody else", async () => {
    const { receiver, get, advance, events } = await open();
    const id = await receiver({ gender: "F" });
    await advance(0);
    expect(events()).toMatchObject([{ event: "receiverCreated", receiver_id: id, subccount_id: SUBACCOUNTS.one, kyc_status: "0" }]);
    expect(await get(`/receiver/${id}`)).toMatchObject({
      status: 200,
      body: { payload: { id, first_name: "Kim", status: "1", kyc_status: "0", reference: "rcv_1", address_data: { country: "AUS" } } },
    });
    expect(codesIn((await get(`/receiver/${id}`, "two")).body)).toEqual(["REVR101"]);
    expect(codesIn((await get("/receiver/nobody")).body)).toEqual(["REVR101"]);
  });

  test("they are listed by mailbox, status and check, page by page", async () => {
    const { receiver, get, core } = await open();
    const ids = [
      await receiver({ email: "a@example.test" }),
      await receiver({ email: "b@example.test" }),
      await receiver({ email: "c@example.test" }),
    ];
    await core.moveEnrolment({ providerReceiverId: ids[1], kycStatus: "completed", receiverStatus: "active" });
    const list = async (query: string) => List.parse((await get(`/receiver?subaccount_id=${SUBACCOUNTS.one}${query}`)).body);
    const idsOf = ({ payload }: z.infer<typeof List>) => payload.map(({ id }) => id);
    expect(idsOf(await list(""))).toEqual([...ids].reverse());
    expect(idsOf(await list("&email=B@example.test"))).toEqual([ids[1]]);
    expect(idsOf(await list("&kyc_status=1&status=2"))).toEqual([ids[1]]);
    const first = await list("&limit=2");
    expect(idsOf(await list(`&limit=2&lastkey=${encodeURIComponent(first.lastkey ?? "")}`))).toEqual([ids[0]]);
    expect(codesIn((await get(`/receiver?subaccount_id=${SUBACCOUNTS.two}`)).body)).toEqual(["REVR104"]);
  });
});

describe("adding an account", () => {
  const RAILS: readonly [rail: string, good: Record<string, unknown>, bad: Record<string, unknown>][] = [
    ["aud/direct-entry", { bsb: "012002", account_number: "111136" }, { bsb: "012-002" }],
    ["aud/direct-entry", { bsb: "012002", account_number: "223344556677" }, { account_number: "123" }],
    ["cad/eft", { routing_number: "000300012", account_number: 1234567, account_type: "checking" }, { routing_number: "100300012" }],
    ["cad/eft", { routing_number: "000300012", account_number: "1234567", account_type: "savings" }, { account_type: "current" }],
    ["cad/digital", { recipient: "kim@example.test", name: "Kim", description: "Rent" }, { recipient: "kim" }],
    ["cad/digital", { recipient: "kim@example.test", name: "Kim" }, { name: undefined }],
    ["eur/sepa", { iban: "DE89370400440532013000" }, { iban: "DE88370400440532013000" }],
    ["eur/sepa", { iban: "DE89370400440532013000", bic: "COBADEFFXXX", bank_country_code: "DE", bank_name: "Co" }, { bic: "COBA" }],
    ["nzd/direct-credit", { account_number: "010902-0068389-00" }, { account_number: "010902006838900" }],
    ["nzd/direct-credit", { account_number: "123456-0789123-000" }, { account_number: "01-0902-0068389-00" }],
    ["usd/ach", { routing_number: "021000021", account_number: "123", account_type: "checking" }, { routing_number: "021000022" }],
  ];

  test.each(RAILS)("%s takes %o, and refuses %o in it", async (rail, good, bad) => {
    const { post, get, receiver, events, advance } = await open();
    const receiver_id = await receiver();
    const made = await post(`/receiver-account/${rail}`, { receiver_id, ...good });
    expect(made).toMatchObject({ status: 200, body: { payload: { receiver_id, status: "pending", confirm_status: "unconfirmed" } } });
    expect((await post(`/receiver-account/${rail}`, { receiver_id, ...good, ...bad })).status).toBe(400);
    expect(codesIn((await post(`/receiver-account/${rail}`, { receiver_id: "nobody", ...good })).body)).toEqual(["REAC211"]);
    const id = Made.parse(made.body).payload.receiver_account_id;
    expect(await get(`/receiver-account/${id}`)).toMatchObject({
      status: 200,
      body: { payload: { id, receiver_id, confirm_status: "unconfirmed" } },
    });
    expect((await get(`/receiver-account/${id}`, "two")).status).toBe(400);
    await advance(0);
    expect(events().at(-1)).toMatchObject({ event: "accountCreated", receiver_id, receiver_account_id: id, confirm_status: "unconfirmed" });
  });

  test.each(["usd", "eur"])(
    "a card in %s is ready at once; its number passes the check that cards pass, and is kept nowhere",
    async (currency) => {
      const { post, get, receiver, journal, sent, advance } = await open();
      const receiver_id = await receiver();
      const made = Made.parse((await post(`/receiver-account/${currency}/virtual-card`, { receiver_id })).body).payload;
      expect(made).toMatchObject({
        status: "complete",
        confirm_status: "confirmed",
        card_type: "VISA",
        expiry_month: "03",
        expiry_year: "2029",
      });
      const { card_no = "", cvv = "", receiver_account_id: id } = made;
      expect(card_no).toMatch(/^4\d{15}$/);
      expect(cvv).toMatch(/^\d{3}$/);
      expect([...card_no].reverse().reduce((sum, digit, place) => sum + luhn(Number(digit), place), 0) % 10).toBe(0);
      await advance(DAY_MS);
      const kept = JSON.stringify([
        journal,
        sent,
        (await get(`/receiver-account/${id}`)).body,
        (await get(`/receiver-account?receiver_id=${receiver_id}`)).body,
      ]);
      expect(kept).not.toContain(card_no);
      expect(kept).not.toContain(card_no.slice(0, 12));
      expect(kept).not.toContain(`"${cvv}"`);
      expect(kept).toContain(card_no.slice(-4));
    },
  );

  test("is looked up by any of its fields, the first hit told, its numbers masked", async () => {
    const { post, receiver, bsbOf } = await open();
    const receiver_id = await receiver();
    const account_id = await bsbOf(receiver_id);
    await bsbOf(await receiver({ email: "b@example.test" }));
    const verify = (account_data: unknown, subaccount_id = SUBACCOUNTS.one) =>
      post("/receiver-account/verify", { subaccount_id, account_data });
    for (const data of [{ bsb: "062000", account_number: "11223344" }, { bsb: "062000" }]) {
      expect(await verify(data)).toMatchObject({
        status: 200,
        body: { payload: { exists: true, receiver_id, account_id, account_data: { account_number: "****3344" } } },
      });
    }
    expect(await verify({ bsb: "062000", account_number: "99" })).toMatchObject({ status: 200, body: { payload: { exists: false } } });
    expect(await verify({})).toMatchObject({ status: 400, body: { message: expect.any(String) } });
    expect(await verify({ bsb: "062000" }, SUBACCOUNTS.two)).toMatchObject({ status: 400 });
  });
});

describe("creating a payout", () => {
  test.each<[string, Record<string, unknown>]>([
    ["PAYO201", { receiver_id: "nobody" }],
    ["PAYO201", { receiver_id: undefined }],
    ["SIM-PAYO-ACCOUNT", { account_id: "nobody" }],
    ["SIM-PAYO-ACCOUNT", { account_id: undefined }],
    ["SIM-PAYO-ACCOUNT", { currency: "NZD" }],
    ["SIM-PAYO-ACCOUNT", { currency: undefined }],
    ["SIM-PAYO-AMOUNT", { amount: "25.00" }],
    ["SIM-PAYO-AMOUNT", { amount: 25.5 }],
    ["SIM-PAYO-AMOUNT", { amount: 0 }],
    ["SIM-PAYO-AMOUNT", { amount: "-5" }],
    ["SIM-PAYO-AMOUNT", { amount: undefined }],
    ["SIM-PAYO-BALANCE", { amount: "100001" }],
  ])("is refused with %s for %o, and books nothing", async (code, changes) => {
    const { ready, post, core } = await open();
    const answer = await post("/payout/single", { ...(await ready()), ...changes });
    expect(answer.status).toBe(400);
    expect(codesIn(answer.body)).toEqual([code]);
    expect(core.ledger()).toEqual([]);
  });

  test("is refused to somebody else's account, and to whoever failed the check", async () => {
    const { ready, post, core } = await open();
    const [kim, ada] = [await ready(), await ready({ email: "ada@example.test" })];
    expect(codesIn((await post("/payout/single", { ...kim, account_id: ada.account_id })).body)).toEqual(["SIM-PAYO-ACCOUNT"]);
    expect(codesIn((await post("/payout/single", kim, "two")).body)).toEqual(["PAYO201"]);
    for (const move of [{ receiverStatus: "inactive" }, { receiverStatus: "failed" }, { receiverStatus: "active", kycStatus: "failed" }]) {
      await core.moveEnrolment({ providerReceiverId: kim.receiver_id, ...move });
      expect(codesIn((await post("/payout/single", kim)).body)).toEqual(["SIM-PAYO-KYC"]);
    }
  });

  test("answers with the id alone; amounts come as text or number; nothing keeps a reference from being used twice", async () => {
    const { ready, post, core } = await open();
    const body = await ready();
    const first = await post("/payout/single", body);
    expect(first.body).toEqual({ message: "Payout created", payload: { payout_id: expect.any(String) } });
    await post("/payout/single", { ...body, amount: 2500 });
    expect(core.ledger()).toMatchObject([
      { reference: "CF1", amountMinor: "2500", currency: "AUD", requests: 1 },
      { reference: "CF1", amountMinor: "2500", requests: 1 },
    ]);
  });
});

describe("a payout", () => {
  test("is pending, then in progress, then successful; the fee comes out of the amount; upstream's word stays behind", async () => {
    const { ready, pay, show, advance, events, get } = await open();
    const id = await pay({ ...(await ready()), amount: "5000", note: "Order 1" });
    expect(await show(id)).toMatchObject({
      status: "pending",
      amount: 5000,
      fee_data: { fee_value: "50" },
      transactions: [],
      note: "Order 1",
      asset: "AUD",
    });
    await advance(SECOND_MS);
    expect(await show(id)).toMatchObject({ status: "in_progress" });
    await advance(MINUTE_MS);
    expect(await show(id)).toMatchObject({
      status: "successful",
      payout_data: { status: "IN PROGRESS" },
      merchant: expect.stringMatching(/^MERC#/),
      transactions: [
        { transaction_type: "payout", amount: -4950, status: "complete" },
        { transaction_type: "fee", amount: -50, status: "complete" },
      ],
    });
    const told = events().filter(({ event }) => event.startsWith("payout"));
    expect(told.map(({ event, status }) => [event, status])).toEqual([
      ["payoutCreated", "pending"],
      ["payoutUpdated", "in_progress"],
      ["payoutUpdated", "successful"],
    ]);
    expect(told[0]).toMatchObject({
      payout_id: id,
      amount: 5000,
      currency: "AUD",
      reference: "CF1",
      subccount_id: SUBACCOUNTS.one,
      timestamp: expect.any(Number),
    });
    expect(await get(`/balance?subaccount_id=${SUBACCOUNTS.one}`)).toMatchObject({
      body: { payload: expect.arrayContaining([{ asset: "AUD", balance: "95000", available: "95000" }]) },
    });
  });

  test("waits as awaiting until the receiver confirms the account, for days if need be, and then goes on", async () => {
    const { core, receiver, bsbOf, pay, show, advance, events } = await open();
    const receiver_id = await receiver();
    const account_id = await bsbOf(receiver_id);
    await core.moveEnrolment({ providerReceiverId: receiver_id, receiverStatus: "active", kycStatus: "completed" });
    const id = await pay({ receiver_id, account_id, amount: "100", currency: "AUD", reference: "CF2" });
    await advance(10 * DAY_MS);
    expect(await show(id)).toMatchObject({ status: "awaiting" });
    await core.moveEnrolment({ providerReceiverId: receiver_id, providerAccountId: account_id, confirmStatus: "confirmed" });
    expect(await show(id)).toMatchObject({ status: "pending" });
    await advance(MINUTE_MS);
    expect(await show(id)).toMatchObject({ status: "successful" });
    expect(
      events()
        .filter(({ event }) => event.startsWith("payout"))
        .map(({ event, status }) => [event, status]),
    ).toEqual([
      ["payoutCreated", "awaiting"],
      ["payoutUpdated", "pending"],
      ["payoutUpdated", "in_progress"],
      ["payoutUpdated", "successful"],
    ]);
    expect(events().some(({ event, confirm_status }) => event === "accountUpdate" && confirm_status === "confirmed")).toBe(true);
  });

  test("to somebody whose check is open ends as successful_pending_kyc, and as successful when it is done", async () => {
    const { core, receiver, bsbOf, pay, show, advance, events } = await open();
    const receiver_id = await receiver();
    const account_id = await bsbOf(receiver_id);
    await core.moveEnrolment({ providerReceiverId: receiver_id, confirmStatus: "confirmed" });
    const id = await pay({ receiver_id, account_id, amount: "100", currency: "AUD" });
    await advance(MINUTE_MS);
    expect(await show(id)).toMatchObject({ status: "successful_pending_kyc" });
    await core.moveEnrolment({ providerReceiverId: receiver_id, kycStatus: "completed" });
    expect(await show(id)).toMatchObject({ status: "successful" });
    await advance(0);
    expect(events().slice(-2)).toMatchObject([
      { event: "receiverKycUpdate", kyc_status: "1" },
      { event: "payoutUpdated", payout_id: id, status: "successful" },
    ]);
  });

  test("can be told its fate by its note", async () => {
    const { ready, pay, show, advance } = await open();
    const body = await ready();
    const ids = { unassessed: "", "fail:receiver_is_invalid": "", bounce: "", unseenStatus: "" };
    for (const sim of Object.keys(ids)) Object.assign(ids, { [sim]: await pay({ ...body, note: `sim:${sim}` }) });
    expect(await show(ids.unassessed)).toMatchObject({ status: "unassessed" });
    await advance(MINUTE_MS);
    expect(await show(ids.unassessed)).toMatchObject({ status: "successful" });
    expect(await show(ids["fail:receiver_is_invalid"])).toMatchObject({
      status: "failed",
      payout_data: { receiver_is_invalid: true, sender_is_invalid: false },
    });
    expect(await show(ids.bounce)).toMatchObject({ status: "failed", payout_data: { errors: [{ code: "SIM-PAYO-RETURNED" }] } });
    expect((await show(ids.unseenStatus)).status).not.toMatch(
      /^(awaiting|pending|unassessed|in_progress|successful|cancelled|failed|successful_pending_kyc)$/,
    );
  });

  test("that fails gives its amount back, and is told as payoutFailure", async () => {
    const { core, ready, pay, advance, get, events } = await open();
    await core.setMood({ mood: "fail:transaction_is_duplicated" });
    await pay(await ready());
    await advance(MINUTE_MS);
    expect(await get(`/balance?subaccount_id=${SUBACCOUNTS.one}`)).toMatchObject({
      body: { payload: expect.arrayContaining([{ asset: "AUD", balance: "100000", available: "100000" }]) },
    });
    expect(events().at(-1)).toMatchObject({ event: "payoutFailure", status: "failed" });
  });

  test("of history is shown in every state, also the one that nobody can bring about", async () => {
    const { core, get } = await open();
    const destination = { kind: "account", holderName: "Ada Roy", address: { kind: "bsb", bsb: "062000", accountNumber: "11223344" } };
    const item = (state: string) => ({
      reference: `CF-${state}`,
      amountMinor: "1000",
      currency: "AUD",
      state,
      bookedAt: "2026-02-01T00:00:00Z",
      destination,
    });
    const states = ["received", "inFlight", "settled", "failed", "cancelled", "returned"];
    expect(await core.bookHistory({ accountId: SUBACCOUNTS.one, items: states.map(item) })).toMatchObject({ ok: true });
    const { payload } = List.parse((await get(`/payout?subaccount_id=${SUBACCOUNTS.one}`)).body);
    expect(payload.map(({ status }) => status).sort()).toEqual(["cancelled", "failed", "failed", "in_progress", "pending", "successful"]);
    expect(payload[0]).toMatchObject({ receiver: { firstname: "Ada", lastname: "Roy" }, amount: "1000" });
    const wrong = [{ ...item("settled"), reference: "x", destination: { kind: "order", orderId: "o" } }];
    expect(await core.bookHistory({ accountId: SUBACCOUNTS.one, items: wrong })).toMatchObject({ ok: false });
  });

  test("is brought to its end by the test helper, once", async () => {
    const { ready, pay, post, show } = await open();
    const body = await ready();
    const [good, bad] = [await pay(body), await pay(body)];
    const help = (id: string, status: string, type = "payout") => post("/test-helpers/status", { id, type, status });
    expect(await help(good, "success")).toMatchObject({ status: 200, body: { statusCode: 200, message: expect.any(String) } });
    expect(await help(bad, "fail")).toMatchObject({ status: 200 });
    expect([(await show(good)).status, (await show(bad)).status]).toEqual(["successful", "failed"]);
    expect(await help(good, "fail")).toMatchObject({ status: 400 });
    expect(await help(good, "cancel")).toMatchObject({ status: 400 });
    expect(codesIn((await help("nobody", "success")).body)).toEqual(["PAYO101"]);
    expect(codesIn((await help(good, "success", "batch")).body)).toEqual(["PAYO101"]);
  });
});

describe("the list of payouts", () => {
  test("is newest first, cut by limit and lastkey, and shows nobody else's", async () => {
    const { ready, pay, get, advance } = await open();
    const body = await ready();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      await advance(MINUTE_MS);
      ids.unshift(await pay(body));
    }
    const page = async (query: string) => List.parse((await get(`/payout/?subaccount_id=${SUBACCOUNTS.one}${query}`)).body);
    const idsOf = ({ payload }: z.infer<typeof List>) => payload.map(({ id }) => id);
    const whole = await page("");
    expect(idsOf(whole)).toEqual(ids);
    expect(whole.lastkey).toBeUndefined();
    expect(whole.payload[0]).toMatchObject({ amount: "2500", fee_data: expect.not.objectContaining({ fee_value: expect.anything() }) });
    expect(whole.payload[0]).not.toHaveProperty("transactions");

    const seen: string[] = [];
    for (let lastkey: string | undefined = ""; lastkey !== undefined; ) {
      const cut: z.infer<typeof List> = await page(`&limit=2${lastkey ? `&lastkey=${encodeURIComponent(lastkey)}` : ""}`);
      seen.push(...idsOf(cut));
      lastkey = cut.lastkey;
    }
    expect(seen).toEqual(ids);
    expect(List.parse((await get(`/payout?subaccount_id=${SUBACCOUNTS.two}`, "two")).body).payload).toEqual([]);
    expect(codesIn((await get(`/payout?subaccount_id=${SUBACCOUNTS.two}`)).body)).toEqual(["SUBA101"]);
    expect(codesIn((await get("/payout")).body)).toEqual(["SUBA101"]);
  });

  test("is filtered by time and by the status's number", async () => {
    const { ready, pay, get, advance } = await open();
    const body = await ready();
    const early = await pay(body);
    await advance(HOUR_MS);
    const late = await pay(body);
    const ids = async (query: string) =>
      List.parse((await get(`/payout?subaccount_id=${SUBACCOUNTS.one}&${query}`)).body).payload.map(({ id }) => id);
    expect(await ids("from=2026-03-02 09:30")).toEqual([late]);
    expect(await ids("to=2026-03-02 09:30")).toEqual([early]);
    expect(await ids("status=4")).toEqual([early]);
    expect(await ids("status=1")).toEqual([late]);
    expect(await get(`/payout?subaccount_id=${SUBACCOUNTS.one}&from=2026-03-02T09:30Z`)).toMatchObject({ status: 400 });
  });
});

test("the subaccount answers by its id, and shows where its webhooks go", async () => {
  const { get } = await open();
  const payload = { id: SUBACCOUNTS.one, postback_url: "http://desk.test/hook" };
  for (const path of ["/subaccount", `/subaccount/${SUBACCOUNTS.one}`])
    expect(await get(path)).toMatchObject({ status: 200, body: { payload } });
  expect(codesIn((await get(`/subaccount/${SUBACCOUNTS.two}`)).body)).toEqual(["SUBA101"]);
  expect(codesIn((await get(`/balance?subaccount_id=${SUBACCOUNTS.two}`)).body)).toEqual(["SUBA101"]);
});

describe("webhooks", () => {
  test("come again after 5 and 15 minutes, 1, 6 and 24 hours of simulated time, and then no more", async () => {
    const { receiver, advance, sent } = await open({ deliverTo: () => 204 });
    await receiver();
    await advance(30 * DAY_MS);
    const gaps = sent.slice(1).map(({ at }, place) => at - (sent[place]?.at ?? 0));
    expect(gaps).toEqual([5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS]);
    expect(new Set(sent.map(({ webhook }) => webhook.body)).size).toBe(1);
  });

  test("are signed by nobody", async () => {
    const { receiver, advance, sent } = await open();
    await receiver();
    await advance(0);
    expect(sent[0]?.webhook.headers).toEqual({ "content-type": "application/json" });
  });

  test("of an account carry its number unmasked, as Ipay's do", async () => {
    const { receiver, bsbOf, advance, events } = await open();
    await bsbOf(await receiver());
    await advance(0);
    expect(events().at(-1)).toMatchObject({ event: "accountCreated", bsb: "062000", account_number: "11223344" });
  });
});

describe("what receivers do", () => {
  test("is told by a control, by id or by mailbox; what it cannot mean is said in a sentence", async () => {
    const { core, receiver, bsbOf } = await open();
    const id = await receiver();
    await bsbOf(id);
    expect(await core.moveEnrolment({ email: "KIM@example.test", becomes: "ready" })).toMatchObject({
      ok: true,
      value: { receiver: { status: "active", kycStatus: "completed" }, accounts: [{ status: "complete", confirmStatus: "confirmed" }] },
    });
    expect(await core.moveEnrolment({ providerReceiverId: "nobody" })).toMatchObject({ ok: false });
    expect(await core.moveEnrolment({ providerReceiverId: id, providerAccountId: "nobody" })).toMatchObject({ ok: false });
    expect(await core.moveEnrolment({ providerReceiverId: id, becomes: "rich" })).toMatchObject({ ok: false });
    expect(await core.moveEnrolment({})).toMatchObject({ ok: false });
  });

  test("happens by itself only where the pace says after how long", async () => {
    const stubborn = await open();
    const id = await stubborn.receiver();
    await stubborn.advance(30 * DAY_MS);
    expect(await stubborn.get(`/receiver/${id}`)).toMatchObject({ body: { payload: { kyc_status: "0" } } });

    const willing = await open({ receiverActsAfterMs: MINUTE_MS });
    const receiver_id = await willing.receiver();
    const account_id = await willing.bsbOf(receiver_id);
    await willing.advance(MINUTE_MS - 1);
    expect(await willing.get(`/receiver/${receiver_id}`)).toMatchObject({ body: { payload: { kyc_status: "0" } } });
    await willing.advance(1);
    expect(await willing.get(`/receiver/${receiver_id}`)).toMatchObject({ body: { payload: { kyc_status: "1", status: "2" } } });
    expect(await willing.get(`/receiver-account/${account_id}`)).toMatchObject({ body: { payload: { confirm_status: "confirmed" } } });
  });
});

test("what it kept outlives the process: a new one goes on where the old one was killed", async () => {
  const { core, receiver, bsbOf, pay, journal, clock, advance } = await open();
  const receiver_id = await receiver();
  const account_id = await bsbOf(receiver_id);
  await pay({ receiver_id, account_id, amount: "100", currency: "AUD", reference: "CF9" });
  await advance(DAY_MS);
  const again = ipaySimulator.start({
    now: () => clock.now,
    wallNow: () => clock.now,
    random: seededRandom(2),
    journal: memoryJournal(journal),
    origin: () => "http://simulators.test",
    sendWebhook: async () => 200,
  });
  expect(again.ledger()).toEqual(core.ledger());
  await again.moveEnrolment({ email: PERSON.email, becomes: "ready" });
  clock.now = addMs(clock.now, MINUTE_MS);
  await again.work();
  expect(again.ledger()).toMatchObject([{ reference: "CF9", state: "settled" }]);
});

test("the same seed and the same deeds make the same journal, byte by byte", async () => {
  const story = async (seed: number) => {
    const { core, ready, pay, advance, journal, sent, post } = await open({ seed });
    const body = await ready();
    await post("/receiver-account/usd/virtual-card", { receiver_id: body.receiver_id });
    await core.setMood({ mood: ["webhooksShuffled", "bounce"], probability: 0.5 });
    for (let count = 0; count < 10; count += 1) await pay(body);
    await advance(DAY_MS);
    return JSON.stringify([journal, sent]);
  };
  expect(await story(7)).toBe(await story(7));
  expect(await story(7)).not.toBe(await story(8));
});

function luhn(digit: number, place: number): number {
  const value = place % 2 === 1 ? digit * 2 : digit;
  return value > 9 ? value - 9 : value;
}
