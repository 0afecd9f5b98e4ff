import * as z from "zod";
import { mapInTurns } from "@/lib/base/map-in-turns";
import type { Money } from "@/lib/base/money";
import { foldText } from "@/lib/base/text";
import { accountIndex } from "@/lib/db/account-index";
import type { Tx } from "@/lib/db/client";
import { exactIndex } from "@/lib/db/seal";
import { maskAddress } from "@/lib/domain/account/address";
import type { Cell } from "@/lib/domain/batch/cell";
import { chooseConnection, type KnownSource } from "@/lib/domain/batch/choose-connection";
import { type ReadBatchRow, type RowEdits, readBatchRow } from "@/lib/domain/batch/read-row";
import type { BatchTarget } from "@/lib/domain/batch/read-target";
import type { RowDoubt, RowFault } from "@/lib/domain/batch/row";
import type { RowContent, RowOrder } from "@/lib/domain/batch/row-content";
import type { BatchContext } from "./read-batch-context";

export type RowToCheck = { readonly line: number; readonly cells: readonly Cell[]; readonly edits: RowEdits };

/** A row with all that can be said of it alone; what it shares with others is `judgeBatch`'s. */
export type CheckedRow = {
  readonly line: number;
  readonly content: RowContent;
  readonly name: string;
  readonly reference: string;
  readonly amount: Money | null;
  readonly currency: string | null;
  readonly connectionId: string | null;
  readonly loop: "closed" | "open" | null;
  readonly accountMasked: string | null;
  readonly blindIndex: Uint8Array | null;
  readonly paymentSourceId: string | null;
  readonly orderId: string | null;
  readonly sendOn: string | null;
  readonly contentHash: Uint8Array | null;
  readonly faults: readonly RowFault[];
  readonly doubts: readonly RowDoubt[];
};

/** Reads and judges rows: two questions to the database, however many they are. */
export async function checkRows(tx: Tx, context: BatchContext, rows: readonly RowToCheck[]): Promise<readonly CheckedRow[]> {
  const read = await mapInTurns(rows, (row) => {
    const facts = readBatchRow(row.cells, row.edits, context.reading);
    return { row, facts, index: facts.target?.type === "account" ? accountIndex(facts.target.account) : null };
  });
  const orders = read.flatMap(({ facts: { target } }) => (target?.type === "order" ? [target.orderId] : []));
  const [sources, holders] = await Promise.all([
    findSources(tx, context.merchantId, orders),
    findHolders(
      tx,
      context.merchantId,
      read.flatMap(({ index }) => index ?? []),
    ),
  ]);
  return mapInTurns(read, ({ row, facts, index }) =>
    checkRow(context, row, { facts, index, sources, holders: index ? (holders.get(hex(index)) ?? []) : [] }),
  );
}

type About = {
  readonly facts: ReadBatchRow;
  readonly index: Uint8Array | null;
  readonly sources: (orderId: string) => readonly KnownSource[];
  /** Names of the receivers who have the account. */
  readonly holders: readonly string[];
};

function checkRow({ reading: _reading, connections, ...context }: BatchContext, row: RowToCheck, about: About): CheckedRow {
  const { facts, index, sources, holders } = about;
  const { target, currency, amount, connection: named, statementText } = facts;
  const chosen =
    target !== null && currency !== null
      ? chooseConnection(connections, {
          ...{ target, currency, named, statementText, isOnFile: holders.length > 0 },
          sources: target.type === "order" ? sources(target.orderId) : [],
        })
      : null;
  const faults = [...facts.faults, ...(chosen?.faults ?? [])];
  const doubts = [...facts.doubts, ...(chosen?.doubts ?? []), ...otherName(facts.name, target, holders)];
  const source = chosen?.source ?? null;
  const connectionId = chosen?.connectionId ?? null;
  const order: RowOrder | null =
    target && amount && connectionId && faults.length === 0
      ? {
          ...{ connection: connectionId, amountMinor: amount.minor.toString(), currency: amount.currency, target },
          ...{ reference: facts.reference, statementText, sendOn: facts.sendOn },
          unlikely: doubts.filter(({ kind }) => kind === "unlikely").map(({ sentence }) => sentence),
        }
      : null;
  return {
    line: row.line,
    content: { cells: [...row.cells], edits: { ...row.edits }, order },
    name: facts.name.slice(0, 140) || (source?.holderName ?? ""),
    reference: facts.reference.slice(0, 100),
    ...{ amount, currency, connectionId },
    loop: target === null ? null : target.type === "order" ? "closed" : "open",
    accountMasked: target?.type === "account" ? maskAddress(target.account) : (source?.masked ?? null),
    blindIndex: index,
    paymentSourceId: source?.id ?? null,
    orderId: target?.type === "order" ? target.orderId : null,
    sendOn: facts.sendOn,
    contentHash: target && amount ? contentHash(context.merchantId, { target, amount, index, source, reference: facts.reference }) : null,
    faults,
    doubts,
  };
}

type Content = {
  readonly target: BatchTarget;
  readonly amount: Money;
  readonly index: Uint8Array | null;
  readonly source: KnownSource | null;
  readonly reference: string;
};

/** Who is paid, how much and for what: however the file is called, ordered or written, the same payment has the same hash. */
function contentHash(merchantId: string, { target, amount, index, source, reference }: Content): Uint8Array<ArrayBuffer> {
  const whom =
    target.type === "order"
      ? `source:${source?.id ?? foldText(target.orderId)}`
      : `account:${index ? hex(index) : `${JSON.stringify(target.account)}:${foldText(target.name)}`}`;
  return exactIndex(["batchRow", merchantId, whom, amount.currency, amount.minor.toString(), foldText(reference)].join("\n"));
}

function otherName(name: string, target: BatchTarget | null, holders: readonly string[]): readonly RowDoubt[] {
  if (target?.type !== "account" || holders.length === 0 || holders.some((holder) => isSameName(holder, name))) return [];
  const names = new Intl.ListFormat("en", { type: "conjunction" }).format(holders.slice(0, 3));
  return [{ kind: "otherName", sentence: `This account is on file for ${names}, and the file says ${name}.` }];
}

/** "Schmidt, Anna" is Anna Schmidt. */
function isSameName(one: string, other: string): boolean {
  const words = (name: string) => [...(foldText(name).match(/[\p{L}\p{N}]+/gu) ?? [])].sort().join(" ");
  return words(one) === words(other);
}

async function findSources(tx: Tx, merchantId: string, orders: readonly string[]): Promise<(orderId: string) => readonly KnownSource[]> {
  if (orders.length === 0) return () => [];
  const asked = [...new Set(orders)];
  const rows = await tx.paymentSource.findMany({
    where: { merchantId, OR: [{ orderId: { in: asked } }, { sourceId: { in: asked } }, { orderReference: { in: asked } }] },
    select: {
      ...{ id: true, connectionId: true, currency: true, refusal: true, holderName: true, masked: true },
      ...{ orderId: true, sourceId: true, orderReference: true },
    },
  });
  const byId = new Map<string, KnownSource[]>();
  const byReference = new Map<string, KnownSource[]>();
  for (const row of rows) {
    for (const name of new Set([row.orderId, row.sourceId])) if (name !== null) add(byId, name, row);
    if (row.orderReference !== null) add(byReference, row.orderReference, row);
  }
  // The provider's own id counts more than the merchant's name for it, as where the payout is made.
  return (orderId) => byId.get(orderId) ?? byReference.get(orderId) ?? [];
}

function add(map: Map<string, KnownSource[]>, key: string, source: KnownSource): void {
  map.set(key, [...(map.get(key) ?? []), source]);
}

const Holder = z.array(z.object({ index: z.string(), name: z.string() }));

/** Who has these accounts in force, by the number's index. */
async function findHolders(tx: Tx, merchantId: string, indexes: readonly Uint8Array[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (indexes.length === 0) return new Map();
  const asked = [...new Set(indexes.map(hex))];
  const rows = Holder.parse(
    await tx.$queryRaw`
      SELECT asked."index", r."name" FROM unnest(${asked}::text[]) AS asked("index")
      JOIN "receiver_account_version" v ON v."merchantId" = ${merchantId} AND v."blindIndex" = decode(asked."index", 'hex')
      JOIN "receiver_account" a ON a."id" = v."accountId" AND a."closedAt" IS NULL
      JOIN "receiver" r ON r."id" = a."receiverId" AND r."state" = 'active'
      LEFT JOIN "account_decision" d ON d."versionId" = v."id"
      WHERE NOT v."needsConfirmation" OR coalesce(d."verdict", 'confirmed') = 'confirmed' ORDER BY v."createdAt", v."id"`,
  );
  const holders = new Map<string, string[]>();
  for (const { index, name } of rows) {
    const names = holders.get(index);
    if (names) names.push(name);
    else holders.set(index, [name]);
  }
  return holders;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
