import { expect, test } from "vitest";
import * as z from "zod";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { forgetRequests } from "@/lib/operations/api-requests/forget-requests";
import { noteRequest } from "@/lib/operations/api-requests/note-request";
import { listApiRequests } from "@/lib/queries/list-api-requests";
import { aConnection } from "@/lib/testing/factories";
import { aRestShop } from "@/lib/testing/rest-shop";
import * as payoutDoor from "./payouts/[payoutId]/route";
import * as payoutsDoor from "./payouts/route";

const none = { params: Promise.resolve({}) };
const ORDER = {
  connection: "main",
  amountMinor: 12_500,
  currency: "EUR",
  to: { type: "inline", name: "Anna Schmidt", account: { kind: "iban", iban: "DE89370400440532013000" } },
  reference: "INV-7",
};

async function aShop() {
  const shop = await aRestShop();
  await aConnection(db(), { merchant: shop.merchant, name: "main" });
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    payoutsDoor.POST(shop.call("POST", "/payouts", { body, "idempotency-key": "key-1", ...headers }), none);
  const read = (payoutId: string) => payoutDoor.GET(shop.call("GET", `/payouts/${payoutId}`), { params: Promise.resolve({ payoutId }) });
  const rows = async (question: Partial<Parameters<typeof listApiRequests>[1]> = {}) =>
    (await listApiRequests(shop.merchant.id, { show: "all", ...question })).rows;
  return { ...shop, post, read, rows };
}

test("every request of a key is written down under the id that its answer carries, and how it ended", async () => {
  const { apiKeyId, post, read, rows } = await aShop();
  const made = await post(ORDER, { "x-forwarded-for": "198.51.100.7" });
  const { id } = z.object({ id: z.string() }).parse(await made.json());
  const again = await post(ORDER);
  const bad = await post({ ...ORDER, amountMinor: 0 });
  const found = await read(id);

  const idOf = (response: Response) => response.headers.get("x-request-id");
  const of = new Map((await rows()).map((row) => [row.id, row]));
  expect([...of.keys()].sort()).toEqual([made, again, bad, found].map(idOf).sort());
  expect(of.get(idOf(made) ?? "")).toMatchObject({
    ...{ apiKeyId, keyName: "shop", method: "POST", path: "/payouts", status: 201, problemCode: null },
    ...{ hasIdempotencyKey: true, isReplayed: false, subjectId: id, address: "198.51.100.7" },
  });
  expect(of.get(idOf(again) ?? "")).toMatchObject({ status: 201, isReplayed: true, subjectId: id });
  expect(of.get(idOf(bad) ?? "")).toMatchObject({ status: 422, problemCode: "invalidInput" });
  expect(of.get(idOf(found) ?? "")).toMatchObject({ method: "GET", path: "/payouts/{payoutId}", subjectId: id, hasIdempotencyKey: false });
});

test("holds neither the body nor a key", async () => {
  const { merchant, key, post } = await aShop();
  await post(ORDER, { "idempotency-key": "order-of-anna" });
  const text = JSON.stringify(await db().apiRequest.findMany({ where: { merchantId: merchant.id } }));
  for (const secret of ["Schmidt", "3000", "order-of-anna", key.slice(9)]) expect(text).not.toContain(secret);
});

test("is found by request id, payout id or idempotency key, by status and by key, and never by another merchant", async () => {
  const [mine, theirs] = [await aShop(), await aShop()];
  const made = await mine.post(ORDER);
  await mine.read("nothing");
  const { id } = z.object({ id: z.string() }).parse(await made.json());
  for (const text of [made.headers.get("x-request-id") ?? "", id, "key-1"]) {
    expect((await mine.rows({ text })).map(({ subjectId }) => subjectId)).toEqual([id]);
    expect(await theirs.rows({ text })).toEqual([]);
  }
  expect((await mine.rows({ show: "refused" })).map(({ status }) => status)).toEqual([404]);
  expect((await mine.rows({ show: "changes" })).map(({ method }) => method)).toEqual(["POST"]);
  expect(await mine.rows({ show: "failed" })).toEqual([]);
  expect(await mine.rows({ apiKeyId: theirs.apiKeyId })).toEqual([]);
  expect(await theirs.rows({ apiKeyId: mine.apiKeyId })).toEqual([]);
});

test("that it cannot be written changes nothing for whoever asked", async () => {
  const { merchant } = await aShop();
  const note = {
    id: "req_x",
    merchantId: merchant.id,
    apiKeyId: "key_nobody",
    at: new Date(),
    method: "GET",
    path: "/payouts",
    status: 200,
  };
  const rest = {
    durationMs: 1,
    problemCode: null,
    idempotencyKey: null,
    isReplayed: false,
    withOldSecret: false,
    subjectId: null,
    address: null,
  };
  await expect(noteRequest({ ...note, ...rest })).resolves.toBeUndefined();
});

test("is kept for a bounded time: changes and refusals longer than what only read; and is not altered meanwhile", async () => {
  const { merchant, post, read, rows } = await aShop();
  const { id } = z.object({ id: z.string() }).parse(await (await post(ORDER)).json());
  await read(id);
  await read("nothing");
  await expect(db().apiRequest.updateMany({ where: { merchantId: merchant.id }, data: { status: 200 } })).rejects.toThrow(/append-only/);
  await forgetRequests(addMs(new Date(), 8 * DAY_MS));
  expect((await rows()).map(({ method, status }) => `${method} ${status}`).sort()).toEqual(["GET 404", "POST 201"]);
  await forgetRequests(addMs(new Date(), 31 * DAY_MS));
  expect(await rows()).toEqual([]);
});
