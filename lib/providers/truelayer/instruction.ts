import type { AccountAddress } from "@/lib/domain/account/address";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { PayoutOrder, SendOutcome } from "../contract/payout";
import { SCHEME_IDS, type TrueLayerSettings } from "./settings";
import { fitText, textRulesFor } from "./text";
import { NUMBER_KEY } from "./wire";

/** The bytes of a payout, or why TrueLayer could not take it. A function of the order and the settings: the same order under the same settings is the same bytes. */
export type Instruction =
  | { readonly kind: "ready"; readonly body: Uint8Array }
  | { readonly kind: "refused"; readonly outcome: Extract<SendOutcome, { kind: "refused" }> };

/** What of the settings stands in every payout. */
type Terms = Pick<TrueLayerSettings, "merchantAccountId"> &
  Partial<Pick<TrueLayerSettings, "scheme" | "clientName" | "clientRegistration">>;

export function instructionOf(order: PayoutOrder, terms: Terms): Instruction {
  const { merchantAccountId } = terms;
  const { amount, destination } = order;
  const rules = textRulesFor(amount.currency);
  if (!rules) return refused("instructionInvalid", `TrueLayer does not pay in ${amount.currency}.`);
  const amountInMinor = Number(amount.minor);
  if (amount.minor < 1n || !Number.isSafeInteger(amountInMinor))
    return refused("amountInvalid", "The amount is not a number that TrueLayer takes.");
  const reference = fitText(order.statementText, rules, rules.referenceLimit);
  if (reference === null) return refused("instructionInvalid", `The text for the statement does not fit ${amount.currency} payments.`);

  const beneficiary = beneficiaryOf(destination, reference, (name) => fitText(name, rules, rules.nameLimit));
  if (beneficiary.kind === "refused") return beneficiary;
  const body = JSON.stringify({
    merchant_account_id: merchantAccountId,
    amount_in_minor: amountInMinor,
    currency: amount.currency,
    beneficiary: beneficiary.value,
    ...schemeOf(terms),
    ...subMerchantsOf(terms),
    metadata: metadataOf(order),
  });
  return { kind: "ready", body: new TextEncoder().encode(body) };
}

type Beneficiary = { readonly kind: "value"; readonly value: unknown } | Extract<Instruction, { kind: "refused" }>;

function beneficiaryOf(destination: PayoutOrder["destination"], reference: string, fitName: (name: string) => string | null): Beneficiary {
  if (destination.kind === "paymentSource") {
    const { userId, paymentSourceId } = destination;
    return { kind: "value", value: { type: "payment_source", user_id: userId, payment_source_id: paymentSourceId, reference } };
  }
  if (destination.kind === "order") return refused("instructionInvalid", "TrueLayer pays back to payment sources, not to orders.");
  if (destination.kind === "enrolled") return refused("instructionInvalid", "TrueLayer enrols nobody.");
  const { address, verificationId } = destination;
  if (address.kind === "ownAccount") return { kind: "value", value: { type: "business_account", reference } };
  if (address.kind === "chosenByReceiver") return receiverChooses(destination.holderName, address.email, reference);
  if (verificationId !== undefined) {
    return { kind: "value", value: { type: "verified_external_account", account_holder_verification_id: verificationId } };
  }
  const identifier = identifierOf(address);
  if (!identifier) return refused("accountInvalid", "TrueLayer cannot pay to this kind of account.");
  const holderName = fitName(destination.holderName);
  if (holderName === null)
    return refused("instructionInvalid", "The receiver's name has characters that this currency's payments cannot carry.");
  const account = {
    type: "external_account",
    account_holder_name: holderName,
    account_identifier: identifier,
    reference,
  };
  return { kind: "value", value: account };
}

/** TrueLayer asks the receiver to name the account on its own page, and holds the bank's name for it against this one. */
function receiverChooses(name: string, email: string, reference: string): Beneficiary {
  if (/[()]/.test(name))
    return refused("instructionInvalid", "TrueLayer takes no parentheses in the name of a receiver who names the account.");
  const value = {
    type: "user_determined",
    reference,
    user: { name, email },
    verification: { verify_name: true },
    provider_selection: { type: "user_selected", filter: { countries: ["GB"] } },
  };
  return { kind: "value", value };
}

/** Left out where it is TrueLayer's own default, so that orders of before are the same bytes. */
function schemeOf({ scheme }: Terms): Record<string, unknown> {
  if (scheme === undefined || scheme === "instant preferred") return {};
  if (scheme === "instant only") return { scheme_selection: { type: "instant_only" } };
  return { scheme_selection: { type: "preselected", scheme_id: SCHEME_IDS[scheme] } };
}

function subMerchantsOf({ clientName, clientRegistration }: Terms): Record<string, unknown> {
  if (!clientName || !clientRegistration) return {};
  const client = { type: "business_client", id: clientRegistration, trading_name: clientName, registration_number: clientRegistration };
  return { sub_merchants: { ultimate_counterparty: client } };
}

/** Null for kinds of account that TrueLayer has no name for. */
export function identifierOf(address: AccountAddress): Record<string, unknown> | null {
  if (address.kind === "iban") return { type: "iban", iban: address.iban };
  if (address.kind === "bban" && /^\d{26}$/.test(address.bban)) return { type: "nrb", nrb: address.bban };
  if (address.kind !== "sortCode") return null;
  return { type: "sort_code_account_number", sort_code: address.sortCode, account_number: address.accountNumber };
}

/** Ours first, so that a payout can be found again in the account's transactions; then as many of the merchant's as TrueLayer takes. */
function metadataOf({ number, metadata }: PayoutOrder): Record<string, string> {
  const fits = ([key, value]: readonly [string, string]) => key.length > 0 && key.length <= 40 && value.length <= 500 && key !== NUMBER_KEY;
  const theirs = Object.entries(metadata)
    .filter(fits)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries([[NUMBER_KEY, number], ...theirs.slice(0, 9)]);
}

function refused(reason: FailureReason, message: string): Extract<Instruction, { kind: "refused" }> {
  return { kind: "refused", outcome: { kind: "refused", failure: { reason, providerCode: "", message }, evidenceId: null } };
}
