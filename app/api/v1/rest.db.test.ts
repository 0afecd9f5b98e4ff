import { NextRequest } from "next/server";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { formatPayoutNumber } from "@/lib/base/id";
import { DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { ALL_API_SCOPES, type ApiScope } from "@/lib/domain/access/permissions";
import { RestPaymentSource } from "@/lib/domain/rest/payment-source";
import { RestPayout } from "@/lib/domain/rest/payout";
import { Problem } from "@/lib/domain/rest/problem";
import { forgetAnswers } from "@/lib/operations/idempotency/forget-answers";
import { verifyReceipt } from "@/lib/operations/receipts/verify-receipt";
import { aConnection } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { aRestShop } from "@/lib/testing/rest-shop";
import * as nowhere from "./[...rest]/route";
import * as connectionsDoor from "./connections/route";
import * as sourceDoor from "./payment-sources/[paymentSourceId]/route";
import * as sourcesDoor from "./payment-sources/route";
import * as cancelDoor from "./payouts/[payoutId]/cancel/route";
import * as receiptDoor from "./payouts/[payoutId]/receipt/route";
import * as payoutDoor from "./payouts/[payoutId]/route";
import * as timelineDoor from "./payouts/[payoutId]/timeline/route";
import * as payoutsDoor from "./payouts/route";
import * as accountsDoor from "./receivers/[receiverId]/accounts/route";
import * as receiversDoor from "./receivers/route";

const none = { params: Promise.resolve({}) };
const at = (payoutId: string) => ({ params: Promise.resolve({ payoutId }) });

async function aShop({ scopes = ALL_API_SCOPES }: { scopes?: readonly ApiScope[] } = {}) {
  const shop = await aRestShop({ scopes });
  const { merchant, call } = shop;
  const connection = await aConnection(db(), { merchant, provider: "truelayer", name: "main" });
  const post = (body: unknown, key: string = crypto.randomUUID()) =>
    payoutsDoor.POST(call("POST", "/payouts", { body, "idempotency-key": key }), none);
  const list = (query: string) => payoutsDoor.GET(call("GET", `/payouts${query}`), none);
  return { ...shop, connection, post, list };
}

type Shop = Awaited<ReturnType<typeof aShop>>;

const ORDER = {
  connection: "main",
  amountMinor: 12_500,
  currency: "EUR",
  to: { type: "inline", name: "Anna Schmidt", account: { kind: "iban", iban: "DE89 3704 0044 0532 0130 00" } },
  reference: "INV-7",
  metadata: { order: "7" },
};

async function payoutOf(response: Response) {
  return RestPayout.parse(await response.json());
}

async function problemOf(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

const Page = z.object({ items: z.array(RestPayout), nextCursor: z.string().nullable() });

describe("every call", () => {
  test("says how many are left, and is refused with when to come back once they are used up", async () => {
    const { list, call } = await aShop();
    const first = await list("");
    expect(first.headers.get("ratelimit-policy")).toBe('"key";q=6000;w=60');
    expect(first.headers.get("ratelimit")).toMatch(/^"key";r=5999;t=(60|59)$/);
    await db().rateLimit.updateMany({ data: { points: 5_999 } });
    expect((await list("")).headers.get("ratelimit")).toMatch(/^"key";r=0;t=\d+$/);
    const refused = await list("");
    expect(await problemOf(refused)).toMatchObject({ status: 429, code: "tooManyRequests" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    // A deed past the limit is not begun: the same request is good once there are turns again.
    const submit = () => payoutsDoor.POST(call("POST", "/payouts", { body: ORDER, "idempotency-key": "paced" }), none);
    expect((await submit()).status).toBe(429);
    await db().rateLimit.updateMany({ data: { expire: BigInt(Date.now() - 1) } });
    const done = await submit();
    expect(done.status).toBe(201);
    expect(done.headers.get("idempotent-replayed")).toBeNull();
  });

  test("of another key has turns of its own", async () => {
    const [one, other] = [await aShop(), await aShop()];
    await one.list("");
    await db().rateLimit.updateMany({ data: { points: 6_000 } });
    expect([(await one.list("")).status, (await other.list("")).status]).toEqual([429, 200]);
  });
});

describe("POST /payouts", () => {
  test("makes a payout that waits for a person", async () => {
    const { post } = await aShop();
    const response = await post(ORDER);
    expect(response.status).toBe(201);
    const payout = await payoutOf(response);
    expect(response.headers.get("location")).toBe(`/api/v1/payouts/${payout.id}`);
    expect(response.headers.get("idempotent-replayed")).toBeNull();
    expect(payout).toMatchObject({ state: "awaitingApproval", amountMinor: 12_500, source: "api", loop: "open", metadata: { order: "7" } });
    expect(payout.receiver.accountMasked).toBe("DE•• •••• 3000");
  });

  test("needs no person up to the policy's limit, and takes digits", async () => {
    const { post } = await aShop();
    expect(await payoutOf(await post({ ...ORDER, amountMinor: "10000" }))).toMatchObject({ state: "approved", neededCheckers: 0 });
  });

  test("replays the first answer to the same body, however it is written, and refuses another", async () => {
    const { merchant, post } = await aShop();
    const first = await post(ORDER, "key-1");
    const text = await first.text();
    const reordered = Object.fromEntries(Object.entries(ORDER).reverse());
    const again = await post(reordered, "key-1");
    expect([again.status, again.headers.get("idempotent-replayed"), await again.text()]).toEqual([201, "true", text]);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));

    const other = await post({ ...ORDER, amountMinor: 12_501 }, "key-1");
    expect(await problemOf(other)).toMatchObject({ status: 422, code: "keyReused" });
    expect(await db().payout.count({ where: { merchantId: merchant.id } })).toBe(1);
  });

  test("makes one payout of twenty requests at once", async () => {
    const { merchant, post } = await aShop();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(ORDER, "key-1")));
    expect(answers.map(({ status }) => status).filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    expect(await db().payout.count({ where: { merchantId: merchant.id } })).toBe(1);
    expect((await post(ORDER, "key-1")).status).toBe(201);
  });

  test("makes no second payout when it died between the payout and its answer", async () => {
    const { merchant, post } = await aShop();
    const first = await payoutOf(await post(ORDER, "key-1"));
    const hourAgo = new Date(Date.now() - 3_600_000);
    await db().idempotencyRecord.updateMany({
      where: { merchantId: merchant.id },
      data: { responseStatus: null, responseBody: null, answeredAt: null, createdAt: hourAgo },
    });
    const again = await post(ORDER, "key-1");
    expect([again.status, (await payoutOf(again)).id]).toEqual([201, first.id]);
    expect(await db().payout.count({ where: { merchantId: merchant.id } })).toBe(1);
  });

  test("keeps a refusal for good, and tries again what may have passed", async () => {
    const { merchant, post } = await aShop();
    const refused = await post({ ...ORDER, currency: "JPY" }, "key-1");
    expect(await problemOf(refused)).toMatchObject({ status: 422, code: "currencyMismatch", errors: { currency: [expect.any(String)] } });
    expect((await post({ ...ORDER, currency: "JPY" }, "key-1")).headers.get("idempotent-replayed")).toBe("true");

    await db().connection.updateMany({ where: { merchantId: merchant.id }, data: { state: "disabled" } });
    expect(await problemOf(await post(ORDER, "key-2"))).toMatchObject({ status: 409, code: "connectionUnavailable" });
    await db().connection.updateMany({ where: { merchantId: merchant.id }, data: { state: "active" } });
    expect((await post(ORDER, "key-2")).status).toBe(201);
  });

  test.each([
    ["to.account.iban", { ...ORDER, to: { ...ORDER.to, account: { kind: "iban", iban: "DE00 3704" } } }],
    ["amountMinor", { ...ORDER, amountMinor: 12.5 }],
    ["amountMinor", { ...ORDER, amountMinor: -1 }],
    ["amountMinor", { ...ORDER, amountMinor: 0 }],
    ["amountMinor", { ...ORDER, amountMinor: 2 ** 53 }],
    ["amountMinor", { ...ORDER, amountMinor: "12.50" }],
    ["currency", { ...ORDER, currency: "XXX" }],
    ["reference", { ...ORDER, reference: " " }],
    ["amount", { ...ORDER, amount: 1 }],
    ["to.amount", { ...ORDER, to: { ...ORDER.to, amount: 1 } }],
    ["to.account.bic", { ...ORDER, to: { ...ORDER.to, account: { ...ORDER.to.account, bic: "X" } } }],
    ["to.type", { ...ORDER, to: { type: "cash" } }],
    ["", []],
  ])("names %j as what needs changing", async (path, body) => {
    const { merchant, post } = await aShop();
    const problem = await problemOf(await post(body));
    expect([problem.status, problem.code]).toEqual([422, "invalidInput"]);
    expect(Object.keys(problem.errors ?? {})).toContain(path);
    expect(await db().idempotencyRecord.count({ where: { merchantId: merchant.id } })).toBe(0);
  });

  test("says what is wrong on the wire", async () => {
    const { call } = await aShop();
    const send = (init: Parameters<typeof call>[2]) => payoutsDoor.POST(call("POST", "/payouts", init), none);
    expect(await problemOf(await send({ body: ORDER }))).toMatchObject({ status: 400, code: "idempotencyKeyMissing" });
    expect(await problemOf(await send({ body: ORDER, "idempotency-key": "é" }))).toMatchObject({ code: "idempotencyKeyInvalid" });
    expect(await problemOf(await send({ body: "{", "idempotency-key": "k" }))).toMatchObject({ status: 400, code: "malformedJson" });
    expect(await problemOf(await send({ body: ORDER, "content-type": "text/plain" }))).toMatchObject({ status: 415 });
    expect(await problemOf(await send({ body: { ...ORDER, reference: "x".repeat(70_000) } }))).toMatchObject({ status: 413 });
    expect(await problemOf(await send({ body: ORDER, "content-length": "99999999" }))).toMatchObject({ status: 413 });
  });

  test("takes nothing from another merchant", async () => {
    const [mine, theirs] = [await aShop(), await aShop()];
    const { account } = await aReceiverWithAccount(db(), { merchant: theirs.merchant });
    const toTheirs = { ...ORDER, to: { type: "receiverAccount", receiverAccountId: account.id } };
    expect(await problemOf(await mine.post(toTheirs))).toMatchObject({ status: 404, code: "notFound" });
    expect(await problemOf(await mine.post({ ...ORDER, connection: theirs.connection.id }))).toMatchObject({
      status: 404,
      code: "notFound",
    });
  });
});

describe("GET /payouts", () => {
  test("turns the pages newest first, each payout once", async () => {
    const { merchant, connection, list } = await aShop();
    for (let made = 0; made < 7; made += 1) await aPayout(db(), { merchant, connection });
    const seen: RestPayout[] = [];
    let query = "?limit=3";
    for (let page = 0; page < 3; page += 1) {
      const { items, nextCursor } = Page.parse(await (await list(query)).json());
      seen.push(...items);
      query = `?limit=3&cursor=${nextCursor}`;
      expect(nextCursor === null).toBe(page === 2);
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(7);
    expect(seen.map(({ createdAt }) => createdAt)).toEqual(
      seen
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    );
  });

  test("narrows by several states at once", async () => {
    const { merchant, connection, list } = await aShop();
    for (const state of ["settled", "failed", "inFlight"] as const) await aPayout(db(), { merchant, connection, state });
    const { items } = Page.parse(await (await list("?state=settled&state=failed")).json());
    expect(items.map(({ state }) => state).sort()).toEqual(["failed", "settled"]);
  });

  test.each([
    ["sate", "?sate=failed"],
    ["state", "?state=lost"],
    ["limit", "?limit=201"],
    ["limit", "?limit=0"],
    ["cursor", "?cursor=!"],
    ["from", "?from=yesterday"],
    ["reference", "?reference=a&reference=b"],
  ])("refuses what it cannot use instead of answering something else: %s", async (name, query) => {
    const { list } = await aShop();
    const problem = await problemOf(await list(query));
    expect([problem.status, Object.keys(problem.errors ?? {})]).toEqual([400, [name]]);
  });
});

describe("one payout", () => {
  test("is read, told and stopped by its merchant, and not found by another", async () => {
    const [mine, theirs] = [await aShop(), await aShop()];
    const { id } = await payoutOf(await mine.post(ORDER));
    const path = `/payouts/${id}`;
    for (const { shop, status } of [
      { shop: theirs, status: 404 },
      { shop: mine, status: 200 },
    ]) {
      expect((await payoutDoor.GET(shop.call("GET", path), at(id))).status).toBe(status);
      expect((await timelineDoor.GET(shop.call("GET", `${path}/timeline`), at(id))).status).toBe(status);
      expect((await cancelDoor.POST(shop.call("POST", `${path}/cancel`), at(id))).status).toBe(status);
    }
    expect(await payoutOf(await payoutDoor.GET(mine.call("GET", path), at(id)))).toMatchObject({ state: "discarded" });
    const again = await cancelDoor.POST(mine.call("POST", `${path}/cancel`, { body: {} }), at(id));
    expect(await problemOf(again)).toMatchObject({ status: 409, code: "tooLate" });
  });

  test("has a receipt whose code anybody can check, the same while nothing has changed, and who took it is on record", async () => {
    const [mine, theirs] = [await aShop(), await aShop()];
    const { id, number } = await payoutOf(await mine.post(ORDER));
    const take = (shop: Shop) => receiptDoor.GET(shop.call("GET", `/payouts/${id}/receipt`), at(id));
    const [first, again] = [await take(mine), await take(mine)];
    expect([first.status, first.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(first.headers.get("content-disposition")).toContain(formatPayoutNumber(number));
    const file = new Uint8Array(await first.arrayBuffer());
    expect(Buffer.compare(file, new Uint8Array(await again.arrayBuffer()))).toBe(0);
    const { text } = await extractText(await getDocumentProxy(file), { mergePages: true });
    const code = /(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}/.exec(text)?.[0] ?? "";
    expect(await verifyReceipt({ code, ipAddress: "2001:db8::7" })).toMatchObject({ kind: "known", amount: { currency: "EUR" } });
    expect((await take(theirs)).status).toBe(404);
    const noted = await db().auditEntry.findMany({ where: { merchantId: mine.merchant.id, event: "payout.receiptTaken", subjectId: id } });
    expect(noted.map(({ actorKind }) => actorKind)).toEqual(["apiKey", "apiKey"]);
  });

  test("tells its story newest first", async () => {
    const { post, call } = await aShop();
    const { id } = await payoutOf(await post({ ...ORDER, amountMinor: 100 }));
    const story = z
      .object({ items: z.array(z.object({ event: z.string() })) })
      .parse(await (await timelineDoor.GET(call("GET", ""), at(id))).json());
    expect(story.items.map(({ event }) => event)).toEqual(["approve", "submit"]);
  });
});

describe("the key", () => {
  const doors = [
    { name: "list payouts", scope: "payouts:read", open: (call: Caller) => payoutsDoor.GET(call("GET", "/payouts"), none) },
    { name: "make a payout", scope: "payouts:write", open: (call: Caller) => payoutsDoor.POST(call("POST", "/payouts"), none) },
    { name: "read a payout", scope: "payouts:read", open: (call: Caller) => payoutDoor.GET(call("GET", "/payouts/x"), at("x")) },
    {
      name: "read a timeline",
      scope: "payouts:read",
      open: (call: Caller) => timelineDoor.GET(call("GET", "/payouts/x/timeline"), at("x")),
    },
    {
      name: "take a receipt",
      scope: "payouts:read",
      open: (call: Caller) => receiptDoor.GET(call("GET", "/payouts/x/receipt"), at("x")),
    },
    { name: "cancel", scope: "payouts:write", open: (call: Caller) => cancelDoor.POST(call("POST", "/payouts/x/cancel"), at("x")) },
    { name: "list connections", scope: "connections:read", open: (call: Caller) => connectionsDoor.GET(call("GET", "/connections"), none) },
    { name: "list receivers", scope: "receivers:read", open: (call: Caller) => receiversDoor.GET(call("GET", "/receivers"), none) },
    { name: "add a receiver", scope: "receivers:write", open: (call: Caller) => receiversDoor.POST(call("POST", "/receivers"), none) },
  ] as const;
  type Caller = Awaited<ReturnType<typeof aShop>>["call"];

  test.each(doors)("opens “$name” with $scope and with nothing else", async ({ scope, open }) => {
    for (const one of ALL_API_SCOPES) {
      const { call } = await aShop({ scopes: [one] });
      const { status } = await open(call);
      expect(status === 403, `${one}: ${status}`).toBe(one !== scope);
    }
  });

  test.each(doors)("is asked for by “$name”", async ({ open }) => {
    const response = await open((method, path) => new NextRequest(`http://localhost:3000/api/v1${path}`, { method }));
    expect(await problemOf(response)).toMatchObject({ status: 401, code: "unauthenticated" });
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
  });
});

test("connections say what they can do, and no secret", async () => {
  const { call, connection } = await aShop();
  const response = await connectionsDoor.GET(call("GET", "/connections"), none);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ items: [{ id: connection.id, name: "main", closedLoop: "paymentSource" }], nextCursor: null });
  expect(text).not.toMatch(/sealed|secret/i);
});

test("a receiver is added and listed with the account's number hidden", async () => {
  const { call } = await aShop();
  const account = { holderName: "Anna Schmidt", address: ORDER.to.account };
  const made = await receiversDoor.POST(call("POST", "/receivers", { body: { kind: "person", name: "Anna Schmidt", account } }), none);
  expect(made.status).toBe(201);
  const { id } = z.object({ id: z.string() }).parse(await made.json());
  const second = { holderName: "Anna Schmidt", address: { kind: "sortCode", sortCode: "20-00-00", accountNumber: "55779911" } };
  const params = { params: Promise.resolve({ receiverId: id }) };
  expect((await accountsDoor.POST(call("POST", "", { body: second }), params)).status).toBe(201);
  expect((await accountsDoor.POST((await aShop()).call("POST", "", { body: second }), params)).status).toBe(404);

  const text = await (await receiversDoor.GET(call("GET", "/receivers"), none)).text();
  expect(text).toContain("••-••-•• ••••9911");
  expect(text).toContain("DE•• •••• 3000");
  expect(text).not.toContain("0532013000");
});

describe("a key where none has to be", () => {
  const add = (shop: Shop, body: unknown, key: string) =>
    receiversDoor.POST(shop.call("POST", "/receivers", { body, "idempotency-key": key }), none);
  const account = { holderName: "Anna Schmidt", address: ORDER.to.account };
  const ANNA = { kind: "person", name: "Anna Schmidt", account };

  test("adds a receiver once of ten requests at once, and answers the rest with the same", async () => {
    const shop = await aShop();
    const answers = await Promise.all(Array.from({ length: 10 }, () => add(shop, ANNA, "key-1")));
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    const again = await add(shop, ANNA, "key-1");
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
    const { id } = z.object({ id: z.string() }).parse(await again.json());
    expect(again.headers.get("location")).toBe(`/api/v1/receivers/${id}`);
    expect(await db().receiver.count({ where: { merchantId: shop.merchant.id } })).toBe(1);
    expect(await problemOf(await add(shop, { ...ANNA, name: "Bruno" }, "key-1"))).toMatchObject({ status: 422, code: "keyReused" });
  });

  test("adds no second receiver and no second account when it died between the deed and its answer", async () => {
    const shop = await aShop();
    const first = z.object({ id: z.string() }).parse(await (await add(shop, ANNA, "key-1")).json());
    const params = { params: Promise.resolve({ receiverId: first.id }) };
    const second = { holderName: "Anna Schmidt", address: { kind: "sortCode", sortCode: "20-00-00", accountNumber: "55779911" } };
    const addAccount = () => accountsDoor.POST(shop.call("POST", "/x", { body: second, "idempotency-key": "key-2" }), params);
    await addAccount();
    await db().idempotencyRecord.updateMany({
      where: { merchantId: shop.merchant.id },
      data: { responseStatus: null, responseBody: null, answeredAt: null, createdAt: new Date(Date.now() - 3_600_000) },
    });
    expect(await (await add(shop, ANNA, "key-1")).json()).toMatchObject({ id: first.id });
    expect((await addAccount()).status).toBe(201);
    expect(await db().receiver.count({ where: { merchantId: shop.merchant.id } })).toBe(1);
    expect(await db().receiverAccount.count({ where: { merchantId: shop.merchant.id } })).toBe(2);
  });

  test("lets whoever lost the answer to a cancellation hear it again", async () => {
    const shop = await aShop();
    const { id } = await payoutOf(await shop.post(ORDER));
    const cancel = () => cancelDoor.POST(shop.call("POST", `/payouts/${id}/cancel`, { "idempotency-key": "stop-1" }), at(id));
    const first = await cancel();
    const again = await cancel();
    expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([200, 200, "true"]);
    expect(await again.text()).toBe(await first.text());
  });
});

test("a key whose answer is forgotten stays spent", async () => {
  const { merchant, post } = await aShop();
  await post(ORDER, "key-1");
  expect(await forgetAnswers(new Date(Date.now() + 29 * DAY_MS))).toBe(0);
  await forgetAnswers(new Date(Date.now() + 31 * DAY_MS));
  expect(await problemOf(await post(ORDER, "key-1"))).toMatchObject({ status: 409, code: "keyExpired" });
  expect(await db().payout.count({ where: { merchantId: merchant.id } })).toBe(1);
  const kept = await db().idempotencyRecord.findMany({ where: { merchantId: merchant.id } });
  expect(JSON.stringify(kept)).not.toContain("Schmidt");
});

test("every answer has a name to quote it by, and what went wrong says it in its body", async () => {
  const { call, post } = await aShop();
  const [good, bad] = [await post(ORDER), await post({})];
  expect(good.headers.get("x-request-id")).toMatch(/^req_/);
  expect((await problemOf(bad)).requestId).toBe(bad.headers.get("x-request-id"));
  const lost = await nowhere.GET();
  expect((await problemOf(lost)).requestId).toBe(lost.headers.get("x-request-id"));
  expect((await payoutsDoor.OPTIONS()).headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  expect(await problemOf(await payoutDoor.GET(call("GET", "/payouts/x"), at("a\u0000")))).toMatchObject({ status: 404 });
});

test("a key that may not is told which scope it needs", async () => {
  const { call } = await aShop({ scopes: ["payouts:read"] });
  const refused = await payoutsDoor.POST(call("POST", "/payouts", { body: ORDER }), none);
  expect(await problemOf(refused)).toMatchObject({ status: 403, detail: expect.stringContaining("payouts:write") });
  expect(refused.headers.get("www-authenticate")).toContain('scope="payouts:write"');
});

describe("accounts that paid in", () => {
  const SOURCE = {
    connection: "main",
    sourceId: "6C1F7A52-8E0B-4F63-9A5D-1F2B3C4D5E6F",
    userId: "u-1",
    orderReference: "Basket 7",
    holderEmail: "ruth@klein.test",
    account: { kind: "iban", iban: "DE89 3704 0044 0532 0130 00" },
    currency: "EUR",
    paidInMinor: 4_000,
  };

  test("told twice are one; a payout takes from it, and the list tells what is left", async () => {
    const { call, post } = await aShop();
    const tell = (more: object = {}) => sourcesDoor.POST(call("POST", "/payment-sources", { body: { ...SOURCE, ...more } }), none);
    const first = await tell();
    expect(first.status).toBe(201);
    const source = RestPaymentSource.parse(await first.json());
    expect(source).toMatchObject({ returnableMinor: 4_000, amountsFrom: "merchant", accountMasked: "DE•• •••• 3000" });
    const again = await tell({ orderReference: "Basket 8" });
    expect([again.status, RestPaymentSource.parse(await again.json()).id]).toEqual([200, source.id]);

    const to = { type: "paymentSource", userId: source.userId, paymentSourceId: source.sourceId };
    expect((await post({ ...ORDER, amountMinor: 2_500, to })).status).toBe(201);
    expect(await problemOf(await post({ ...ORDER, amountMinor: 1_501, to }))).toMatchObject({ code: "overReturnable" });

    for (const name of ["Basket 7", "Basket 8", source.sourceId]) {
      const query = new URLSearchParams({ name });
      const listed = await (await sourcesDoor.GET(call("GET", `/payment-sources?${query}`), none)).json();
      expect(listed).toMatchObject({ items: [{ id: source.id, reservedMinor: 2_500, returnableMinor: 1_500 }], nextCursor: null });
    }
  });

  test("belong to one merchant, and only a key with the scope may tell of them", async () => {
    const [mine, other] = [await aShop(), await aShop({ scopes: ["receivers:read"] })];
    const told = await sourcesDoor.POST(mine.call("POST", "/payment-sources", { body: SOURCE }), none);
    const { id } = RestPaymentSource.parse(await told.json());
    const params = { params: Promise.resolve({ paymentSourceId: id }) };
    expect((await sourceDoor.GET(mine.call("GET", `/payment-sources/${id}`), params)).status).toBe(200);
    expect((await sourceDoor.GET(other.call("GET", `/payment-sources/${id}`), params)).status).toBe(404);
    expect((await sourcesDoor.POST(other.call("POST", "/payment-sources", { body: SOURCE }), none)).status).toBe(403);
  });

  test("what is misspelt or makes no sense is named", async () => {
    const { call } = await aShop();
    const tell = (body: object) => sourcesDoor.POST(call("POST", "/payment-sources", { body }), none);
    expect(await problemOf(await tell({ ...SOURCE, payedIn: 1 }))).toMatchObject({ status: 422 });
    expect(await problemOf(await tell({ ...SOURCE, userId: undefined }))).toMatchObject({
      code: "invalidInput",
      errors: { userId: [expect.any(String)] },
    });
    expect(await problemOf(await tell({ ...SOURCE, currency: "AUD" }))).toMatchObject({ code: "currencyMismatch" });
    expect(await problemOf(await tell({ ...SOURCE, connection: "gone" }))).toMatchObject({ code: "notFound" });
  });
});
