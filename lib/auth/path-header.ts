/** Set by proxy.ts on every page request, whatever the browser sent under this name: layouts and gates cannot see the address. */
export const PATH_HEADER = "x-counterfoil-path";
