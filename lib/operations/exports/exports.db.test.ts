import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { replaceClock } from "@/lib/base/clock";
import { addMs, DAY_MS, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Connection, Merchant } from "@/lib/db/generated/client";
import { narrowPayouts } from "@/lib/db/narrow-payouts";
import type { Actor } from "@/lib/domain/access/actor";
import { readPayoutFilters } from "@/lib/domain/payout/filters";
import { listPayouts } from "@/lib/queries/list-payouts";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { insertManyPayouts } from "@/lib/testing/many-payouts";
import { aPayout } from "@/lib/testing/payout-factory";
import { planOf } from "@/lib/testing/plan-of";
import { aPaymentSource, aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { askExport } from "./ask-export";
import { readExportRows, sliceStatement } from "./read-export-rows";
import { sweepExports } from "./sweep-exports";
import { takeExport } from "./take-export";
import { writeExport } from "./write-export";
import { xlsxWriter } from "./xlsx-writer";

let merchant: Merchant;
let ivy: Connection;
let maker: Actor;
let colleague: Actor;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "exports-"));
  merchant = await aMerchant(db());
  ivy = await aConnection(db(), { merchant, provider: "ivy", name: "Ivy EUR" });
  const truelayer = await aConnection(db(), { merchant, provider: "truelayer" });
  maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  colleague = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
  const to = await aReceiverWithAccount(db(), { merchant });
  await insertManyPayouts({ rows: 9_000, merchantId: merchant.id, connections: [truelayer, ivy], to });
});
afterAll(() => rm(folder, { recursive: true }));

let resetClock = () => {};
afterEach(() => resetClock());
const later = (ms: number) => {
  const at = addMs(new Date(), ms);
  resetClock = replaceClock(() => at);
};

async function asked(query: string, format: "csv" | "xlsx" = "csv"): Promise<string> {
  const answer = await askExport(maker, { query, format });
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.value.exportId;
}

async function written(query: string, format: "csv" | "xlsx" = "csv") {
  const exportId = await asked(query, format);
  expect(await writeExport({ exportId }, folder)).toBe("ready");
  return { exportId, bytes: await readFile(path.join(folder, `${exportId}.${format}`)) };
}

describe("a file of payouts", () => {
  test("has exactly the rows of the screen, in their order", async () => {
    const { bytes } = await written("state=failed&provider=ivy");
    const rows: Record<string, string>[] = parse(bytes, { columns: true });
    const { filters } = readPayoutFilters({ state: "failed", provider: "ivy" });
    const screen = await listPayouts({ merchantId: merchant.id, filters, timeZone: "Europe/London" }, { limit: 1_000 });
    expect(rows.map(({ id }) => id)).toEqual(screen.rows.map(({ id }) => id));
    const [first] = screen.rows;
    expect(rows[0]).toMatchObject({ number: first?.number, status: "failed", created_utc: first?.createdAt, currency: first?.currency });
    expect(Number(rows[0]?.amount).toFixed(2)).toBe((Number(first?.amountMinor) / 100).toFixed(2));
  });

  test("is whole over several slices, each payout once", async () => {
    const { bytes, exportId } = await written("");
    const rows: Record<string, string>[] = parse(bytes, { columns: true });
    expect(rows).toHaveLength(9_000);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(9_000);
    const row = await db().payoutExport.findUniqueOrThrow({ where: { id: exportId } });
    expect(row).toMatchObject({ state: "ready", rowsWritten: 9_000, rowsExpected: 9_000, bytes: BigInt(bytes.byteLength) });
  });

  test("runs nothing in a spreadsheet", async () => {
    const evil = await aPaymentSource(db(), { connection: ivy, holderName: '=HYPERLINK("http://evil.test","x")', orderId: "EVIL-1" });
    await aPayout(db(), { merchant, connection: ivy, source: evil, reference: "@SUM(1,2)" });
    const { bytes } = await written("orderId=EVIL-1");
    expect(bytes.toString()).toContain(`"'=HYPERLINK`);
    expect(bytes.toString()).toContain(`"'@SUM(1,2)"`);
    const sheet = await sheetOf((await written("orderId=EVIL-1", "xlsx")).bytes);
    expect(sheet).not.toContain("<f>");
    expect(sheet).toContain('<c t="inlineStr"><is><t xml:space="preserve">=HYPERLINK("http://evil.test","x")</t></is></c>');
  });

  test("as a workbook has real times in the merchant's zone and real numbers", async () => {
    const paidIn = { holderName: "A & B <Ltd>\u0007", orderId: "XLSX-1", paidInMinor: 123_456n };
    const source = await aPaymentSource(db(), { connection: ivy, ...paidIn });
    await aPayout(db(), { merchant, connection: ivy, source, amountMinor: 123_456n, createdAt: new Date("2026-07-01T22:30:00Z") });
    const sheet = await sheetOf((await written("orderId=XLSX-1", "xlsx")).bytes);
    expect(sheet).toContain("created (Europe/London)");
    // Half past eleven in London's summer, as days since 1900.
    expect(sheet).toContain('<c s="1"><v>46204.97916667</v></c>');
    expect(sheet).toContain("<c><v>1234.56</v></c>");
    expect(sheet).toContain("A &amp; B &lt;Ltd&gt;</t>");
  });

  test("goes on to a second sheet where the first is full", async () => {
    const where = await narrowPayouts({ merchantId: merchant.id, filters: readPayoutFilters({}).filters, timeZone: "UTC" });
    const writer = xlsxWriter({ timeZone: "UTC", sheetRows: 5_001 });
    const parts = [...writer.begin()];
    for await (const slice of readExportRows({ where, format: "xlsx", timeZone: "UTC" })) parts.push(...writer.rows(slice));
    parts.push(...writer.end());
    const files = unzipSync(new Uint8Array(Buffer.concat(parts)));
    const rowsIn = (name: string) => strFromU8(files[name] ?? new Uint8Array()).split("<row>").length - 1;
    expect(rowsIn("xl/worksheets/sheet1.xml")).toBe(5_001);
    expect(rowsIn("xl/worksheets/sheet1.xml") + rowsIn("xl/worksheets/sheet2.xml")).toBeGreaterThan(9_000);
  });

  test("is written by as many slices as it needs, each by an index and no longer than the first", async () => {
    const where = await narrowPayouts({ merchantId: merchant.id, filters: readPayoutFilters({}).filters, timeZone: "UTC" });
    const [middle] = await db().payout.findMany({
      where: { merchantId: merchant.id },
      orderBy: { createdAt: "asc" },
      skip: 4_500,
      take: 1,
    });
    const after = { at: middle?.createdAt.toISOString() ?? "", id: middle?.id ?? "" };
    const scans = (await planOf(sliceStatement({ where, format: "csv", timeZone: "UTC" }, after))).filter(
      ({ relation }) => relation === "payout",
    );
    expect(scans.map(({ type }) => type)).not.toContain("Seq Scan");
    expect(scans.reduce((sum, { seen }) => sum + seen, 0)).toBeLessThanOrEqual(4_100);
  });
});

async function sheetOf(bytes: Uint8Array): Promise<string> {
  const files = unzipSync(new Uint8Array(bytes));
  return strFromU8(files["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
}

describe("who gets it", () => {
  test("whoever asked for it, and nobody else; asking and taking are in the audit", async () => {
    const { exportId, bytes } = await written("state=failed");
    expect(await takeExport(colleague, { exportId }, folder)).toMatchObject({ ok: false, error: { code: "notFound" } });
    const taken = await takeExport(maker, { exportId }, folder);
    if (!taken.ok) throw new Error(taken.error.sentence);
    expect(Buffer.from(await new Response(taken.value.body).arrayBuffer()).equals(bytes)).toBe(true);
    const audited = await db().auditEntry.findMany({ where: { subjectId: exportId }, orderBy: { at: "asc" } });
    expect(audited.map(({ event }) => event)).toEqual(["payout.exportAsked", "payout.exportTaken"]);
    expect(audited[0]?.details).toMatchObject({ narrowedBy: { state: "failed" } });
  });

  test("not of a view that could not be understood", async () => {
    expect(await askExport(maker, { query: "state=lost", format: "csv" })).toMatchObject({ ok: false, error: { code: "invalidInput" } });
  });
});

describe("what is left lying", () => {
  test("a writer that was killed is followed by another, and two never write the same", async () => {
    const exportId = await asked("state=failed");
    await db().payoutExport.update({ where: { id: exportId }, data: { state: "writing", beatAt: new Date() } });
    expect(await writeExport({ exportId }, folder)).toBe("notDue");
    later(MINUTE_MS);
    await sweepExports(folder);
    expect(await writeExport({ exportId }, folder)).toBe("ready");
  });

  test("after a week the file is gone and its row stays", async () => {
    const { exportId } = await written("state=unconfirmed");
    const litter = path.join(folder, "exp_gone.1.part");
    await writeFileOld(litter);
    later(8 * DAY_MS);
    await sweepExports(folder);
    expect(await readdir(folder)).toEqual([]);
    expect((await db().payoutExport.findUniqueOrThrow({ where: { id: exportId } })).sweptAt).not.toBeNull();
    expect(await takeExport(maker, { exportId }, folder)).toMatchObject({ ok: false });
  });
});

async function writeFileOld(name: string): Promise<void> {
  await writeFile(name, "left");
  await utimes(name, new Date(0), new Date(0));
}
