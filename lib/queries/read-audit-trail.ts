import * as z from "zod";
import { db } from "@/lib/db/client";

/** How far the trail is sealed. `people`: everybody who may stand in it, for the filter. */
export type AuditTrail = {
  readonly sealed: number;
  readonly sealedAt: Date | null;
  readonly waiting: number;
  readonly people: readonly { readonly id: string; readonly name: string }[];
};

const Waiting = z.tuple([z.object({ count: z.int() })]);

export async function readAuditTrail(merchantId: string): Promise<AuditTrail> {
  const [last, [waiting], members] = await Promise.all([
    db().auditLink.findFirst({ where: { merchantId }, orderBy: { sequence: "desc" } }),
    db().$queryRaw`SELECT count(*)::int AS "count" FROM "audit_unsealed" WHERE "merchantId" = ${merchantId}`.then((rows) =>
      Waiting.parse(rows),
    ),
    db().membership.findMany({
      where: { merchantId },
      select: { person: { select: { id: true, name: true } } },
      orderBy: { person: { name: "asc" } },
    }),
  ]);
  return {
    sealed: Number(last?.sequence ?? 0),
    sealedAt: last?.sealedAt ?? null,
    waiting: waiting.count,
    people: members.map(({ person }) => person),
  };
}
