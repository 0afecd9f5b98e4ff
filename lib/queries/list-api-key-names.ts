import { db } from "@/lib/db/client";

/** Keys to choose from, newest first; those that have ended too, since their past is what is looked for. */
export async function listApiKeyNames(merchantId: string): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return db().apiKey.findMany({ where: { merchantId }, select: { id: true, name: true }, orderBy: { createdAt: "desc" }, take: 20 });
}
