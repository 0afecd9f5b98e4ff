import { hash, verify } from "@node-rs/argon2";

// argon2id with the library's defaults: 19 MiB, two passes, one lane, as OWASP asks for at the least.

export function hashPassword(password: string): Promise<string> {
  return hash(sameText(password));
}

/** Takes as long for someone who does not exist, or has no password, as for someone who does. */
export async function isPassword(passwordHash: string | null, typed: string): Promise<boolean> {
  const right = await verify(passwordHash ?? (await decoyHash()), sameText(typed));
  return right && passwordHash !== null;
}

let decoy: Promise<string> | undefined;

function decoyHash(): Promise<string> {
  decoy ??= hash(crypto.randomUUID());
  return decoy;
}

/** An accented letter typed as one character or as two is the same password. */
function sameText(password: string): string {
  return password.normalize("NFKC");
}
