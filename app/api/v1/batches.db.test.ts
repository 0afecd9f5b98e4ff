import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { RestBatch } from "@/lib/domain/rest/batch";
import { makeBatchPayouts } from "@/lib/operations/batches/make-batch-payouts";
import { aConnection } from "@/lib/testing/factories";
import { aRestShop } from "@/lib/testing/rest-shop";
import * as batchDoor from "./batches/[batchId]/route";
import * as submitDoor from "./batches/[batchId]/submit/route";
import * as batchesDoor from "./batches/route";
import * as payoutsDoor from "./payouts/route";

const none = { params: Promise.resolve({}) };
const at = (batchId: string) => ({ params: Promise.resolve({ batchId }) });
const FILE = [
  "name,iban,amount,currency,reference",
  "Anna Schmidt,DE89370400440532013000,10.00,EUR,R-1",
  "Bruno Klein,DE00370400440532013000,20.00,EUR,R-2",
  "Carla Roux,FR1420041010050500013M02606,30.00,EUR,R-3",
].join("\n");

async function aShop() {
  const shop = await aRestShop();
  await aConnection(db(), { merchant: shop.merchant });
  const open = async (key = crypto.randomUUID()) =>
    batchesDoor.POST(
      shop.call("POST", "/batches?name=payroll.csv", { body: FILE, "content-type": "text/csv", "idempotency-key": key }),
      none,
    );
  const read = async (batchId: string) => batchDoor.GET(shop.call("GET", `/batches/${batchId}`), at(batchId));
  const submit = (batchId: string, body: unknown, key = "go-1") =>
    submitDoor.POST(shop.call("POST", `/batches/${batchId}/submit`, { body, "idempotency-key": key }), at(batchId));
  return { ...shop, open, read, submit };
}

test("a file is read, told back without its account numbers, and submitted once as it was seen", async () => {
  const { merchant, call, open, read, submit } = await aShop();
  const opened = await open("file-1");
  const text = await opened.text();
  expect([opened.status, text.includes("0532013000")]).toEqual([201, false]);
  const batch = RestBatch.parse(JSON.parse(text));
  expect(batch).toMatchObject({
    name: "payroll.csv",
    state: "open",
    rows: { ready: 2, faulty: 1 },
    troubled: [{ line: 3, reference: "R-2" }],
  });
  expect(batch.ready).toMatchObject([{ currency: "EUR", rows: 2, amountMinor: 4_000 }]);
  expect((await open("file-1")).headers.get("idempotent-replayed")).toBe("true");
  expect(await db().batch.count({ where: { merchantId: merchant.id } })).toBe(1);

  const { id, revision } = batch;
  expect((await submit(id, { revision, rows: 3 }, "go-0")).status).toBe(409);
  const answers = await Promise.all(Array.from({ length: 5 }, () => submit(id, { revision, rows: 2 })));
  expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([]);
  const again = await submit(id, { revision, rows: 2 });
  expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
  expect(await db().batchSubmission.count({ where: { merchantId: merchant.id } })).toBe(1);

  await makeBatchPayouts({ batchId: id });
  expect(await (await read(id)).json()).toMatchObject({ rows: { made: 2, ready: 0, faulty: 1 } });
  const listed = await payoutsDoor.GET(call("GET", `/payouts?batchId=${id}`), none);
  expect(await listed.json()).toMatchObject({ items: [{ source: "batch" }, { source: "batch" }], nextCursor: null });
  const others = await payoutsDoor.GET(call("GET", "/payouts?batchId=bat_other"), none);
  expect(await others.json()).toMatchObject({ items: [] });
});

test("a batch of another merchant is not found", async () => {
  const [mine, theirs] = [await aShop(), await aShop()];
  const { id, revision } = RestBatch.parse(await (await mine.open()).json());
  expect((await theirs.read(id)).status).toBe(404);
  expect((await theirs.submit(id, { revision, rows: 2 })).status).toBe(404);
});
