import * as z from "zod";

/** What an ID token must say before anybody is let in by it. */
export const SsoClaims = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  email: z.string().max(320).optional(),
  // Some providers write it as text.
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
});
export type SsoClaims = z.infer<typeof SsoClaims>;

/** `value` in the claim stands for `role` at `merchant`, which is named by its slug. */
export type RoleMapping = { readonly value: string; readonly merchant: string; readonly role: string };

/** Which role somebody holds at a merchant from now on; null: their provider lets them in nowhere there. */
export type MappedRole = { readonly merchant: string; readonly role: string | null };

/**
 * What the claim changes, merchant by merchant: of several values the first in the order of the map counts. A claim that is absent
 * says nothing and changes nothing; one that is there and has no value for a merchant that the map speaks of says no.
 */
export function mapRoles(claim: unknown, map: readonly RoleMapping[], merchants: readonly string[]): readonly MappedRole[] {
  const values = valuesOf(claim);
  if (!values) return [];
  return merchants.flatMap((merchant) => {
    const here = map.filter((one) => one.merchant === merchant);
    return here.length === 0 ? [] : [{ merchant, role: here.find(({ value }) => values.includes(value))?.role ?? null }];
  });
}

function valuesOf(claim: unknown): readonly string[] | null {
  if (claim === undefined || claim === null) return null;
  if (typeof claim === "string") return [claim];
  return Array.isArray(claim) ? claim.filter((value) => typeof value === "string") : [];
}
