import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER } from "@/lib/auth/path-header";

// Tells the page its own address, so that a person who has to sign in comes back to it. It lets everyone through: who may see
// what is decided by the page itself, against the database.
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  return NextResponse.next({ request: { headers } });
}

// Not the API: its bodies must reach the routes untouched and uncopied.
export const config = { matcher: ["/((?!api/|_next/|.*\\.(?:svg|png|ico|woff2|txt)$).*)"] };
