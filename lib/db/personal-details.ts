import { NO_DETAILS, PersonalDetails } from "@/lib/domain/receiver/details";
import type { Receiver } from "./generated/client";
import { seal, unseal } from "./seal";

type Sealed = Pick<Receiver, "id" | "detailsSealed" | "detailsKeyId">;

/** Telephone, date of birth and address of one receiver; they are unsealed for the provider and for whoever edits them. */
export function detailsOf({ id, detailsSealed, detailsKeyId }: Sealed): PersonalDetails {
  if (detailsSealed === null || detailsKeyId === null) return NO_DETAILS;
  return PersonalDetails.parse(JSON.parse(unseal({ sealed: detailsSealed, keyId: detailsKeyId, binding: id })));
}

/** The same as columns; nothing is stored where nothing is known. */
export function sealDetails(receiverId: string, details: PersonalDetails): Pick<Receiver, "detailsSealed" | "detailsKeyId"> {
  if (details.phone === null && details.dateOfBirth === null && details.postalAddress === null) {
    return { detailsSealed: null, detailsKeyId: null };
  }
  const { sealed, keyId } = seal(JSON.stringify(details), receiverId);
  return { detailsSealed: sealed, detailsKeyId: keyId };
}
