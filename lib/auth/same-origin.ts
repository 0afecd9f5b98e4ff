/**
 * Whether a request was sent by a page of ours: the cookie comes along by itself, so what changes something has to say where it comes
 * from. Every browser does; where a program says nothing, nobody knows whose page made it, and it is refused.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host;
}

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** For what is done with a cookie: reading is for everyone who has one, anything else for pages of ours. */
export function isForged({ method, headers }: Pick<Request, "method" | "headers">): boolean {
  return !READING.has(method) && !isSameOrigin(headers);
}
