import { db } from "@/lib/db/client";

/** The merchant's connections by name, for choices. */
export async function listConnectionNames(merchantId: string): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return db().connection.findMany({ where: { merchantId }, select: { id: true, name: true }, orderBy: { name: "asc" } });
}
