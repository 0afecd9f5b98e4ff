import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { readBody } from "@/lib/auth/read-body";
import { deniedResponse, wireResponse } from "@/lib/auth/rest-answers";
import { isForged } from "@/lib/auth/same-origin";
import { denial } from "@/lib/domain/access/denial";
import { env } from "@/lib/env";

const MAX_BODY_BYTES = 16 * 1024;

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  if (isForged(request)) return deniedResponse(denial("forbidden", "This was not sent from here."));
  const body = await readBody(request, MAX_BODY_BYTES);
  if ("fault" in body) return wireResponse("bodyTooLarge");
  const { method, headers } = request;
  const bounded = new NextRequest(request.url, { method, headers, ...(body.byteLength > 0 ? { body } : {}) });
  const response: Response = await NextAuth(bounded, context, authOptions(headers));
  return stayOnThisHost(response);
}

/** next-auth redirects to the configured address; someone who came by another name of this machine stays at that one. */
function stayOnThisHost(response: Response): Response {
  const origin = new URL(env().nextAuthUrl).origin;
  const location = response.headers.get("location");
  if (location?.startsWith(`${origin}/`)) response.headers.set("location", location.slice(origin.length));
  return response;
}

export { handle as GET, handle as POST };
