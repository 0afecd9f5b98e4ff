import { z } from "zod";
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
