import { beforeEach, describe, expect, test } from "vitest";
import { rehearseCrashes } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import type { Connection, Merchant } from "@/lib/db/generated/client";
import { type Actor, may } from "@/lib/domain/access/actor";
import { calendarsAround } from "@/lib/domain/calendar/calendars-around";
import { calendarFor, shiftDay } from "@/lib/domain/calendar/working-days";
import { cancelPayout } from "@/lib/operations/payouts/cancel-payout";
import { readTable } from "@/lib/operations/tables/read-table";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { hostileFiles } from "@/lib/testing/hostile-files";
import { aPaymentSource, aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { aWorkbook } from "@/lib/testing/workbooks";
import { changeRows, fixAlike } from "./change-rows";
import { continueBatch } from "./continue-batch";
import { dropRows } from "./drop-rows";
import { exportBatch, exportFullBatch } from "./export-batch";
import { giveReason } from "./give-reason";
import { makeBatchPayouts } from "./make-batch-payouts";
import { mapColumns } from "./map-columns";
import { openBatch } from "./open-batch";
import { readBatchFile } from "./read-batch-file";
import { reopenRows } from "./reopen-rows";
import { submitBatch } from "./submit-batch";

let merchant: Merchant;
let connection: Connection;
let maker: Actor & { kind: "person" };
beforeEach(async () => {
  merchant = await aMerchant(db());
  connection = await aConnection(db(), { merchant });
  maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
});

const HEADER = "name,iban,amount,currency,reference";
const IBANS = ["DE89370400440532013000", "FR1420041010050500013M02606", "NL91ABNA0417164300", "ES9121000418450200051332"];
const LINES = IBANS.map((iban, at) => `Person ${at},${iban},${at + 1}0.00,EUR,R-${at}`);
const bytesOf = (...lines: readonly string[]) => new TextEncoder().encode(`${lines.join("\n")}\n`);

async function open(bytes: Uint8Array, name = "payroll.csv"): Promise<string> {
  const opened = await openBatch(maker, { bytes, name });
  if (!opened.ok) throw new Error(opened.error.sentence);
  return opened.value.batchId;
}

const rowsOf = (batchId: string) => db().batchRow.findMany({ where: { batchId }, orderBy: { line: "asc" } });
const statesOf = async (batchId: string) => (await rowsOf(batchId)).map(({ state }) => state);
const payouts = () => db().payout.findMany({ where: { merchantId: merchant.id }, orderBy: { submissionPart: "asc" } });

async function submit(batchId: string, submissionId = newId("batchSubmission")) {
  const { revision } = await db().batch.findUniqueOrThrow({ where: { id: batchId } });
  const rows = await db().batchRow.count({ where: { batchId, state: "ready" } });
  return submitBatch(maker, { batchId, submissionId, revision, rows });
}

describe("a file of payouts", () => {
  test("is kept with each row's state, and its account numbers are sealed", async () => {
    const batchId = await open(bytesOf(HEADER, ...LINES.slice(0, 2), "Cleo,DE88370400440532013000,5.00,EUR,R-9"));
    const rows = await rowsOf(batchId);
    expect(rows).toMatchObject([
      { line: 2, state: "ready", name: "Person 0", accountMasked: "DE•• •••• 3000", connectionId: connection.id, loop: "open" },
      { line: 3, state: "ready" },
      { line: 4, state: "faulty", faults: [{ field: "iban" }] },
    ]);
    expect(
      JSON.stringify(await db().$queryRaw`SELECT to_jsonb(r) - 'contentSealed' FROM "batch_row" r WHERE "batchId" = ${batchId}`),
    ).not.toContain("0532013000");
  });

  test("that cannot be read leaves nothing behind", async () => {
    for (const bytes of [new Uint8Array(), bytesOf(HEADER), Uint8Array.from([0x50, 0x4b, 3, 4, 9])]) {
      expect(await openBatch(maker, { bytes, name: "x" })).toMatchObject({ ok: false, error: { code: "invalidInput" } });
    }
    expect(await db().batch.count({ where: { merchantId: merchant.id } })).toBe(0);
  });

  test("that is hostile is kept whole or not at all", { timeout: 60_000 }, async () => {
    const files = hostileFiles().filter(({ bytes }, at) => at % 9 === 0 && bytes.length < 1_000_000);
    expect(files.length).toBeGreaterThan(50);
    let kept = 0;
    for (const { name, bytes } of files) {
      const opened = await openBatch(maker, { bytes, name });
      if (!opened.ok) expect(opened.error.sentence, name).toMatch(/^[A-Z].{15,}\.$/s);
      kept += opened.ok ? 1 : 0;
    }
    const batches = await db().batch.findMany({ where: { merchantId: merchant.id }, include: { _count: { select: { rows: true } } } });
    expect(batches).toHaveLength(kept);
    for (const { rowsRead, _count } of batches) expect(_count.rows).toBe(rowsRead);
    expect(batches.every(({ name }) => !/[\\/\p{Cc}]/u.test(name))).toBe(true);
  });

  test("becomes payouts, each once, that wait for approval like any other; somebody on file is paid as that receiver", async () => {
    const { receiver } = await aReceiverWithAccount(db(), { merchant, name: "Person 0" });
    const batchId = await open(bytesOf(HEADER, ...LINES));
    const submissionId = newId("batchSubmission");
    expect(await submit(batchId, submissionId)).toMatchObject({ ok: true, value: { rows: 4, replayed: false } });
    expect(await submitBatch(maker, { batchId, submissionId, revision: 0, rows: 4 })).toMatchObject({
      ok: true,
      value: { replayed: true },
    });
    await Promise.all([makeBatchPayouts({ batchId }), makeBatchPayouts({ batchId })]);
    await makeBatchPayouts({ batchId });
    const made = await payouts();
    expect(made.map(({ state, source, amountMinor }) => [state, source, amountMinor.toFixed()])).toEqual(
      [1000, 2000, 3000, 4000].map((minor) => ["awaitingApproval", "batch", String(minor)]),
    );
    expect(made[0]).toMatchObject({ receiverId: receiver.id, batchId, makerId: maker.personId });
    expect((await rowsOf(batchId)).map(({ state, payoutId }) => [state, payoutId])).toEqual(made.map(({ id }) => ["made", id]));
  });

  test("with wrong rows sends the good ones, and the mended ones later", async () => {
    const batchId = await open(bytesOf(HEADER, ...LINES.slice(0, 2), "Cleo,ES9121000418450200051333,5.00,EUR,R-9"));
    await submit(batchId);
    await makeBatchPayouts({ batchId });
    expect(await statesOf(batchId)).toEqual(["made", "made", "faulty"]);
    const changed = await changeRows(maker, { batchId, changes: [{ line: 4, field: "iban", text: "ES9121000418450200051332" }] });
    expect(changed).toMatchObject({ ok: true, value: { rows: 1 } });
    expect(await submit(batchId)).toMatchObject({ ok: true, value: { rows: 1 } });
    await makeBatchPayouts({ batchId });
    expect(await payouts()).toHaveLength(3);
  });

  test("is sent on the day of its submission, but for rows that name their own", async () => {
    const year = new Date().getUTCFullYear() + 1;
    const [christmas, own] = [`${year}-12-25`, `${year}-02-03`];
    const rows = ["Day One,DE89370400440532013000,10.00,EUR,R-D1,", `Day Two,NL91ABNA0417164300,20.00,EUR,R-D2,${own}`];
    const batchId = await open(bytesOf(`${HEADER},send on`, ...rows));
    const { revision } = await db().batch.findUniqueOrThrow({ where: { id: batchId } });
    const wish = { batchId, revision, rows: 2, onClosedDay: "after" } as const;
    const long = { ...wish, submissionId: newId("batchSubmission"), sendOn: "2020-01-01" };
    expect(await submitBatch(maker, long)).toMatchObject({ error: { fields: { sendOn: ["This day has passed."] } } });
    expect(await submitBatch(maker, { ...wish, submissionId: newId("batchSubmission"), sendOn: christmas })).toMatchObject({ ok: true });
    await makeBatchPayouts({ batchId });
    const goes = shiftDay(christmas, "after", calendarFor("EUR", calendarsAround(christmas)));
    const days = (await payouts()).map(({ sendAfter }) => sendAfter?.toISOString());
    expect(days).toEqual([`${goes.kind === "shifted" ? goes.day : ""}T06:00:00.000Z`, `${own}T06:00:00.000Z`]);
  });

  test("is refused where something changed between review and press", async () => {
    const batchId = await open(bytesOf(HEADER, ...LINES));
    const { revision } = await db().batch.findUniqueOrThrow({ where: { id: batchId } });
    await dropRows(maker, { batchId, lines: [2], isDropped: true });
    const late = { batchId, submissionId: newId("batchSubmission"), revision, rows: 4 };
    expect(await submitBatch(maker, late)).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
    expect(await statesOf(batchId)).toEqual(["dropped", "ready", "ready", "ready"]);
    expect(await dropRows(maker, { batchId, lines: [2], isDropped: false })).toMatchObject({ ok: true });
    expect(await statesOf(batchId)).toEqual(["ready", "ready", "ready", "ready"]);
  });

  test("is fixed once for all rows that are alike", async () => {
    const batchId = await open(bytesOf(HEADER, ...LINES.map((line) => line.replace("EUR", "EURO €"))));
    expect(await statesOf(batchId)).toEqual(["faulty", "faulty", "faulty", "faulty"]);
    expect(await fixAlike(maker, { batchId, line: 3, field: "currency", text: "EUR" })).toMatchObject({ ok: true, value: { rows: 4 } });
    expect(await statesOf(batchId)).toEqual(["ready", "ready", "ready", "ready"]);
  });

  test("read by another mapping is read so again next time", async () => {
    const bytes = bytesOf("Who,Where,Cost,Tax,Ccy,Ref", `Anna,${IBANS[0]},10.00,2.00,EUR,R-1`);
    const batchId = await open(bytes);
    const mapping = ["name", "iban", "amount", null, "currency", "reference"] as const;
    expect(await mapColumns(maker, { batchId, mapping: [...mapping], decimal: ".", days: null })).toMatchObject({ ok: true });
    expect(await rowsOf(batchId)).toMatchObject([{ state: "ready", name: "Anna", amountMinor: expect.objectContaining({}) }]);
    const again = await open(bytes, "next month.csv");
    expect((await db().batch.findUniqueOrThrow({ where: { id: again } })).mapping).toEqual(mapping.map((field) => field ?? ""));
  });

  test("is given back in its own order and columns with what became of each row, whole only with a reason, and runs nothing in a spreadsheet", async () => {
    const batchId = await open(
      bytesOf(`note,${HEADER}`, `keep,${LINES[1]}`, `"=1+1",${LINES[0]}`, "x,Cleo,DE88370400440532013000,5.00,EUR,R-9"),
    );
    await dropRows(maker, { batchId, lines: [3], isDropped: true });
    await submit(batchId);
    await makeBatchPayouts({ batchId });
    const resultFor = async (exported: Awaited<ReturnType<typeof exportBatch>>) => {
      if (!exported.ok) throw new Error(exported.error.sentence);
      const pieces: Uint8Array[] = [];
      for await (const piece of exported.value.pieces()) pieces.push(piece);
      return Buffer.concat(pieces);
    };
    const linesOf = (bytes: Buffer) => bytes.toString("utf8").trimEnd().split("\r\n");
    const reason = "The auditors ask for it.";
    const [head, first, second, third] = linesOf(await resultFor(await exportFullBatch(maker, { batchId, reason })));
    expect(head).toBe(`note,${HEADER},line,state,reason,payout,payout id,provider's id`);
    expect(first).toMatch(/^keep,Person 1,FR1420041010050500013M02606,20\.00,EUR,R-1,2,awaiting approval,,CF-[\w-]+,po_\w+,$/);
    expect(second).toMatch(/^'=1\+1,Person 0,DE89370400440532013000,10\.00,EUR,R-0,3,left out,/);
    expect(third).toContain("not submitted: needs mending");
    expect(linesOf(await resultFor(await exportBatch(maker, { batchId })))[1]).toMatch(/^keep,Person 1,••••2606,/);
    const told = await db().auditEntry.findMany({ where: { subjectId: batchId, event: "batch.exported" }, orderBy: { at: "asc" } });
    expect(told).toMatchObject([{ details: { isWhole: true, reason } }, { details: { isWhole: false } }]);
    const support = actorOf(await aPerson(db(), { merchant, role: "support" }), merchant);
    expect(await exportFullBatch(support, { batchId, reason })).toMatchObject({ ok: may(support, "receiver.reveal") });

    // As a workbook: numbers are numbers, and what begins like a formula is a text.
    const table = readTable(await resultFor(await exportBatch(maker, { batchId, format: "xlsx" })));
    if (!table.ok) throw new Error(table.error);
    expect(table.value.rows.map(({ cells }) => cells.slice(0, 8))).toEqual([
      ["note", ...HEADER.split(","), "line", "state"],
      ["keep", "Person 1", "••••2606", { text: "20", mark: "number" }, "EUR", "R-1", { text: "2", mark: "number" }, "awaiting approval"],
      ["=1+1", "Person 0", "••••3000", { text: "10", mark: "number" }, "EUR", "R-0", { text: "3", mark: "number" }, "left out"],
      ["x", "Cleo", "••••3000", { text: "5", mark: "number" }, "EUR", "R-9", { text: "4", mark: "number" }, "not submitted: needs mending"],
    ]);
  });

  test("going back to orders keeps to what may still be returned, with the rows above", async () => {
    const ivy = await aConnection(db(), { merchant, provider: "ivy" });
    await aPaymentSource(db(), { connection: ivy, orderId: "ORD-1", paidInMinor: 1000n });
    const batchId = await open(bytesOf("order id,amount,currency,reference", "ORD-1,6.00,EUR,A", "ORD-1,6.00,EUR,B"));
    expect(await rowsOf(batchId)).toMatchObject([
      { state: "ready", loop: "closed", connectionId: ivy.id, name: "Anna Schmidt" },
      { state: "faulty", foundFaults: [{ field: "amount", sentence: expect.stringContaining("At most 4.00 EUR") }] },
    ]);
  });
});

describe("nothing is paid twice", () => {
  const VARIANTS = {
    "the very same file": bytesOf(HEADER, ...LINES),
    "rows in another order": bytesOf(HEADER, ...[...LINES].reverse()),
    "columns in another order": bytesOf("reference,currency,amount,iban,name", ...LINES.map((line) => line.split(",").reverse().join(","))),
    "saved by a German spreadsheet": bytesOf(
      "Name;IBAN;Betrag;Währung;Referenz",
      ...LINES.map((line) => line.replaceAll(",", ";").replace(".00", ",00")),
    ),
    "saved as a workbook": aWorkbook([
      HEADER.split(","),
      ...LINES.map((line) => line.split(",").map((cell, at) => (at === 2 ? Number(cell) : cell))),
    ]),
  };

  test.each(Object.entries(VARIANTS))("%s, after the first one was submitted", async (_name, bytes) => {
    const first = await open(bytesOf(HEADER, ...LINES), "first.csv");
    await submit(first);
    const second = await open(bytes, "second.csv");
    expect(await statesOf(second)).toEqual(["doubtful", "doubtful", "doubtful", "doubtful"]);
    const [row] = await rowsOf(second);
    expect(row?.foundDoubts).toMatchObject([{ kind: "sameFile", sentence: expect.stringContaining("“first.csv”") }]);
    await makeBatchPayouts({ batchId: first });
    expect(await submit(second)).toMatchObject({ ok: false });
    expect(await payouts()).toHaveLength(4);
  });

  test("two files with the same rows submitted in the same moment", async () => {
    const [one, other] = [await open(bytesOf(HEADER, ...LINES)), await open(bytesOf(HEADER, ...[...LINES].reverse()))];
    const answers = await Promise.all([submit(one), submit(other)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    await Promise.all([makeBatchPayouts({ batchId: one }), makeBatchPayouts({ batchId: other })]);
    expect(await payouts()).toHaveLength(4);
  });

  test("a payout of the desk's own with the same account and amount", async () => {
    const batchId = await open(bytesOf(HEADER, ...LINES));
    await submit(batchId);
    await makeBatchPayouts({ batchId });
    const other = await open(bytesOf(HEADER, `Person 0,${IBANS[0]},10.00,EUR,another reference`));
    expect(await rowsOf(other)).toMatchObject([
      { state: "doubtful", foundDoubts: [{ kind: "samePayout", number: expect.stringMatching(/^CF/) }] },
    ]);
  });

  test("unless somebody says by name and row why, and the reason is about exactly these doubts", async () => {
    const batchId = await open(bytesOf(HEADER, LINES[0] ?? "", LINES[0] ?? ""));
    expect(await statesOf(batchId)).toEqual(["ready", "doubtful"]);
    expect(await giveReason(maker, { batchId, lines: [3], reason: "Two shifts, same pay" })).toMatchObject({ ok: true });
    expect(await submit(batchId)).toMatchObject({ ok: true, value: { rows: 2 } });
    await makeBatchPayouts({ batchId });
    const made = await payouts();
    expect(made.map(({ makerReason }) => makerReason)).toEqual([null, "Two shifts, same pay"]);
    const warned = await db().payoutWarning.findMany({ where: { payoutId: made[1]?.id ?? "", rule: "sameRow" } });
    expect(warned).toHaveLength(1);
  });

  test("and a row whose payout was withdrawn may be mended and sent again, as a further payout", async () => {
    const batchId = await open(bytesOf(HEADER, LINES[0] ?? ""));
    await submit(batchId);
    await makeBatchPayouts({ batchId });
    expect(await reopenRows(maker, { batchId, lines: [2] })).toMatchObject({ ok: false });
    const [first] = await payouts();
    const payoutId = first?.id ?? "";
    await cancelPayout(maker, { payoutId });
    expect(await reopenRows(maker, { batchId, lines: [2] })).toMatchObject({ ok: true, value: { rows: 1 } });
    await changeRows(maker, { batchId, changes: [{ line: 2, field: "amount", text: "11.00" }] });
    expect(await submit(batchId)).toMatchObject({ ok: true });
    await makeBatchPayouts({ batchId });
    const tries = await db().batchRowPayout.findMany({ where: { batchId }, orderBy: { attempt: "asc" } });
    expect(tries).toMatchObject([{ attempt: 1, payoutId }, { attempt: 2 }]);
    expect((await payouts()).map(({ state }) => state).sort()).toEqual(["awaitingApproval", "discarded"]);
  });
});

describe("killed at any point", () => {
  /** Strikes at the nth crash point that is passed, for every n until a whole run survives. */
  async function killEverywhere(run: () => Promise<unknown>, afterwards: () => Promise<unknown>): Promise<number> {
    for (let nth = 1; ; nth += 1) {
      let passed = 0;
      const rehearsal = rehearseCrashes(() => {
        passed += 1;
        return passed === nth;
      });
      const survived = await run().then(
        () => passed < nth,
        () => false,
      );
      rehearsal.end();
      await afterwards();
      if (survived) return nth - 1;
    }
  }

  test("while a file is read, the next run goes on and every row is there once", { timeout: 120_000 }, async () => {
    const many = Array.from({ length: 1_700 }, (_, at) => `Person ${at},${IBANS[at % 4]},${at + 1}.00,EUR,R-${at}`);
    const batchId = await open(bytesOf(HEADER, ...many));
    expect(await db().batch.findUniqueOrThrow({ where: { id: batchId } })).toMatchObject({ state: "reading", rowsRead: 100 });
    const kills = await killEverywhere(
      () => readBatchFile({ batchId }),
      async () => {},
    );
    expect(kills).toBeGreaterThan(3);
    expect(await db().batch.findUniqueOrThrow({ where: { id: batchId } })).toMatchObject({
      state: "open",
      rowsRead: 1_700,
      fileSealed: null,
    });
    expect(await db().batchRow.groupBy({ by: ["state"], where: { batchId }, _count: true })).toEqual([{ state: "ready", _count: 1_700 }]);
  });

  test("while payouts are made, each row becomes one payout", { timeout: 120_000 }, async () => {
    const batchId = await open(bytesOf(HEADER, ...LINES.slice(0, 3)));
    await submit(batchId);
    const kills = await killEverywhere(
      () => makeBatchPayouts({ batchId }),
      async () => {
        const [made, rows] = [await payouts(), await rowsOf(batchId)];
        expect(made.map(({ id }) => id).sort()).toEqual(rows.flatMap(({ payoutId }) => payoutId ?? []).sort());
      },
    );
    expect(kills).toBeGreaterThan(8);
    expect(await payouts()).toHaveLength(3);
    expect(await statesOf(batchId)).toEqual(["made", "made", "made"]);
  });

  test("while it is submitted, all rows go or none does", async () => {
    const batchId = await open(bytesOf(HEADER, ...LINES));
    const submissionId = newId("batchSubmission");
    await killEverywhere(
      () => submit(batchId, submissionId),
      async () => {
        const states = new Set(await statesOf(batchId));
        expect(states.size).toBe(1);
        if (states.has("going")) await db().batchRow.count();
      },
    );
    expect(await statesOf(batchId)).toEqual(["going", "going", "going", "going"]);
    expect(await db().batchSubmission.count({ where: { batchId } })).toBe(1);
  });

  test("Continue takes up what is surely unmade, and nothing else", async () => {
    const batchId = await open(bytesOf(HEADER, ...LINES.slice(0, 2)));
    await submit(batchId);
    await db().connection.update({ where: { id: connection.id }, data: { state: "disabled" } });
    await makeBatchPayouts({ batchId });
    expect(await rowsOf(batchId)).toMatchObject([{ state: "faulty", refusal: "This connection is not active." }, { state: "faulty" }]);
    await db().connection.update({ where: { id: connection.id }, data: { state: "active" } });
    expect(await continueBatch(maker, { batchId })).toMatchObject({ ok: true, value: { rows: 2 } });
    expect(await submit(batchId)).toMatchObject({ ok: true, value: { rows: 2 } });
    await makeBatchPayouts({ batchId });
    expect(await continueBatch(maker, { batchId })).toMatchObject({ ok: false });
    expect(await payouts()).toHaveLength(2);
  });
});
