import { currentTime } from "@/lib/base/clock";
import { db, type Tx } from "@/lib/db/client";
import type { Invitation } from "@/lib/db/generated/client";
import { readLinkToken } from "@/lib/db/link-token";
import { takeTurn } from "@/lib/operations/throttle/take-turn";

export type FoundInvitation =
  | {
      readonly kind: "open";
      readonly merchantName: string;
      readonly invitedByName: string;
      readonly roleName: string;
      readonly email: string;
      readonly name: string;
      /** Somebody of that address works for a merchant here already: they sign in, and need no other password. */
      readonly isKnown: boolean;
    }
  | { readonly kind: "dead" }
  | { readonly kind: "slowDown" };

/** What the invited person's page may know when it is opened. Opening uses nothing up: mail programs open links, too. */
export async function findInvitation({ token, ipAddress }: { token: string; ipAddress?: string }): Promise<FoundInvitation> {
  if (!(await isWelcome(token, ipAddress))) return { kind: "slowDown" };
  const invitation = await openByToken(db(), token);
  if (!invitation) return { kind: "dead" };
  const { merchantId, email, name, invitedByName } = invitation;
  const [merchant, role, known] = await Promise.all([
    db().merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { name: true } }),
    db().role.findUnique({ where: { merchantId_key: { merchantId, key: invitation.role } }, select: { name: true } }),
    db().person.findUnique({ where: { email }, select: { id: true } }),
  ]);
  if (!role) return { kind: "dead" };
  return { kind: "open", merchantName: merchant.name, invitedByName, roleName: role.name, email, name, isKnown: known !== null };
}

/** Guesses are counted by where they come from, and tries at one link by the link. */
export async function isWelcome(token: string, ipAddress: string | undefined): Promise<boolean> {
  if (!(await takeTurn("publicAddress", ipAddress ?? "unknown")).isGiven) return false;
  return (await takeTurn("publicLink", token)).isGiven;
}

/** The invitation behind a link that is good now; null for a guess, and for one that was used, taken back, replaced or left too long. */
export async function openByToken(tx: Tx, token: string): Promise<Invitation | null> {
  const tokenHash = readLinkToken("invitation", token);
  if (!tokenHash) return null;
  return tx.invitation.findFirst({ where: { tokenHash, acceptedAt: null, revokedAt: null, expiresAt: { gt: currentTime() } } });
}
