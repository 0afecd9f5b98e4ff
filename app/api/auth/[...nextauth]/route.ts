import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { env } from "@/lib/env";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const response: Response = await NextAuth(request, context, authOptions(request.headers));
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
