import * as z from "zod";
import { stripSpaces } from "@/lib/base/text";

/** The six digits of an authenticator app, as people type them. */
export const TotpCode = z
  .string("Give the code.")
  .max(20, "A code has six digits.")
  .transform(stripSpaces)
  .pipe(z.string().regex(/^\d{6}$/, "A code has six digits."));

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** What an authenticator signed, as browsers hand it over. Bounded, since strangers send it too. */
export const PasskeyAssertion = z.object({
  id: Base64Url.max(1400),
  rawId: Base64Url.max(1400),
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: Base64Url.max(4000),
    authenticatorData: Base64Url.max(4000),
    signature: Base64Url.max(4000),
    userHandle: Base64Url.max(200).optional(),
  }),
  clientExtensionResults: z.looseObject({}).transform(() => ({})),
});
export type PasskeyAssertion = z.infer<typeof PasskeyAssertion>;

export const RecoveryCodeText = z
  .string("Give the recovery code.")
  .max(40, "A recovery code has sixteen letters and digits.")
  .transform((typed) => stripSpaces(typed).toUpperCase())
  .pipe(z.string().regex(/^[0-9A-Z]{16}$/, "A recovery code has sixteen letters and digits."));

/** What completes a sign-in whose password was right. */
export const SecondFactor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("totp"), code: TotpCode }),
  z.object({ kind: z.literal("recoveryCode"), code: RecoveryCodeText }),
]);
export type SecondFactor = z.infer<typeof SecondFactor>;

/** The password, from whoever has no second factor yet to show that this is them. */
export const BeginFactor = z.object({ password: z.string().max(1000).optional() });
export type BeginFactor = z.infer<typeof BeginFactor>;

export const ConfirmTotp = z.object({ code: TotpCode });
export type ConfirmTotp = z.infer<typeof ConfirmTotp>;

/** A passkey as an authenticator made it. */
export const PasskeyAttestation = z.object({
  id: Base64Url.max(1400),
  rawId: Base64Url.max(1400),
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: Base64Url.max(4000),
    attestationObject: Base64Url.max(20_000),
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
  clientExtensionResults: z.looseObject({}).transform(() => ({})),
});
export type PasskeyAttestation = z.infer<typeof PasskeyAttestation>;

const PasskeyName = z.string("Give it a name.").trim().min(1, "Give it a name.").max(60, "That is too long.");

export const AddPasskey = z.object({ name: PasskeyName, attestation: PasskeyAttestation });
export type AddPasskey = z.infer<typeof AddPasskey>;

export const PasskeyRef = z.object({ passkeyId: z.string().max(100) });
export type PasskeyRef = z.infer<typeof PasskeyRef>;

export const RenamePasskey = PasskeyRef.extend({ name: PasskeyName });
export type RenamePasskey = z.infer<typeof RenamePasskey>;
