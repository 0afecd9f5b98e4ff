import { createPublicKey } from "node:crypto";
import * as z from "zod";

/** What the Console knows of a client and one of its merchant accounts. */
export const TrueLayerCredentials = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  signingKeyId: z.uuid(),
  signingPublicKey: z.string().refine(isP521PublicKey, "is not an EC public key on curve P-521 in PEM form"),
  merchantAccountId: z.uuid(),
  currency: z.enum(["GBP", "EUR", "PLN"]),
  holderName: z.string().min(1).default("Counterfoil Demo"),
});
export type TrueLayerCredentials = z.infer<typeof TrueLayerCredentials>;

export const Identifier = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("sort_code_account_number"),
    sort_code: z.string().regex(/^[0-9]{6}$/),
    account_number: z.string().regex(/^[0-9]{8}$/),
  }),
  z.object({
    type: z.literal("iban"),
    iban: z
      .string()
      .max(34)
      .regex(/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/),
  }),
  z.object({ type: z.literal("nrb"), nrb: z.string().regex(/^[0-9]{26}$/) }),
]);
export type Identifier = z.infer<typeof Identifier>;

const Metadata = z
  .record(z.string().min(1).max(40), z.string().max(500))
  .refine((pairs) => Object.keys(pairs).length <= 10, "has more than 10 pairs");

const Address = z.object({
  address_line1: z.string().min(1).max(50),
  address_line2: z.string().max(50).optional(),
  city: z.string().min(1).max(50),
  state: z.string().max(50).optional(),
  zip: z.string().min(1).max(20),
  country_code: z.string().regex(/^[A-Z]{2}$/),
});

const PaymentSourceBeneficiary = z.object({
  type: z.literal("payment_source"),
  user_id: z.uuid(),
  payment_source_id: z.uuid(),
  reference: z.string().min(1),
});
const ExternalAccountBeneficiary = z.object({
  type: z.literal("external_account"),
  account_holder_name: z.string().min(1),
  account_identifier: Identifier,
  reference: z.string().min(1),
  date_of_birth: z.iso.date().optional(),
  address: Address.optional(),
});

const BusinessBeneficiary = z.object({ type: z.literal("business_account"), reference: z.string().min(1) });

const UserDeterminedBeneficiary = z.object({
  type: z.literal("user_determined"),
  reference: z.string().min(1),
  user: z
    .object({
      id: z.uuid().optional(),
      name: z
        .string()
        .min(1)
        .regex(/^[^()]*$/, "must have no parentheses"),
      email: z.email().optional(),
      phone: z
        .string()
        .regex(/^\+\d+$/)
        .optional(),
    })
    .refine(({ email, phone }) => email !== undefined || phone !== undefined, "email or phone is required"),
  verification: z.object({ verify_name: z.literal(true) }),
  provider_selection: z.object({
    type: z.literal("user_selected"),
    filter: z.object({ countries: z.array(z.literal("GB")) }).optional(),
  }),
});

const VerifiedBeneficiary = z.object({
  type: z.literal("verified_external_account"),
  account_holder_verification_id: z.uuid(),
  override_bank_matched_name: z.boolean().optional(),
});

/** On whose behalf the client pays. Its registration number, or its address. */
const SubMerchants = z.object({
  ultimate_counterparty: z.discriminatedUnion("type", [
    z.object({ type: z.literal("business_division"), id: z.string().min(1), name: z.string().min(1) }),
    z.object({
      type: z.literal("business_client"),
      id: z.string().min(1),
      trading_name: z.string().min(1).max(70),
      commercial_name: z.string().max(100).optional(),
      registration_number: z.string().min(1).max(35),
    }),
  ]),
});

/** Ours: fields that the documentation does not name are passed over, as JSON services do; those it names are held to it. */
export const CreateRequest = z.object({
  merchant_account_id: z.uuid(),
  amount_in_minor: z.int().min(1),
  currency: z.enum(["GBP", "EUR", "PLN"]),
  beneficiary: z.discriminatedUnion("type", [
    PaymentSourceBeneficiary,
    ExternalAccountBeneficiary,
    BusinessBeneficiary,
    UserDeterminedBeneficiary,
    VerifiedBeneficiary,
  ]),
  scheme_selection: z
    .discriminatedUnion("type", [
      z.object({ type: z.literal("instant_preferred") }),
      z.object({ type: z.literal("instant_only") }),
      z.object({
        type: z.literal("preselected"),
        scheme_id: z.enum([
          "faster_payments_service",
          "sepa_credit_transfer_instant",
          "sepa_credit_transfer",
          "polish_domestic_standard",
          "polish_domestic_express",
        ]),
      }),
    ])
    .optional(),
  sub_merchants: SubMerchants.optional(),
  metadata: Metadata.optional(),
});
export type CreateRequest = z.infer<typeof CreateRequest>;

/** What is kept of a payout beside what every provider's ledger keeps. */
export const TrueLayerDetails = z.object({
  beneficiary: z.discriminatedUnion("type", [
    PaymentSourceBeneficiary,
    ExternalAccountBeneficiary.pick({ type: true, account_holder_name: true, account_identifier: true, reference: true }),
    BusinessBeneficiary,
    UserDeterminedBeneficiary,
    VerifiedBeneficiary,
  ]),
  /** Of the account that is paid, as the bank knows it. */
  holderName: z.string().nullable(),
  identifiers: z.array(Identifier),
  schemeId: z.string(),
  /** The receiver has opened the page on which the account is named. */
  isAuthorizing: z.boolean().default(false),
  metadata: z.record(z.string(), z.string()),
});
export type TrueLayerDetails = z.infer<typeof TrueLayerDetails>;

export const TokenRequest = z.object({
  grant_type: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
  scope: z.string().default(""),
});

/** Limits and characters of reference and name, by the scheme of the currency. */
const SCHEME_TEXT = {
  GBP: { reference: 18, name: 140, characters: /^[a-zA-Z0-9\s/\-?:().,’+#=!"%&*<>;{@]+$/ },
  EUR: { reference: 140, name: 70, characters: /^[\p{Script=Latin}0-9\s/\-?:().,'+!"#$%&*;<=>@_]+$/u },
  PLN: { reference: 20, name: 70, characters: /^[a-zA-Z0-9\s/\-?:().,'+]+$/ },
} as const;

/** What a shape alone cannot say, as TrueLayer's `errors`: JSON path to sentences. Empty when nothing is wrong. */
export function schemeErrors({ currency, beneficiary }: CreateRequest): Record<string, string[]> {
  const rules = SCHEME_TEXT[currency];
  const errors: Record<string, string[]> = {};
  if (beneficiary.type === "verified_external_account") return errors;
  if (beneficiary.type === "user_determined" && currency !== "GBP") errors.currency = ["must be GBP where the receiver names the account"];
  const { reference } = beneficiary;
  if (reference.length > rules.reference) errors["beneficiary.reference"] = [`must be at most ${rules.reference} characters`];
  else if (!rules.characters.test(reference)) errors["beneficiary.reference"] = ["has characters that the scheme does not carry"];
  if (beneficiary.type !== "external_account") return errors;

  const { account_holder_name: name, account_identifier: identifier } = beneficiary;
  if (name.length > rules.name) errors["beneficiary.account_holder_name"] = [`must be at most ${rules.name} characters`];
  else if (!rules.characters.test(name)) errors["beneficiary.account_holder_name"] = ["has characters that the scheme does not carry"];
  if (!carries(currency, identifier)) errors["beneficiary.account_identifier"] = [`cannot be paid in ${currency}`];
  return errors;
}

/** A payment in pounds cannot go to a euro account; for the other pairs this is ours. */
function carries(currency: CreateRequest["currency"], identifier: Identifier): boolean {
  if (identifier.type === "sort_code_account_number") return currency === "GBP";
  if (identifier.type === "nrb") return currency === "PLN";
  if (currency === "GBP") return identifier.iban.startsWith("GB");
  return currency === "EUR" || identifier.iban.startsWith("PL");
}

function isP521PublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyDetails?.namedCurve === "secp521r1";
  } catch {
    return false;
  }
}
