/** Where a person goes who came for nothing in particular. */
export const HOME_PATH = "/";

// Only the origin of the parse matters; the name is never looked up.
const HERE = "http://here.invalid";

/**
 * Where to go after signing in. What is asked for comes from the address bar, so only a plain path on this site is believed:
 * "//elsewhere", "/\elsewhere", schemes and control characters (which browsers drop before they read) all lead home.
 */
export function safeReturnPath(asked: string | null | undefined): string {
  if (!asked || asked.length > 2000 || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(asked)) return HOME_PATH;
  if (!URL.canParse(asked, HERE)) return HOME_PATH;
  const url = new URL(asked, HERE);
  if (url.origin !== HERE || isNoPage(url.pathname)) return HOME_PATH;
  return url.pathname + url.search + url.hash;
}

/** Where whoever has signed in goes. Support that asked for nothing in particular begins where callers are looked up. */
export function landingPath(asked: string, role: string): string {
  const path = safeReturnPath(asked);
  return path === HOME_PATH && role === "support" ? "/look-up" : path;
}

export function signInPath(returnTo: string): "/sign-in" | `/sign-in?to=${string}` {
  const path = safeReturnPath(returnTo);
  return path === HOME_PATH ? "/sign-in" : `/sign-in?to=${encodeURIComponent(path)}`;
}

/** The second half of signing in, with the way back. */
export function secondFactorPath(returnTo: string): "/sign-in/second-factor" | `/sign-in/second-factor?to=${string}` {
  const path = safeReturnPath(returnTo);
  return path === HOME_PATH ? "/sign-in/second-factor" : `/sign-in/second-factor?to=${encodeURIComponent(path)}`;
}

function isNoPage(path: string): boolean {
  return path === "/sign-in" || path.startsWith("/sign-in/") || path.startsWith("/api/") || path.startsWith("//");
}
