import { env } from "@/lib/env";

type Kept = { readonly passwordHash: string | null; readonly ssoLinks: readonly { readonly issuer: string }[] };

/** A password is worth nothing any more where single sign-on replaces it and has let this person in before. */
export function passwordInForce({ passwordHash, ssoLinks }: Kept): string | null {
  const { sso } = env();
  const isReplaced = sso?.replacesPassword && ssoLinks.some(({ issuer }) => issuer === sso.issuer);
  return isReplaced ? null : passwordHash;
}
