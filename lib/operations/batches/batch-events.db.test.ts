import { expect, test } from "vitest";
import { rehearseCrashes } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import { RestBatchEvent } from "@/lib/domain/rest/event";
import { readApiBatch } from "@/lib/queries/read-api-batch";
import { anEndpoint } from "@/lib/testing/endpoint-factory";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { makeBatchPayouts } from "./make-batch-payouts";
import { openBatch } from "./open-batch";
import { readBatchFile } from "./read-batch-file";
import { submitBatch } from "./submit-batch";

const HEADER = "name,iban,amount,currency,reference";
const bytesOf = (...lines: readonly string[]) => new TextEncoder().encode(`${lines.join("\n")}\n`);
const linesOf = (count: number) => Array.from({ length: count }, (_, at) => `Person ${at},DE89370400440532013000,${at + 1}.00,EUR,R-${at}`);

async function aDesk() {
  const merchant = await aMerchant(db());
  await aConnection(db(), { merchant });
  return { merchant, maker: actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant) };
}

async function open(maker: Parameters<typeof openBatch>[0], bytes: Uint8Array): Promise<string> {
  const opened = await openBatch(maker, { bytes, name: "payroll.csv" });
  if (!opened.ok) throw new Error(opened.error.sentence);
  return opened.value.batchId;
}

async function toldOf(batchId: string) {
  const events = await db().endpointEvent.findMany({ where: { batchId }, orderBy: { sequence: "asc" } });
  return events.map(({ body }) => RestBatchEvent.parse(JSON.parse(body)));
}

test("a merchant's systems hear when a file is read, submitted and made, each once whatever is killed, as the REST door would have shown it", async () => {
  const { merchant, maker } = await aDesk();
  await anEndpoint(db(), { merchant, types: ["batch.read", "batch.submitted", "batch.completed"] });
  const batchId = await open(maker, bytesOf(HEADER, ...linesOf(2), "Nobody,,1.00,EUR,R-9"));
  expect(await toldOf(batchId)).toMatchObject([{ type: "batch.read", sequence: 1, data: { rows: { ready: 2, faulty: 1 } } }]);

  const { revision } = await db().batch.findUniqueOrThrow({ where: { id: batchId } });
  await submitBatch(maker, { batchId, submissionId: newId("batchSubmission"), revision, rows: 2 });
  for (let nth = 1, survived = false; !survived; nth += 1) {
    let passed = 0;
    const rehearsal = rehearseCrashes(() => {
      passed += 1;
      return passed === nth;
    });
    survived = await makeBatchPayouts({ batchId }).then(
      () => passed < nth,
      () => false,
    );
    rehearsal.end();
  }
  await makeBatchPayouts({ batchId });

  const told = await toldOf(batchId);
  expect(told.map(({ type, data }) => ({ type, ...data.rows }))).toMatchObject([
    { type: "batch.read" },
    { type: "batch.submitted", going: 2, faulty: 1, made: 0 },
    { type: "batch.completed", going: 0, faulty: 1, made: 2 },
  ]);
  expect(told.at(-1)?.data).toEqual(await readApiBatch(merchant.id, batchId));
  expect(await db().endpointDelivery.count({ where: { event: { batchId } } })).toBe(3);
});

test("a long file is told of at its end, or that it has none", async () => {
  const { merchant, maker } = await aDesk();
  await anEndpoint(db(), { merchant });
  const batchId = await open(maker, bytesOf(HEADER, ...linesOf(600)));
  expect(await toldOf(batchId)).toEqual([]);
  await readBatchFile({ batchId });
  expect(await toldOf(batchId)).toMatchObject([{ type: "batch.read", data: { rows: { ready: 600 } } }]);

  const broken = await open(maker, bytesOf(HEADER, ...linesOf(600), 'Person,"never closed,1.00,EUR,R'));
  await readBatchFile({ batchId: broken });
  expect(await toldOf(broken)).toMatchObject([
    { type: "batch.broken", data: { state: "broken", trouble: expect.stringContaining("CSV") } },
  ]);
});

test("nobody hears of another merchant's file, nor of what was not asked for", async () => {
  const [{ merchant }, { maker }] = [await aDesk(), await aDesk()];
  await anEndpoint(db(), { merchant });
  const batchId = await open(maker, bytesOf(HEADER, ...linesOf(1)));
  expect(await toldOf(batchId)).toEqual([]);
});
