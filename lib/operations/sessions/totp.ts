import { Secret, TOTP } from "otpauth";
import type { Tx } from "@/lib/db/client";
import type { TotpFactor } from "@/lib/db/generated/client";
import { unseal } from "@/lib/db/seal";

// Codes of authenticator apps by RFC 6238, with what every app assumes: SHA-1, six digits, half a minute.

const SECRET_BYTES = 20;
const ISSUER = "Counterfoil";

/** Clocks differ: the code before and the one after count too. */
const WINDOW = 1;

/** In base32, as people type it where they cannot scan. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the QR code says, for the app to name the account by. */
export function totpAddress(secret: string, email: string): string {
  return new TOTP({ issuer: ISSUER, label: email, secret: Secret.fromBase32(secret) }).toString();
}

type Typed = { readonly personId: string; readonly code: string };

/** Takes a code once. The half minute that it belongs to is spent with it, and so are all before, whoever asks at the same time. */
export async function acceptTotp(tx: Tx, { personId, code }: Typed, now: Date): Promise<boolean> {
  const factor = await tx.totpFactor.findUnique({ where: { personId } });
  return factor?.confirmedAt ? spend(tx, factor, code, now) : false;
}

/** The same for an app that is being set up: the first code puts it in force. */
export async function confirmNewTotp(tx: Tx, { personId, code }: Typed, now: Date): Promise<boolean> {
  const factor = await tx.totpFactor.findUnique({ where: { personId } });
  if (!factor || factor.confirmedAt || !(await spend(tx, factor, code, now))) return false;
  await tx.totpFactor.update({ where: { id: factor.id }, data: { confirmedAt: now } });
  return true;
}

async function spend(tx: Tx, factor: TotpFactor, code: string, now: Date): Promise<boolean> {
  const secret = unseal({ sealed: factor.secretSealed, keyId: factor.secretKeyId, binding: factor.id });
  const step = stepOf(secret, code, now);
  if (step === null) return false;
  const { count } = await tx.totpFactor.updateMany({ where: { id: factor.id, lastStep: { lt: step } }, data: { lastStep: step } });
  return count === 1;
}

/** The half minute whose code this is, counted from 1970; null for a code of none near now. */
function stepOf(secret: string, token: string, now: Date): bigint | null {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const timestamp = now.getTime();
  const delta = totp.validate({ token, timestamp, window: WINDOW });
  return delta === null ? null : BigInt(totp.counter({ timestamp }) + delta);
}
