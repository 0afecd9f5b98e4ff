import { type NextRequest, NextResponse } from "next/server";
import { isSecure } from "@/lib/auth/is-secure";
import { NONCE_HEADER } from "@/lib/auth/nonce-header";
import { pagePolicy } from "@/lib/auth/page-policy";
import { PATH_HEADER } from "@/lib/auth/path-header";
import { isForged } from "@/lib/auth/same-origin";
import { isDevelopment } from "@/lib/env";

const POLICY_HEADER = "Content-Security-Policy";
const NONCE_BYTES = 16;
/** As in next.config.mjs, which counts what comes without saying how much it is. */
const MOST_OF_A_DEED = 512 * 1024;
const TWO_YEARS_S = 2 * 365 * 24 * 60 * 60;

// Signs what the page may run, and tells it its own address, so that a person who has to sign in comes back to it. It stops only what
// no page of ours sent: who may see and do what is decided by the page and the deed themselves, against the database. What is the same
// for every answer stands in next.config.mjs.
export function proxy(request: NextRequest): NextResponse {
  // Deeds are posted to the address of their page. Next looks at where they come from, too, but lets through what does not say.
  if (isForged(request)) return new NextResponse("This was not sent from here.", { status: 403 });
  if (Number(request.headers.get("content-length") ?? 0) > MOST_OF_A_DEED) return new NextResponse("This is too large.", { status: 413 });
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(NONCE_BYTES))).toString("base64");
  const policy = pagePolicy({ nonce, isDevelopment: isDevelopment() });
  const headers = new Headers(request.headers);
  // Next reads the nonce out of this one, and signs its own scripts with it.
  headers.set(POLICY_HEADER, policy);
  headers.set(NONCE_HEADER, nonce);
  headers.delete(PATH_HEADER);
  const { pathname, search } = request.nextUrl;
  // Whoever has the address of such a page can use it: it goes no further than it must.
  if (!/^\/(?:ask|verify|share)\//.test(pathname)) headers.set(PATH_HEADER, pathname + search);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set(POLICY_HEADER, policy);
  if (isSecure(request.headers)) response.headers.set("Strict-Transport-Security", `max-age=${TWO_YEARS_S}; includeSubDomains`);
  return response;
}

// Not the API: its bodies must reach the routes untouched and uncopied. Nor what was built: that has no scripts to sign.
export const config = { matcher: ["/((?!api/|_next/).*)"] };
