/** Crockford's alphabet: no I, L, O or U, so that what is written in it survives being read out on the telephone and typed off paper. */
export const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** One character for each byte: five bits of it. */
export function crockfordOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => CROCKFORD[byte & 31]).join("");
}

/** As people type it: small letters, O for 0, I and L for 1, in whatever groups. Null for what has other characters. */
export function readCrockford(typed: string): string | null {
  const bare = typed
    .toUpperCase()
    .replaceAll(/[\s\u00a0\u2007\u202f.\-\u2010-\u2015]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]+$/.test(bare) ? bare : null;
}
