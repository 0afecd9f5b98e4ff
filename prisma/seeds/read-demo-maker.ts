import { db } from "@/lib/db/client";
import { builtInRole } from "@/lib/domain/access/roles";

/** Whose doing it is where the demo shows something that people have made. */
export async function readDemoMaker(merchantId: string) {
  const membership = await db().membership.findFirst({
    where: { merchantId, role: "maker" },
    include: { person: true },
    orderBy: { id: "asc" },
  });
  if (!membership) throw new Error("The demo has nobody who makes payouts.");
  const { id: personId, name } = membership.person;
  return { kind: "person", personId, name, merchantId, ...builtInRole("maker") } as const;
}
