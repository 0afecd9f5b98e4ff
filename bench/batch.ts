import type pg from "pg";
import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { builtInRole } from "@/lib/domain/access/roles";
import { signUnit } from "@/lib/operations/approvals/sign-unit";
import { openBatch } from "@/lib/operations/batches/open-batch";
import { readBatchFile } from "@/lib/operations/batches/read-batch-file";
import { readUnit } from "@/lib/queries/read-unit";
import { anIban } from "./an-iban";
import { makeUnit } from "./make-unit";
import { clock, type Measured, summarise } from "./measure";
import type { Bench } from "./open-bench";
import { watchMemory } from "./watch-memory";

const SIZES = [5_000, 50_000] as const;
const SIGNED = 5_000;

type Line = { readonly line: number; readonly name: string; readonly iban: string; readonly amount: string; readonly reference: string };

/** A file read, checked and stored, against COPY of its rows into a table and the same comparisons in SQL; then one signature for 5,000 payouts. */
export async function benchBatch({ merchantId }: Bench, client: pg.Client): Promise<readonly Measured[]> {
  const maker = await personOf(merchantId, "maker");
  const measured: Measured[] = [];
  for (const size of SIZES) {
    const lines = Array.from({ length: size }, (_, at) => lineOf(at));
    const bytes = new TextEncoder().encode(fileOf(lines));
    const floor = summarise([await clock(() => copyAndCompare(client, merchantId, lines))]);
    const memory = watchMemory();
    let first = 0;
    const taken = await clock(async () => {
      let batchId = "";
      first = await clock(async () => {
        const opened = await openBatch(maker, { bytes, name: `bench-${size}.csv` });
        if (!opened.ok) throw new Error(opened.error.sentence);
        batchId = opened.value.batchId;
      });
      await readBatchFile({ batchId });
      const left = await db().batch.findUniqueOrThrow({ where: { id: batchId } });
      if (left.state !== "open" || left.rowsRead !== size) throw new Error(`The file stands at ${left.rowsRead} rows, ${left.state}.`);
    });
    const product = summarise([taken]);
    const note = `${size.toLocaleString("en-GB")} rows; the first with what is wrong after ${Math.round(first)} ms; memory over idle ${Math.round(memory.stop() / 1e6)} MB`;
    measured.push({ name: "file read, checked, stored", product, floor, ratio: product.p50 / floor.p50, note });
  }
  return [...measured, await benchSignature(merchantId, { maker, client })];
}

async function personOf(merchantId: string, role: "maker" | "checker"): Promise<Extract<Actor, { kind: "person" }>> {
  const { person } = await db().membership.findFirstOrThrow({
    where: { merchantId, role },
    include: { person: true },
    orderBy: { id: "asc" },
  });
  return { kind: "person", personId: person.id, name: person.name, merchantId, ...builtInRole(role) };
}

function lineOf(at: number): Line {
  const amount = `${100 + (at % 900)}.${String(at % 100).padStart(2, "0")}`;
  return { line: at + 2, name: `Person ${at}`, iban: anIban(at), amount, reference: `Bench ${Date.now()} ${at}` };
}

function fileOf(lines: readonly Line[]): string {
  const rows = lines.map(({ name, iban, amount, reference }) => [name, iban, amount, "EUR", reference, "ivy-eur"].join(","));
  return `${["name,iban,amount,currency,reference,connection", ...rows].join("\n")}\n`;
}

/** The least: rows into a table with the indexes that comparing needs, and what every row is compared with. */
async function copyAndCompare(client: pg.Client, merchantId: string, lines: readonly Line[]): Promise<void> {
  await client.query(`DROP TABLE IF EXISTS "bench_row"`);
  await client.query(
    `CREATE TABLE "bench_row" ("line" int PRIMARY KEY, "name" text, "iban" text, "amount" numeric, "currency" text, "reference" text, "hash" bytea)`,
  );
  const rows = lines.map(({ line, name, iban, amount, reference }) => [line, name, iban, amount, "EUR", reference].join(","));
  await copyIn(client, `COPY "bench_row" ("line", "name", "iban", "amount", "currency", "reference") FROM STDIN WITH (FORMAT csv)`, rows);
  await client.query(`UPDATE "bench_row" SET "hash" = sha256(convert_to("iban" || ' ' || "amount" || ' ' || "reference", 'UTF8'))`);
  await client.query(`CREATE INDEX ON "bench_row" ("hash")`);
  await client.query(
    `SELECT count(*) FROM (SELECT row_number() OVER (PARTITION BY "hash" ORDER BY "line") AS "nth" FROM "bench_row") r WHERE "nth" > 1`,
  );
  await client.query(
    `SELECT count(*) FROM "bench_row" r JOIN "batch_row" o ON o."merchantId" = $1 AND o."contentHash" = r."hash" AND o."state" IN ('going', 'made')`,
    [merchantId],
  );
  await client.query(
    `SELECT count(*) FROM "bench_row" r JOIN "receiver_account_version" v ON v."merchantId" = $1 AND v."blindIndex" = r."hash"
      JOIN "receiver_account" a ON a."id" = v."accountId" JOIN "payout" p ON p."merchantId" = $1 AND p."receiverId" = a."receiverId"`,
    [merchantId],
  );
  await client.query(`DROP TABLE "bench_row"`);
}

/** `pg` has no COPY of its own, but hands its messages to whatever is being run. */
function copyIn(client: pg.Client, statement: string, rows: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const copy = {
      submit: (connection: { query(text: string): void }) => connection.query(statement),
      handleCopyInResponse: (connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }) => {
        connection.sendCopyFromChunk(Buffer.from(`${rows.join("\n")}\n`));
        connection.endCopyFrom();
      },
      handleCommandComplete: () => {},
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    };
    client.query(copy);
  });
}

type Signing = { readonly maker: Extract<Actor, { kind: "person" }>; readonly client: pg.Client };

/** Against the least that keeps the same: a decision, a move and a history row for each, by three statements. */
async function benchSignature(merchantId: string, { maker, client }: Signing): Promise<Measured> {
  const checker = await personOf(merchantId, "checker");
  const unitId = await makeUnit({ maker, count: SIGNED, unitId: newId("batchSubmission") });
  let read = 0;
  const memory = watchMemory();
  const taken = await clock(async () => {
    let hash = "";
    let lookedAt = "";
    read = await clock(async () => {
      const unit = await readUnit(checker, unitId);
      hash = unit?.signed.hash ?? "";
      lookedAt = unit?.outliers.mark ?? "";
    });
    const signed = await signUnit(checker, { unitId, verdict: "approve", hash, lookedAt });
    if (!signed.ok || signed.value.payouts !== SIGNED) throw new Error("The unit was not signed.");
  });
  const grown = memory.stop();
  const leastId = await makeUnit({ maker, count: SIGNED, unitId: newId("batchSubmission") });
  const floor = summarise([await clock(() => signPlainly(client, { unitId: leastId, checkerId: checker.personId }))]);
  const product = summarise([taken]);
  const note = `${SIGNED.toLocaleString("en-GB")} payouts; read for the screen in ${Math.round(read)} ms; memory over idle ${Math.round(grown / 1e6)} MB`;
  return { name: "file read and signed as one", product, floor, ratio: product.p50 / floor.p50, note };
}

async function signPlainly(client: pg.Client, { unitId, checkerId }: { unitId: string; checkerId: string }): Promise<void> {
  await client.query("BEGIN");
  const which = `FROM "payout" p WHERE p."unitId" = $1 AND p."state" = 'awaitingApproval'`;
  await client.query(
    `INSERT INTO "approval_decision" ("id", "merchantId", "payoutId", "round", "verdict", "checkerId", "checkerName", "shownHash")
     SELECT 'dec_' || p."id", p."merchantId", p."id", p."round", 'approve', $2, 'Bench', 'x' ${which}`,
    [unitId, checkerId],
  );
  await client.query(
    `INSERT INTO "state_transition" ("id", "merchantId", "payoutId", "sequence", "event", "fromState", "toState", "actorKind", "actorName")
     SELECT 'mov_' || p."id", p."merchantId", p."id", 2, 'approve', p."state", 'approved', 'person', 'Bench' ${which}`,
    [unitId],
  );
  await client.query(`UPDATE "payout" SET "state" = 'approved', "approvedAt" = now() WHERE "unitId" = $1`, [unitId]);
  await client.query("COMMIT");
}
