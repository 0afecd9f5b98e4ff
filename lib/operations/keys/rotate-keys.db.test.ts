import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import { seal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { openBatch } from "@/lib/operations/batches/open-batch";
import { submitBatch } from "@/lib/operations/batches/submit-batch";
import { proposeChange } from "@/lib/operations/connections/propose-change";
import { queueMail } from "@/lib/operations/mail/queue-mail";
import { anEndpoint } from "@/lib/testing/endpoint-factory";
import { aConnection, actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { anAccountVersion, aReceiverWithAccount, TEST_IBAN } from "@/lib/testing/receiver-factories";
import { anAuthenticatorApp } from "@/lib/testing/second-factor";
import { type SealedColumn, sealedColumns } from "./sealed-columns";

const OLD = process.env.ENCRYPTION_KEYS ?? "";
const newKey = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;

/** The product as it starts with these keys. */
async function withKeys(keys: string) {
  vi.stubEnv("ENCRYPTION_KEYS", keys);
  vi.resetModules();
  const { rotateKeys } = await import("./rotate-keys");
  const { countSealed } = await import("./count-sealed");
  const { unseal } = await import("@/lib/db/seal");
  return { rotateKeys, countSealed, unseal };
}

type Row = { binding: string; sealed: Uint8Array; keyId: string };
const rowsOf = ({ table, name, place }: SealedColumn) =>
  db().$queryRawUnsafe<Row[]>(
    `SELECT concat_ws(':', ${place.map(({ column }) => `"${column}"`).join(", ")}) AS "binding", "${name}Sealed" AS "sealed", "${name}KeyId" AS "keyId"
     FROM "${table}" WHERE "${name}Sealed" IS NOT NULL`,
  );

let connectionId = "";
let versionId = "";

/** One of everything that is sealed, made as the product makes it. */
beforeAll(async () => {
  const merchant = await aMerchant(db());
  const person = await aPerson(db(), { merchant, role: "maker" });
  const connection = await aConnection(db(), { merchant, settings: { apiKey: "a-secret-key" } });
  connectionId = connection.id;
  const { receiver, account } = await aReceiverWithAccount(db(), { merchant });
  const details = seal(JSON.stringify({ birthday: "1980-01-02" }), receiver.id);
  await db().receiver.update({ where: { id: receiver.id }, data: { detailsSealed: details.sealed, detailsKeyId: details.keyId } });
  const proposal = await anAccountVersion(db(), { account, holderName: "Anna Schmidt", address: TEST_IBAN, version: 2, isProposal: true });
  versionId = proposal.id;
  const decisionId = newId("accountDecision");
  const called = seal("+49 30 1234", decisionId);
  await db().accountDecision.create({
    data: {
      ...{
        id: decisionId,
        merchantId: merchant.id,
        versionId: proposal.id,
        verdict: "confirmed",
        decidedById: person.id,
        decidedByName: "Bo",
      },
      ...{
        calledName: "Anna",
        calledNumberSealed: called.sealed,
        calledNumberKeyId: called.keyId,
        calledNumberMasked: "•34",
        calledAt: new Date(),
      },
    },
  });
  await anAuthenticatorApp(db(), person);
  await anEndpoint(db(), { merchant });
  const payout = await aPayout(db(), { merchant, connection });
  const link = seal("https://provider.test/form", payout.id);
  await db().payout.update({ where: { id: payout.id }, data: { receiverLinkSealed: link.sealed, receiverLinkKeyId: link.keyId } });
  const operator = { kind: "system", name: "operator", merchantId: merchant.id } as const;
  const maker = actorOf(person, merchant);
  const fileOf = (rows: readonly string[]) => new TextEncoder().encode(["name,iban,amount,currency,reference", ...rows].join("\n"));
  const many = Array.from({ length: 501 }, (_, at) => `Person ${at},DE89370400440532013000,${at + 1}.00,EUR,R-${at}`);
  // Longer than what is read at once: the file itself is kept until its rows are all in.
  await openBatch(maker, { bytes: fileOf(many), name: "long.csv" });
  const short = await openBatch(maker, { bytes: fileOf(["Cleo,FR1420041010050500013M02606,9.99,EUR,R-one"]), name: "short.csv" });
  if (!short.ok) throw new Error(short.error.sentence);
  const { batchId } = short.value;
  const { revision } = await db().batch.findUniqueOrThrow({ where: { id: batchId } });
  const submitted = await submitBatch(maker, { batchId, submissionId: newId("batchSubmission"), revision, rows: 1 });
  if (!submitted.ok) throw new Error(submitted.error.sentence);
  await inTransaction(async (tx) => {
    await queueMail(tx, { merchantId: merchant.id, to: { personId: person.id }, subject: "One", text: "Two", path: "/payouts" });
    await proposeChange(tx, operator, { connectionId, kind: "credentials", settings: { apiKey: "another" }, changedNames: ["apiKey"] });
  });
});
afterEach(() => vi.unstubAllEnvs());

test("every sealed column of the schema is known, and has a row here", async () => {
  const folder = path.resolve(import.meta.dirname, "../../../prisma/schema");
  const inSchema = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    return [...text.matchAll(/^model \w+ \{\n(.*?)^\}/gms)].flatMap(([, body = ""]) => {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
      return [...body.matchAll(/^ {2}(\w+)Sealed\s+Bytes/gm)].map(([, name]) => `${table}.${name}`);
    });
  });
  const known = await sealedColumns(db());
  expect(known.map(({ table, name }) => `${table}.${name}`).sort()).toEqual(inSchema.sort());
  for (const column of known) expect((await rowsOf(column)).length, `a row in ${column.table}.${column.name}`).toBeGreaterThan(0);
});

test("everything is locked with the first key and opens to the same, the settings stay the settings, and the trail says so", async () => {
  const columns = await sealedColumns(db());
  const openAll = async (unseal: Awaited<ReturnType<typeof withKeys>>["unseal"]) => {
    const rows = await Promise.all(
      columns.map(async (column) => (await rowsOf(column)).map((row) => ({ table: column.table, name: column.name, ...row }))),
    );
    return rows
      .flat()
      .map((row) => `${row.table} ${row.name} ${row.binding} ${unseal(row)}`)
      .sort();
  };
  const before = await openAll((await withKeys(OLD)).unseal);
  const mark = await db().connection.findUniqueOrThrow({ where: { id: connectionId } });

  const fresh = newKey("fresh");
  const both = await withKeys(`${fresh},${OLD}`);
  const { columns: done } = await both.rotateKeys({ actorName: "Operator" });
  expect(done.every(({ rows }) => rows > 0)).toBe(true);
  expect((await both.countSealed()).map(({ keyId }) => keyId)).toEqual(columns.map(() => "fresh"));
  // The old key is not needed any more.
  expect(await openAll((await withKeys(fresh)).unseal)).toEqual(before);

  const after = await db().connection.findUniqueOrThrow({ where: { id: connectionId } });
  expect(after.settingsMark).toBe(mark.settingsMark);
  expect(Buffer.from(after.settingsSealed)).not.toEqual(Buffer.from(mark.settingsSealed));
  expect(await db().auditEntry.count({ where: { event: "keys.rotated" } })).toBe(await db().merchant.count());

  const again = await (await withKeys(`${fresh},${OLD}`)).rotateKeys({ actorName: "Operator" });
  expect(again.columns.every(({ rows }) => rows === 0)).toBe(true);
  expect(await db().auditEntry.count({ where: { event: "keys.rotated" } })).toBe(await db().merchant.count());
});

test("one that cannot open something stops there, and goes on once it has the key", async () => {
  const [third, stray] = [newKey("third"), newKey("stray")];
  await expect((await withKeys(`${third},${stray}`)).rotateKeys({ actorName: "Operator" })).rejects.toThrow(/fresh is not among/);
});

test("other settings get another mark, and what is written once lets nothing else through", async () => {
  const read = () => db().connection.findUniqueOrThrow({ where: { id: connectionId } });
  const was = await read();
  await db().connection.update({ where: { id: connectionId }, data: { settingsSealed: new Uint8Array(40) } });
  expect((await read()).settingsMark).not.toBe(was.settingsMark);
  await db().connection.update({ where: { id: connectionId }, data: { settingsMark: "chosen" } });
  expect((await read()).settingsMark).not.toBe("chosen");

  const where = { id: versionId };
  const anew = { addressSealed: new Uint8Array(40), addressKeyId: "another" };
  await expect(db().receiverAccountVersion.update({ where, data: anew })).rejects.toThrow(/append-only/);
  const resealing = (data: object) =>
    inTransaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL counterfoil.resealing = 'on'`;
      await tx.receiverAccountVersion.update({ where, data });
    });
  await expect(resealing({ ...anew, holderName: "Mallory" })).rejects.toThrow(/append-only/);
  await expect(resealing({ addressSealed: new Uint8Array(40) })).rejects.toThrow(/append-only/);
});
