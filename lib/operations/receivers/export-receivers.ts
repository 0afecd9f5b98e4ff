import * as z from "zod";
import { csvLine } from "@/lib/base/csv";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { narrowReceivers } from "@/lib/db/narrow-receivers";
import { unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { AccountAddress } from "@/lib/domain/account/address";
import { ACCOUNT_COLUMNS, accountCells, RECEIVER_COLUMNS } from "@/lib/domain/receiver/csv-columns";
import { type ReceiverFilters, writeReceiverFilters } from "@/lib/domain/receiver/filters";

/** Line after line, as it is read: the whole is never held. */
export type CsvLines = AsyncGenerator<string, void, undefined>;

/** Exactly what the list is narrowed to, one line an account, their numbers masked. */
export async function exportReceivers(actor: Actor, { filters }: { readonly filters: ReceiverFilters }): Promise<Result<CsvLines, Denial>> {
  if (!may(actor, "receiver.view")) return failed(denial("forbidden"));
  await auditExport(actor, { filters, numbers: "masked" });
  return ok(linesOf(actor.merchantId, { filters, isFull: false }));
}

/** The same with whole numbers, for somebody who said why; that is on record before the first line is handed over. */
export async function exportFullReceivers(
  actor: Actor,
  { filters, reason }: { readonly filters: ReceiverFilters; readonly reason: string },
): Promise<Result<CsvLines, Denial>> {
  if (!may(actor, "receiver.reveal")) return failed(denial("forbidden"));
  await auditExport(actor, { filters, numbers: "whole", reason });
  return ok(linesOf(actor.merchantId, { filters, isFull: true }));
}

type Export = { readonly filters: ReceiverFilters; readonly numbers: "masked" | "whole"; readonly reason?: string };

async function auditExport(actor: Actor, { filters, numbers, reason }: Export): Promise<void> {
  const details = { numbers, narrowedBy: writeReceiverFilters(filters), ...(reason ? { reason } : {}) };
  const subject = { kind: "receiverFile", id: newId("audit") } as const;
  await inTransaction((tx) => writeAudit(tx, { actor, event: "receiver.exported", subject, details }));
}

const PAGE_ROWS = 500;

const Row = z.object({
  id: z.string(),
  createdAt: z.date(),
  reference: z.string().nullable(),
  kind: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  state: z.string(),
  tags: z.array(z.string()),
});

async function* linesOf(merchantId: string, { filters, isFull }: { filters: ReceiverFilters; isFull: boolean }): CsvLines {
  const where = await narrowReceivers(merchantId, filters);
  yield csvLine([...RECEIVER_COLUMNS, ...(isFull ? ACCOUNT_COLUMNS : ["state", "account_kind", "account_holder", "account_masked"])]);
  let after: { readonly createdAt: Date; readonly id: string } | null = null;
  for (;;) {
    const side: Prisma.Sql = after ? Prisma.sql`AND (r."createdAt", r."id") < (${after.createdAt}, ${after.id})` : Prisma.empty;
    const rows: z.infer<typeof Row>[] = z.array(Row).parse(
      await db().$queryRaw`
        SELECT r."id", r."createdAt", r."reference", r."kind", r."name", r."email", r."country", r."language", r."state",
          ARRAY(SELECT t."tag" FROM "receiver_tag" t WHERE t."receiverId" = r."id" ORDER BY t."tag") AS "tags"
        FROM "receiver" r WHERE ${where} ${side} ORDER BY r."createdAt" DESC, r."id" DESC LIMIT ${PAGE_ROWS}`,
    );
    const accounts = await accountsOf(merchantId, { receiverIds: rows.map(({ id }) => id), isFull });
    yield rows.map((row) => linesOfOne(row, { accounts: accounts.get(row.id) ?? [], isFull })).join("");
    after = rows.at(-1) ?? null;
    if (rows.length < PAGE_ROWS) return;
  }
}

function linesOfOne(row: z.infer<typeof Row>, { accounts, isFull }: { accounts: readonly (readonly string[])[]; isFull: boolean }): string {
  const { reference, kind, name, email, country, language, state, tags } = row;
  const facts = [reference, kind, name, email, country, language, tags.join(";"), ...(isFull ? [] : [state])];
  const none = (isFull ? ACCOUNT_COLUMNS : ["", "", ""]).map(() => "");
  return (accounts.length > 0 ? accounts : [none]).map((cells) => csvLine([...facts, ...cells])).join("");
}

type Wanted = { readonly receiverIds: string[]; readonly isFull: boolean };

/** The open accounts as they are in force, by receiver. */
async function accountsOf(merchantId: string, { receiverIds, isFull }: Wanted): Promise<Map<string, readonly (readonly string[])[]>> {
  const rows = await db().receiverAccount.findMany({
    where: { merchantId, receiverId: { in: receiverIds }, closedAt: null },
    include: {
      versions: {
        where: { OR: [{ decision: null }, { decision: { verdict: "confirmed" } }] },
        orderBy: { version: "desc" },
        take: 1,
      },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const byReceiver = new Map<string, readonly (readonly string[])[]>();
  for (const { receiverId, kind, versions } of rows) {
    const [version] = versions;
    if (!version) continue;
    const { id, holderName, masked, addressSealed, addressKeyId } = version;
    const cells = isFull
      ? accountCells({
          holderName,
          address: AccountAddress.parse(JSON.parse(unseal({ sealed: addressSealed, keyId: addressKeyId, binding: id }))),
        })
      : [kind, holderName, masked];
    byReceiver.set(receiverId, [...(byReceiver.get(receiverId) ?? []), cells]);
  }
  return byReceiver;
}
