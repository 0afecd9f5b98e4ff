import { cookies, headers } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import * as z from "zod";
import { env } from "@/lib/env";
import { isSecure } from "./is-secure";

// The cookie carries the session's id, encrypted, and nothing that is believed: who that is and what they may do is read from the
// database at every request.

const Token = z.object({ sid: z.string() });

export type SessionCookie = { readonly name: string; readonly options: { httpOnly: true; sameSite: "lax"; path: "/"; secure: boolean } };

/** Over https the browser itself refuses to send it in the clear, or to take it from a sibling host. */
export function sessionCookie(secure: boolean): SessionCookie {
  return { name: secure ? "__Host-counterfoil" : "counterfoil", options: { httpOnly: true, sameSite: "lax", path: "/", secure } };
}

export async function readSessionId(): Promise<string | null> {
  const { name } = sessionCookie(isSecure(await headers()));
  const token = (await cookies()).get(name)?.value;
  return token ? openToken(token) : null;
}

export async function writeSessionCookie({ sessionId, expiresAt }: { sessionId: string; expiresAt: Date }): Promise<void> {
  const { name, options } = sessionCookie(isSecure(await headers()));
  const maxAge = Math.max(1, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
  const value = await encode({ token: { sid: sessionId }, secret: env().nextAuthSecret, maxAge });
  (await cookies()).set(name, value, { ...options, maxAge });
}

export async function clearSessionCookie(): Promise<void> {
  const { name, options } = sessionCookie(isSecure(await headers()));
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/** What a browser keeps between two steps of one sign-in. Its text means nothing without the row that it names. */
export type SignInStepName = "secondFactor" | "passkey";

export async function writeStepCookie(step: SignInStepName, { token, expiresAt }: { token: string; expiresAt: Date }): Promise<void> {
  const { name, options } = stepCookie(step, isSecure(await headers()));
  (await cookies()).set(name, token, { ...options, expires: expiresAt });
}

export async function readStepCookie(step: SignInStepName): Promise<string | null> {
  const { name } = stepCookie(step, isSecure(await headers()));
  return (await cookies()).get(name)?.value ?? null;
}

export async function clearStepCookies(): Promise<void> {
  const secure = isSecure(await headers());
  const jar = await cookies();
  for (const step of ["secondFactor", "passkey"] as const) {
    const { name, options } = stepCookie(step, secure);
    if (jar.has(name)) jar.set(name, "", { ...options, maxAge: 0 });
  }
}

function stepCookie(step: SignInStepName, secure: boolean): SessionCookie {
  const { name, options } = sessionCookie(secure);
  return { name: `${name}-${step.toLowerCase()}`, options };
}

export async function openToken(token: string): Promise<string | null> {
  try {
    const read = Token.safeParse(await decode({ token, secret: env().nextAuthSecret }));
    return read.success ? read.data.sid : null;
  } catch {
    // Made with another secret, cut short, or long expired: the same as no cookie at all.
    return null;
  }
}
