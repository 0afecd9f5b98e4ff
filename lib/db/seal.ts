import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { type EncryptionKey, env } from "@/lib/env";

/** Columns that must not be readable in a stolen database: AES-256-GCM, stored as nonce, ciphertext and tag in one. */
export type Sealed = { readonly sealed: Uint8Array<ArrayBuffer>; readonly keyId: string };

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `binding` is the id of the row: a sealed value moved to another row does not open. */
export function seal(plain: string, binding: string): Sealed {
  const key = env().encryptionKeys[0];
  if (!key) throw new Error("There is no encryption key.");
  const nonce = freshNonce();
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce).setAAD(Buffer.from(binding));
  const sealed = Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return { sealed: new Uint8Array(sealed), keyId: key.id };
}

/** Drawn for many at a time, which is most of what sealing a short text takes. Each is given out once. */
let drawn: Buffer = Buffer.alloc(0);
function freshNonce(): Buffer {
  if (drawn.length < NONCE_BYTES) drawn = randomBytes(NONCE_BYTES * 256);
  const nonce = drawn.subarray(0, NONCE_BYTES);
  drawn = drawn.subarray(NONCE_BYTES);
  return nonce;
}

/** Throws when the value was altered, belongs to another row, or its key is gone. */
export function unseal({ sealed, keyId, binding }: { sealed: Uint8Array; keyId: string; binding: string }): string {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv("aes-256-gcm", keyNamed(keyId).bytes, bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(binding))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString("utf8");
}

/** Equal account numbers have equal indexes, and an index tells nothing of its number without the key. */
export function blindIndex(bareNumber: string): Uint8Array<ArrayBuffer> {
  return exactIndex(bareNumber.toUpperCase());
}

/** The same for what means something else in other letters, such as a wallet's address. */
export function exactIndex(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac("sha256", env().blindIndexKey).update(text).digest());
}

function keyNamed(keyId: string): EncryptionKey {
  const key = env().encryptionKeys.find((one) => one.id === keyId);
  if (!key) throw new Error(`The encryption key ${keyId} is not among those this process was given.`);
  return key;
}
