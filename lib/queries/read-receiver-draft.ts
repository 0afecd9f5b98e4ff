import { db } from "@/lib/db/client";
import { detailsOf } from "@/lib/db/personal-details";
import { RECEIVER_KINDS, type ReceiverKind } from "@/lib/domain/receiver/schema";

/** What the edit form opens with. The personal details leave their seal here, for somebody who may change them. */
export async function readReceiverDraft(merchantId: string, receiverId: string) {
  const row = await db().receiver.findFirst({
    where: { merchantId, id: receiverId, state: "active" },
    include: { tags: { orderBy: { tag: "asc" } } },
  });
  if (!row) return null;
  const { phone, dateOfBirth, postalAddress } = detailsOf(row);
  const isNone = phone === null && dateOfBirth === null && postalAddress === null;
  return {
    kind: kindOf(row.kind),
    name: row.name,
    email: row.email ?? undefined,
    country: row.country ?? undefined,
    reference: row.reference ?? undefined,
    language: row.language ?? undefined,
    tags: row.tags.map(({ tag }) => tag),
    details: isNone
      ? undefined
      : {
          phone: phone ?? { dialCode: "", number: "" },
          dateOfBirth: dateOfBirth ?? "",
          postalAddress: postalAddress ?? { line1: "", line2: "", city: "", state: "", postcode: "", country: "" },
        },
  };
}

function kindOf(stored: string): ReceiverKind {
  return RECEIVER_KINDS.find((kind) => kind === stored) ?? "person";
}
