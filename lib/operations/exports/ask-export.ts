import * as z from "zod";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { expectPayouts } from "@/lib/db/expect-payouts";
import { Prisma } from "@/lib/db/generated/client";
import { narrowPayouts } from "@/lib/db/narrow-payouts";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { AskExport } from "@/lib/domain/export/schema";
import { readPayoutFilters } from "@/lib/domain/payout/filters";
import { historyAddress, historyQuery } from "@/lib/domain/payout/history-view";
import { enqueue } from "@/lib/queue/enqueue";

/** Of one person at once: each is a walk through the history. */
const MOST_OPEN = 3;
const COUNTED_UP_TO = 10_000;

export type AskedExport = { readonly exportId: string };

/** Asks for a file of exactly what is filtered. The worker writes it; who asked, and for what, is on record from here on. */
export async function askExport(actor: Actor, { format, query }: AskExport): Promise<Result<AskedExport, Denial>> {
  if (!may(actor, "payout.view") || actor.kind !== "person") return failed(denial("forbidden"));
  const { merchantId, personId, name } = actor;
  const words = new URLSearchParams(query);
  const address = historyAddress((one) => words.getAll(one));
  const { filters, problems } = readPayoutFilters(address);
  // A file of more than was asked for would be taken for what was asked for.
  if (problems.length > 0) return failed(denial("invalidInput", "One of the filters cannot be used. Remove it, then export."));

  const { timeZone } = await db().merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { timeZone: true } });
  const rowsExpected = await expectRows(await narrowPayouts({ merchantId, filters, timeZone }));
  return inTransaction(async (tx) => {
    const open = await tx.payoutExport.count({ where: { merchantId, personId, endedAt: null } });
    if (open >= MOST_OPEN) return failed(denial("exportsUnderWay"));
    const id = newId("payoutExport");
    const asked = historyQuery({ ...address, older: null, newer: null, first: null });
    await tx.payoutExport.create({ data: { id, merchantId, personId, personName: name, format, query: asked, timeZone, rowsExpected } });
    await writeAudit(tx, {
      actor,
      event: "payout.exportAsked",
      subject: { kind: "payoutFile", id },
      details: { format, narrowedBy: Object.fromEntries(new URLSearchParams(asked)), rowsExpected },
    });
    await enqueue(tx, "writeExport", { exportId: id });
    return ok({ exportId: id });
  });
}

const Count = z.tuple([z.object({ count: z.int() })]);

async function expectRows(where: Prisma.Sql): Promise<number> {
  const bounded = Prisma.sql`SELECT 1 FROM "payout" p WHERE ${where} LIMIT ${COUNTED_UP_TO}`;
  const [{ count }] = Count.parse(await db().$queryRaw`SELECT count(*)::int AS "count" FROM (${bounded}) counted`);
  return count < COUNTED_UP_TO ? count : Math.max(await expectPayouts(db(), where), count);
}
