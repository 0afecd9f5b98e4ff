import type { ReceiverDetails } from "../contract/receiver";
import { alpha3Of } from "./country";

export type ReceiverBody =
  | { readonly kind: "ready"; readonly value: Record<string, string> }
  /** What our record of the receiver does not hold, as a sentence for whoever can add it. */
  | { readonly kind: "lacking"; readonly sentence: string };

/** A receiver as Ipay asks for one. Companies cannot be enrolled: there is no member that could name one. */
export function receiverBodyOf(receiver: ReceiverDetails, subaccountId: string): ReceiverBody {
  const { kind, firstName, lastName, email, dateOfBirth, phone, postalAddress } = receiver;
  if (kind === "company") return lacking("Ipay enrols people only, not companies.");
  if (firstName.trim() === "" || lastName.trim() === "") return lacking("Ipay needs the receiver's first and last name.");
  if (dateOfBirth === null) return lacking("Ipay needs the receiver's date of birth.");
  if (phone === null) return lacking("Ipay needs the receiver's telephone number.");
  if (postalAddress === null) return lacking("Ipay needs the receiver's postal address.");
  const { line1, line2, city, state, postcode, country } = postalAddress;
  const countryThere = alpha3Of(country);
  if (countryThere === null) return lacking("Ipay needs the country of the receiver's postal address.");
  return {
    kind: "ready",
    value: {
      subaccount_id: subaccountId,
      first_name: firstName.trim(),
      last_name: lastName.trim(),
      email,
      dob: dateOfBirth,
      dialcode: phone.dialCode.replace(/\D/g, ""),
      phone: phone.number.replace(/\D/g, ""),
      address: withoutDots(line1),
      ...(line2 ? { address2: withoutDots(line2) } : {}),
      city,
      // Required everywhere, although many countries have none.
      state: state ?? city,
      postcode,
      country: countryThere,
      reference: receiver.receiverId,
    },
  };
}

/** "12 St. Kilda Rd." is refused, "12 St Kilda Rd" is not. */
function withoutDots(line: string): string {
  return line.replaceAll(".", " ").replace(/\s+/g, " ").trim();
}

function lacking(sentence: string): ReceiverBody {
  return { kind: "lacking", sentence };
}
