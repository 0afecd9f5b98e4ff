import * as z from "zod";
import type { Tx } from "./client";
import { Prisma } from "./generated/client";

export type DueRows = {
  readonly table: "batch" | "enrolment" | "payout" | "schedule" | "unit_signature";
  /** The column that says when a row's turn comes. */
  readonly time: "nextCheckAt" | "nextLookAt" | "waitsSince";
  readonly until: Date;
  /** Moved on to, so that a row is not handed out again while its job runs. A job that is lost in any way is made anew after that. */
  readonly next: Date;
  readonly most: number;
};

/** Those whose turn has come, the longest due first. Two workers may ask at once; each is given other rows. */
export async function claimDue<Shape extends z.ZodRawShape>(
  tx: Tx,
  row: z.ZodObject<Shape>,
  { table, time, until, next, most }: DueRows,
): Promise<z.infer<z.ZodObject<Shape>>[]> {
  const [from, at] = [nameOf(table), nameOf(time)];
  const columns = Prisma.join(Object.keys(row.shape).map(nameOf));
  return z.array(row).parse(
    await tx.$queryRaw`
      UPDATE ${from} SET ${at} = ${next}
      WHERE "id" IN (SELECT "id" FROM ${from} WHERE ${at} <= ${until} ORDER BY ${at} LIMIT ${most} FOR UPDATE SKIP LOCKED)
      RETURNING ${columns}`,
  );
}

function nameOf(name: string): Prisma.Sql {
  return Prisma.raw(`"${name}"`);
}
