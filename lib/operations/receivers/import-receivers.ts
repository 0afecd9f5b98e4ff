import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { foldText } from "@/lib/base/text";
import { MINUTE_MS } from "@/lib/base/time";
import { writeAudit, writeAudits } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import { readPolicy } from "@/lib/db/read-policy";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { AccountRule } from "@/lib/domain/approval/policy";
import type { ImportedReceiver, ImportNews, ImportPreview, ImportWish } from "@/lib/domain/receiver/import";
import { knownReferences, previewOf, type ReadImport, readImport } from "./read-import";
import { versionRow } from "./version-row";

export type ImportReceivers = Omit<ImportWish, "mode"> & { readonly mode: "all" | "good"; readonly bytes: Uint8Array };
export type Imported = { readonly imported: number; readonly known: number; readonly left: number };

/** What a file would bring, row by row. Nothing is written. */
export async function previewImport(actor: Actor, { bytes }: { readonly bytes: Uint8Array }): Promise<Result<ImportPreview, Denial>> {
  if (!may(actor, "receiver.create")) return failed(denial("forbidden"));
  const read = await readImport(actor.merchantId, bytes);
  return read.ok ? ok(previewOf(read.value)) : read;
}

/** In one transaction where all of it or nothing is wanted; else in slices, so that what is in stays in if the rest breaks off. */
const SLICE_ROWS = 500;
const WHOLE_FILE_MS = 2 * MINUTE_MS;

/**
 * Brings a file of receivers in. A reference that is on file is left alone, so that the same file twice, or again after a break, brings
 * nothing twice; two at once take turns. Each account is a proposal like any other.
 */
export async function importReceivers(
  actor: Actor,
  { bytes, mode, withDoubtful, fileHash }: ImportReceivers,
  onNews: (news: ImportNews) => void = () => {},
): Promise<Result<Imported, Denial>> {
  if (!may(actor, "receiver.create") || actorId(actor) === null) return failed(denial("forbidden"));
  const read = await readImport(actor.merchantId, bytes);
  if (!read.ok) return read;
  if (read.value.fileHash !== fileHash)
    return failed(denial("changedMeanwhile", "This is another file than the one that was checked. Check it again."));
  const { wanted, known, left } = choose(read.value, withDoubtful);
  if (mode === "all" && left > 0) {
    return failed(denial("invalidInput", `${left} ${left === 1 ? "row needs" : "rows need"} changing, so nothing was imported.`));
  }
  const { accounts: rule } = await readPolicy(db(), actor.merchantId);

  const slices = slicesOf(wanted);
  let imported = 0;
  const bring = async (tx: Tx, slice: readonly ImportedReceiver[]) => {
    imported += await storeSlice(tx, actor, { slice, rule });
  };
  const tell = (done: number) => onNews({ kind: "progress", done: Math.min(done * SLICE_ROWS, wanted.length), total: wanted.length });
  if (mode === "all") {
    await inTransaction(
      async (tx) => {
        for (const [at, slice] of slices.entries()) {
          await bring(tx, slice);
          tell(at + 1);
        }
        await auditWhole(tx, actor, { fileHash, mode, imported, rows: read.value.rows });
      },
      { timeoutMs: WHOLE_FILE_MS },
    );
  } else {
    for (const [at, slice] of slices.entries()) {
      await inTransaction((tx) => bring(tx, slice));
      tell(at + 1);
    }
    await inTransaction((tx) => auditWhole(tx, actor, { fileHash, mode, imported, rows: read.value.rows }));
  }
  return ok({ imported, known: known + wanted.length - imported, left });
}

type Chosen = { readonly wanted: readonly ImportedReceiver[]; readonly known: number; readonly left: number };

function choose({ good, bad, known }: ReadImport, withDoubtful: boolean): Chosen {
  const fresh = good.filter(({ receiver }) => !known.has(receiver.reference));
  const wanted = fresh.filter(({ doubts }) => withDoubtful || doubts.length === 0);
  return {
    wanted: wanted.map(({ receiver }) => receiver),
    known: good.length - fresh.length,
    left: fresh.length - wanted.length + bad.length,
  };
}

function slicesOf(wanted: readonly ImportedReceiver[]): readonly (readonly ImportedReceiver[])[] {
  const count = Math.ceil(wanted.length / SLICE_ROWS);
  return Array.from({ length: count }, (_, at) => wanted.slice(at * SLICE_ROWS, (at + 1) * SLICE_ROWS));
}

type Slice = { readonly slice: readonly ImportedReceiver[]; readonly rule: AccountRule };

/** Whoever imports at the same time waits here, and then finds these references on file. */
async function storeSlice(tx: Tx, actor: Actor, { slice, rule }: Slice): Promise<number> {
  const { merchantId } = actor;
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`import:${merchantId}`}, 0))::text`;
  const known = await knownReferences(
    tx,
    merchantId,
    slice.map(({ reference }) => reference),
  );
  const people = slice.filter(({ reference }) => !known.has(reference)).map((person) => ({ ...person, id: newId("receiver") }));
  const createdAt = currentTime();
  const createdById = actorId(actor);
  await tx.receiver.createMany({
    data: people.map(({ id, kind, name, email, country, language, reference }) => ({
      ...{ id, merchantId, kind, name, nameFolded: foldText(name), email: email?.toLowerCase() ?? null, country: country ?? null },
      ...{ language: language ?? null, reference, createdAt, createdById },
    })),
  });
  await tx.receiverTag.createMany({
    data: people.flatMap(({ id: receiverId, tags = [] }) => tags.map((tag) => ({ merchantId, receiverId, tag }))),
  });
  const accounts = people.flatMap(({ id: receiverId, account }) =>
    account ? [{ account, row: { id: newId("receiverAccount"), merchantId, receiverId, kind: account.address.kind, createdAt } }] : [],
  );
  await tx.receiverAccount.createMany({ data: accounts.map(({ row }) => row) });
  const versions = accounts.map(({ account, row }) => {
    return versionRow(rule, actor, { account: row, version: 1, isPaidBefore: false, origin: "import", ...account });
  });
  await tx.receiverAccountVersion.createMany({ data: versions });
  await writeAudits(
    tx,
    people.map(({ id, name }) => {
      const masked = versions[accounts.findIndex(({ row }) => row.receiverId === id)]?.masked;
      const details = { name, origin: "import", ...(masked ? { account: masked } : {}) };
      return { actor, event: "receiver.created", subject: { kind: "receiver", id }, details };
    }),
  );
  return people.length;
}

type Whole = { readonly fileHash: string; readonly mode: string; readonly imported: number; readonly rows: number };

async function auditWhole(tx: Tx, actor: Actor, { fileHash, ...details }: Whole): Promise<void> {
  await writeAudit(tx, { actor, event: "receiver.imported", subject: { kind: "receiverFile", id: fileHash }, details });
}
