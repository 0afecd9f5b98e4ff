import { db } from "@/lib/db/client";
import { ACCOUNT_KINDS, type AccountKind } from "@/lib/domain/account/address";
import { findProvider } from "@/lib/providers/registry";

/** A kind of account that some active connection can pay, and whether all that can want to know the receiver better first. */
export type AccountOffer = { readonly kind: AccountKind; readonly wantsDetails: boolean };

export async function listAccountOffers(merchantId: string): Promise<readonly AccountOffer[]> {
  const rows = await db().connection.findMany({
    where: { merchantId, state: "active" },
    select: { provider: true },
    distinct: ["provider"],
  });
  const manifests = rows.flatMap(({ provider }) => findProvider(provider)?.manifest ?? []);
  return ACCOUNT_KINDS.flatMap((kind) => {
    const able = manifests.filter(({ accountKinds }) => accountKinds.includes(kind));
    if (able.length === 0) return [];
    return [{ kind, wantsDetails: able.every(({ enrolment }) => (enrolment?.needs.length ?? 0) > 0) }];
  });
}
