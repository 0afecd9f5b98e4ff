import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER } from "@/lib/auth/path-header";
import { isDevelopment } from "@/lib/env";

// Tells the page its own address, so that a person who has to sign in comes back to it. It lets everyone through: who may see
// what is decided by the page itself, against the database.
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  // Whoever has the address of a receiver's own page can use it: it goes no further than it must.
  if (request.nextUrl.pathname.startsWith(ASK_PATH)) return askProxy(headers);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  return NextResponse.next({ request: { headers } });
}

const ASK_PATH = "/ask/";

/** The page for strangers runs our scripts alone, sends nowhere, and is kept, listed and named by nobody. Next signs its scripts with the nonce. */
function askProxy(headers: Headers): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const forDevelopment = isDevelopment() ? " 'unsafe-eval'" : "";
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${forDevelopment}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

// Not the API: its bodies must reach the routes untouched and uncopied.
export const config = { matcher: ["/((?!api/|_next/|.*\\.(?:svg|png|ico|woff2|txt)$).*)"] };
