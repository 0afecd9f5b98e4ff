import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import { DEMO_POLICY } from "@/lib/domain/approval/policy";
import { NO_FILTERS } from "@/lib/domain/receiver/filters";
import type { ImportNews } from "@/lib/domain/receiver/import";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aReceiverWithAccount, TEST_IBAN } from "@/lib/testing/receiver-factories";
import { exportFullReceivers, exportReceivers } from "./export-receivers";
import { importReceivers, previewImport } from "./import-receivers";

const RULE = { accounts: { confirmNew: true, confirmChanged: true, coolOffHours: 0 } };

let merchant: Merchant;
let maker: Actor;
beforeEach(async () => {
  merchant = await aMerchant(db(), { policy: { ...DEMO_POLICY, ...RULE } });
  maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
});

const bytesOf = (...lines: readonly string[]) => new TextEncoder().encode(`${lines.join("\n")}\n`);
const HEADER = "reference,kind,name,email,tags,iban";
const ANNA = "CUS-1,person,Anna Schmidt,anna@example.test,vip;monthly,DE89370400440532013000";
const BEN = "CUS-2,company,Ben & Söhne,,,";
const WRONG = "CUS-3,person,Cleo,not an address,,DE88370400440532013000";

async function preview(bytes: Uint8Array) {
  const answer = await previewImport(maker, { bytes });
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.value;
}

async function run(bytes: Uint8Array, { mode = "all", withDoubtful = false }: { mode?: "all" | "good"; withDoubtful?: boolean } = {}) {
  const { fileHash } = await preview(bytes);
  return importReceivers(maker, { bytes, mode, withDoubtful, fileHash });
}

const onFile = () => db().receiver.count({ where: { merchantId: merchant.id } });

describe("a file of receivers", () => {
  test("is judged first: every wrong row by its line and sentence, and nothing is written", async () => {
    const told = await preview(bytesOf(HEADER, ANNA, BEN, "", WRONG, ANNA));
    expect(told).toMatchObject({ rows: 4, good: 2, withAccount: 1, known: 0, bad: 2, doubtful: 0 });
    expect(told.badRows).toEqual([
      { line: 5, name: "Cleo", sentences: [expect.stringMatching(/^email: /), expect.stringMatching(/^iban: /)] },
      { line: 6, name: "Anna Schmidt", sentences: ["reference: Line 2 has the same reference."] },
    ]);
    expect(await onFile()).toBe(0);
  });

  test("goes in whole or not at all where the person says so", async () => {
    const withOneWrong = bytesOf(HEADER, ANNA, BEN, WRONG);
    expect(await run(withOneWrong, { mode: "all" })).toMatchObject({ ok: false, error: { code: "invalidInput" } });
    expect(await onFile()).toBe(0);
    expect(await run(bytesOf(HEADER, ANNA, BEN), { mode: "all" })).toEqual({ ok: true, value: { imported: 2, known: 0, left: 0 } });
    const anna = await db().receiver.findFirstOrThrow({
      where: { merchantId: merchant.id, reference: "CUS-1" },
      include: { tags: true, accounts: { include: { versions: true } } },
    });
    expect(anna).toMatchObject({ kind: "person", email: "anna@example.test", tags: [{ tag: "monthly" }, { tag: "vip" }] });
    expect(anna.accounts[0]?.versions).toMatchObject([{ needsConfirmation: true, origin: "import", masked: "DE•• •••• 3000", version: 1 }]);
  });

  test("goes in without its wrong rows where the person says so; mended, the same file brings the rest and nothing twice", async () => {
    expect(await run(bytesOf(HEADER, ANNA, BEN, WRONG), { mode: "good" })).toEqual({ ok: true, value: { imported: 2, known: 0, left: 1 } });
    const mended = bytesOf(HEADER, ANNA, BEN, "CUS-3,person,Cleo,cleo@example.test,,");
    expect(await run(mended)).toEqual({ ok: true, value: { imported: 1, known: 2, left: 0 } });
    expect(await run(mended)).toEqual({ ok: true, value: { imported: 0, known: 3, left: 0 } });
    expect(await onFile()).toBe(3);
  });

  test("imported twice at the same moment brings everybody once", async () => {
    const lines = Array.from({ length: 700 }, (_, at) => `CUS-${at},person,Person ${at},,,`);
    const bytes = bytesOf(HEADER, ...lines);
    const answers = await Promise.all([run(bytes, { mode: "good" }), run(bytes, { mode: "all" })]);
    expect(answers.map((one) => (one.ok ? one.value.imported : -1)).reduce((sum, one) => sum + one, 0)).toBe(700);
    expect(await onFile()).toBe(700);
  });

  test("asks about accounts that are unlikely, and about those that somebody else has", async () => {
    await aReceiverWithAccount(db(), { merchant, name: "Somebody Else", address: TEST_IBAN });
    const header = "reference,name,iban,bsb,account_number";
    const bytes = bytesOf(header, "A-1,Anna,DE89370400440532013000,,", "A-2,Ben,,062000,1234", "A-3,Cleo,,,");
    const told = await preview(bytes);
    expect(told).toMatchObject({ good: 1, doubtful: 2 });
    expect(told.doubtfulRows[0]).toMatchObject({ line: 2, sentences: ["This account is on file with another receiver."] });
    expect(await run(bytes, { mode: "all" })).toMatchObject({ ok: false });
    expect(await run(bytes, { mode: "all", withDoubtful: true })).toMatchObject({ ok: true, value: { imported: 3 } });
  });

  test("that was changed after it was judged is not imported", async () => {
    const { fileHash } = await preview(bytesOf(HEADER, ANNA));
    const changed = bytesOf(HEADER, ANNA, BEN);
    expect(await importReceivers(maker, { bytes: changed, mode: "all", withDoubtful: false, fileHash })).toMatchObject({
      ok: false,
      error: { code: "changedMeanwhile" },
    });
  });

  test.each<[string, Uint8Array, RegExp]>([
    ["nothing in it", bytesOf(""), /empty/],
    ["only the columns", bytesOf(HEADER), /nobody in the file/],
    ["a column that nobody knows", bytesOf("reference,name,shoe_size", "A-1,Anna,38"), /not known: shoe_size/],
    ["no reference column", bytesOf("name", "Anna"), /missing: reference/],
    ["a quote that never closes", bytesOf(HEADER, '"CUS-1,person,Anna,,,'), /cannot be read as CSV near line/],
    ["another encoding", new Uint8Array([0x6e, 0xff, 0xfe, 0x0a]), /UTF-8/],
    ["a column twice", bytesOf("reference,name,name", "A-1,Anna,Ben"), /named twice/],
  ])("with %s is refused with a sentence", async (_, bytes, sentence) => {
    expect(await previewImport(maker, { bytes })).toMatchObject({ ok: false, error: { sentence: expect.stringMatching(sentence) } });
  });

  test("as spreadsheets write it: a mark in front, semicolons, carriage returns, and cells too many", async () => {
    const bytes = new TextEncoder().encode('\ufeffReference;Name;Tags\r\nA-1;"Schmidt; Anna";"vip;monthly"\r\nA-2;Ben;;one too many\r\n');
    expect(await preview(bytes)).toMatchObject({
      good: 1,
      bad: 1,
      badRows: [{ line: 3, sentences: [expect.stringMatching(/more cells/)] }],
    });
  });

  test("ten thousand rows go in, told on the way, and the audit names each and the file", async () => {
    const lines = Array.from({ length: 10_000 }, (_, at) => `CUS-${at},person,Person ${at},,,`);
    const bytes = bytesOf(HEADER, ...lines);
    const { fileHash, good } = await preview(bytes);
    expect(good).toBe(10_000);
    const news: ImportNews[] = [];
    const done = await importReceivers(maker, { bytes, mode: "all", withDoubtful: false, fileHash }, (one) => news.push(one));
    expect(done).toEqual({ ok: true, value: { imported: 10_000, known: 0, left: 0 } });
    expect(news.at(-1)).toEqual({ kind: "progress", done: 10_000, total: 10_000 });
    expect(await onFile()).toBe(10_000);
    const audit = { merchantId: merchant.id };
    expect(await db().auditEntry.count({ where: { ...audit, event: "receiver.created" } })).toBe(10_000);
    expect(await db().auditEntry.findFirstOrThrow({ where: { ...audit, event: "receiver.imported" } })).toMatchObject({
      subjectId: fileHash,
      details: { imported: 10_000, mode: "all" },
    });
    const eleven = bytesOf(HEADER, ...lines, "CUS-x,person,One More,,,");
    expect(await previewImport(maker, { bytes: eleven })).toMatchObject({
      ok: false,
      error: { sentence: expect.stringMatching(/at most 10000/) },
    });
  }, 90_000);
});

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const line of lines) text += line;
  return text;
}

describe("an export of receivers", () => {
  test("masks the numbers, holds exactly what is narrowed to, and is written down", async () => {
    await run(bytesOf(HEADER, ANNA, BEN));
    const lines = await exportReceivers(maker, { filters: { ...NO_FILTERS, tag: "vip" } });
    const text = lines.ok ? await textOf(lines.value) : "";
    expect(text).toBe(
      "reference,kind,name,email,country,language,tags,state,account_kind,account_holder,account_masked\r\n" +
        'CUS-1,person,Anna Schmidt,anna@example.test,,,"monthly;vip",active,iban,Anna Schmidt,DE•• •••• 3000\r\n',
    );
    const entry = await db().auditEntry.findFirstOrThrow({ where: { merchantId: merchant.id, event: "receiver.exported" } });
    expect(entry.details).toEqual({ numbers: "masked", narrowedBy: { tag: "vip" } });
  });

  test("with whole numbers is for roles that may reveal, keeps the reason, and can be imported elsewhere", async () => {
    await run(bytesOf(HEADER, ANNA, BEN));
    const support = actorOf(await aPerson(db(), { merchant, role: "support" }), merchant);
    const reason = "The auditors ask for it";
    expect(await exportFullReceivers(support, { filters: NO_FILTERS, reason })).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const lines = await exportFullReceivers(maker, { filters: NO_FILTERS, reason });
    const text = lines.ok ? await textOf(lines.value) : "";
    expect(text).toContain("DE89370400440532013000");
    const entry = await db().auditEntry.findFirstOrThrow({ where: { merchantId: merchant.id, event: "receiver.exported" } });
    expect(entry.details).toMatchObject({ numbers: "whole", reason });

    const elsewhere = await aMerchant(db());
    const other = actorOf(await aPerson(db(), { merchant: elsewhere, role: "maker" }), elsewhere);
    const answer = await previewImport(other, { bytes: new TextEncoder().encode(text) });
    expect(answer).toMatchObject({ ok: true, value: { good: 2, bad: 0, withAccount: 1 } });
  });

  test("of thousands is handed over piece by piece, and everybody is in it once; a formula is text", async () => {
    const lines = Array.from({ length: 1_200 }, (_, at) => `CUS-${at},person,Person ${at},,,`);
    await run(bytesOf(HEADER, ...lines, "CUS-f,person,=HYPERLINK(1),,,"));
    const made = await exportReceivers(maker, { filters: NO_FILTERS });
    if (!made.ok) throw new Error(made.error.sentence);
    const pieces: string[] = [];
    for await (const piece of made.value) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(3);
    const references = pieces
      .join("")
      .split("\r\n")
      .slice(1, -1)
      .map((line) => line.split(",")[0]);
    expect(new Set(references).size).toBe(1_201);
    expect(references).toHaveLength(1_201);
    expect(pieces.join("")).toContain(",'=HYPERLINK(1),");
  });
});
