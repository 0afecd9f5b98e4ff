import type { PersonalDetails } from "@/lib/domain/receiver/details";
import type { ReceiverKind } from "@/lib/domain/receiver/schema";

/** What a provider asks of those whom it pays, as its manifest says it. */
export type EnrolmentNeeds = {
  readonly receiverKinds: readonly ReceiverKind[];
  readonly needs: readonly ("phone" | "dateOfBirth" | "postalAddress")[];
};

export type EnrolmentFacts = PersonalDetails & {
  readonly kind: ReceiverKind;
  readonly name: string;
  readonly email: string | null;
  /** A wallet known by its owner's e-mail brings the address with it. */
  readonly accountKind: string;
};

const WORDS = { phone: "a phone number", dateOfBirth: "a date of birth", postalAddress: "a postal address" } as const;

/** What the receiver's record lacks before the provider can be told of them, in words that fit "It needs …"; empty when nothing does. */
export function missingForEnrolment(facts: EnrolmentFacts, { receiverKinds, needs }: EnrolmentNeeds): readonly string[] {
  if (!receiverKinds.includes(facts.kind)) return [`a receiver who is a ${receiverKinds.join(" or ")}`];
  return [
    ...(facts.email === null && facts.accountKind !== "emailWallet" ? ["an e-mail address"] : []),
    ...(needs.length > 0 && facts.kind === "person" && nameParts(facts.name).lastName === "" ? ["a first and a last name"] : []),
    ...needs.filter((need) => facts[need] === null).map((need) => WORDS[need]),
  ];
}

/** The last word is the last name, which is right more often than any other simple rule; a company has none. */
export function nameParts(name: string): { firstName: string; lastName: string } {
  const words = name.trim().split(/\s+/);
  if (words.length < 2) return { firstName: name.trim(), lastName: "" };
  return { firstName: words.slice(0, -1).join(" "), lastName: words.at(-1) ?? "" };
}
