import { createHash } from "node:crypto";
import { bareNumber, newId, randomText } from "@/lib/base/id";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Signer } from "./find-signer";
import { tellOwner } from "./tell-owner";

const HOW_MANY = 10;
/** 80 random bits each, so a slow hash would protect nothing. */
const LENGTH = 16;

/** Ten new ones; those before are worth nothing any more. This is the only moment in which they can be read. */
export async function newRecoveryCodes(tx: Tx, personId: string, now: Date): Promise<readonly string[]> {
  await tx.recoveryCode.deleteMany({ where: { personId } });
  const codes = Array.from({ length: HOW_MANY }, () => randomText(LENGTH));
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ id: newId("recoveryCode"), personId, hash: hashOf(personId, code), createdAt: now })),
  });
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, "$1-"));
}

export type TypedRecoveryCode = { readonly code: string; readonly ipAddress: string | undefined };

/** Takes a code once, whoever asks at the same time; its owner is told, since it is what a thief of a drawer would use. */
export async function spendRecoveryCode(tx: Tx, signer: Signer, { code, ipAddress }: TypedRecoveryCode, now: Date): Promise<boolean> {
  const { personId, name, home } = signer;
  const { count } = await tx.recoveryCode.updateMany({
    where: { personId, hash: hashOf(personId, bareNumber(code)), usedAt: null },
    data: { usedAt: now },
  });
  if (count !== 1 || !home) return false;
  const left = await tx.recoveryCode.count({ where: { personId, usedAt: null } });
  const actor = { kind: "person", personId, name, ...home } as const;
  const subject = { kind: "person", id: personId } as const;
  await writeAudit(tx, { actor, event: "recoveryCode.used", subject, details: { left }, ...(ipAddress ? { ipAddress } : {}) });
  await tellOwner(tx, {
    merchantId: home.merchantId,
    personId,
    what: `Somebody signed in with one of your recovery codes. ${left} are left.`,
  });
  return true;
}

function hashOf(personId: string, code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(`recovery-code:${personId}:${code}`).digest());
}
