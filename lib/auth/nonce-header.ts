/** Set by proxy.ts on every page request, whatever the browser sent under this name: what this answer's scripts and styles are signed with. */
export const NONCE_HEADER = "x-counterfoil-nonce";
