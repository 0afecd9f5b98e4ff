import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from "node:crypto";
import type { Checkpoint } from "@/lib/domain/audit/chain";
import { checkpointText } from "@/lib/domain/audit/chain";
import { env } from "@/lib/env";

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key. */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/** Derived from the installation's own secret, which does not lie in the database: whoever can write there cannot sign. */
function privateKey(): KeyObject {
  const seed = Buffer.from(hkdfSync("sha256", env().nextAuthSecret, "", "counterfoil audit checkpoints", 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" });
}

/** PEM, to be kept where this installation's people cannot change it. */
export function checkpointPublicKey(): string {
  return createPublicKey(privateKey()).export({ type: "spki", format: "pem" }).toString();
}

export function signCheckpoint(said: Omit<Checkpoint, "signature">): Checkpoint {
  return { ...said, signature: sign(null, Buffer.from(checkpointText(said)), privateKey()).toString("base64") };
}

export function isSigned(checkpoint: Checkpoint, publicKeyPem: string): boolean {
  return verify(null, Buffer.from(checkpointText(checkpoint)), publicKeyPem, Buffer.from(checkpoint.signature, "base64"));
}
