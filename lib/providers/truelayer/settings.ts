import { createPrivateKey } from "node:crypto";
import * as z from "zod";
import { setting } from "../contract/settings-form";

/** One network alone, by its name among people and at TrueLayer. */
export const SCHEME_IDS = {
  "Faster Payments": "faster_payments_service",
  "SEPA Instant": "sepa_credit_transfer_instant",
  "SEPA Credit Transfer": "sepa_credit_transfer",
  Elixir: "polish_domestic_standard",
  "Express Elixir": "polish_domestic_express",
} as const;

const SCHEME_CHOICES = [
  "instant preferred",
  "instant only",
  "Faster Payments",
  "SEPA Instant",
  "SEPA Credit Transfer",
  "Elixir",
  "Express Elixir",
] as const;

const Members = z.object({
  clientId: setting(z.string().trim().min(1, "Enter the client id."), {
    label: "Client id",
    help: "TrueLayer Console, App settings.",
  }),
  clientSecret: setting(z.string().trim().min(8, "Enter the whole client secret."), {
    label: "Client secret",
    secret: true,
  }),
  merchantAccountId: setting(z.uuid("The merchant account id is a UUID."), {
    label: "Merchant account id",
    help: "The account that payouts are drawn from; its currency is the only one that can be paid.",
  }),
  signingKeyId: setting(z.uuid("The key id is a UUID."), {
    label: "Signing key id",
    help: "The id that the Console shows for the public key that you uploaded there.",
  }),
  signingPrivateKey: setting(z.string().refine(isP521PrivateKey, "This is not an EC private key on curve P-521 in PEM form."), {
    label: "Signing private key",
    help: "PEM, curve P-521. It signs every payout and never leaves this installation.",
    secret: true,
    multiline: true,
  }),
  scheme: setting(z.enum(SCHEME_CHOICES).default("instant preferred"), {
    label: "Bank network",
    help: "Instant where the receiver's bank takes it, instant alone, or one network of the account's currency. Left as it is, every bank can be paid.",
  }),
  clientName: setting(z.string().trim().max(70, "At most 70 characters.").default(""), {
    label: "Business client: trading name",
    help: "Only where you pay on behalf of another business, whom TrueLayer then has to know.",
  }),
  clientRegistration: setting(z.string().trim().max(35, "At most 35 characters.").default(""), {
    label: "Business client: registration number",
    help: "Of that business.",
  }),
});

/** Half a business client would go unsaid, and TrueLayer would not know on whose behalf it pays. */
export const TrueLayerSettings = Members.refine(({ clientName, clientRegistration }) => clientName === "" || clientRegistration !== "", {
  path: ["clientRegistration"],
  error: "Enter the business client's registration number too, or leave out its name.",
}).refine(({ clientName, clientRegistration }) => clientRegistration === "" || clientName !== "", {
  path: ["clientName"],
  error: "Enter the business client's trading name too, or leave out its registration number.",
});

export type TrueLayerSettings = z.infer<typeof TrueLayerSettings>;

function isP521PrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === "secp521r1";
  } catch {
    return false;
  }
}
