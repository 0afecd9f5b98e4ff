"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { actorOfSession, getSession } from "@/lib/auth/actor";
import { ipAddressOf } from "@/lib/auth/ip-address";
import { isRoute } from "@/lib/auth/route";
import { clearSessionCookie, writeSessionCookie } from "@/lib/auth/token";
import { DEMO_PASSWORD, isDemoEmail } from "@/lib/domain/access/demo-people";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { fieldErrors } from "@/lib/domain/access/field-errors";
import { HOME_PATH, safeReturnPath } from "@/lib/domain/access/return-path";
import { SignIn } from "@/lib/domain/access/sign-in";
import { env } from "@/lib/env";
import { endSession } from "@/lib/operations/sessions/end-session";
import { startSession } from "@/lib/operations/sessions/start-session";
import { switchMerchant } from "@/lib/operations/sessions/switch-merchant";

/** Why it did not work, and the address as typed, so that only the password has to be typed again. Null before the first try. */
export type SignInAnswer = { readonly denial: Denial; readonly email: string } | null;

/** Works before and without JavaScript, since a form that is pressed early must not put a password into the address bar. */
export async function signInAction(_previous: SignInAnswer, form: FormData): Promise<SignInAnswer> {
  const typed = SignIn.safeParse(demoCredentials(form.get("demo")) ?? { email: form.get("email"), password: form.get("password") });
  if (!typed.success) return { denial: denial("invalidInput", undefined, fieldErrors(typed.error)), email: textOf(form.get("email")) };

  const started = await startSession({ ...typed.data, ipAddress: ipAddressOf(await headers()) });
  if (!started.ok) return { denial: started.error, email: typed.data.email };
  await writeSessionCookie(started.value);
  return leaveFor(textOf(form.get("to")));
}

export async function signOutAction(): Promise<void> {
  const session = await getSession();
  if (session) await endSession(actorOfSession(session), { sessionId: session.sessionId });
  await clearSessionCookie();
  redirect("/sign-in");
}

/**
 * Goes on at another merchant, from its overview: what is open belongs to the one that is left. Whoever may not go there lands on the
 * overview of where they are.
 */
export async function switchMerchantAction(merchantId: unknown): Promise<void> {
  const session = await getSession();
  if (session && typeof merchantId === "string") {
    await switchMerchant(actorOfSession(session), { sessionId: session.sessionId, merchantId });
  }
  redirect(HOME_PATH);
}

function demoCredentials(email: FormDataEntryValue | null): SignIn | null {
  return env().demo && typeof email === "string" && isDemoEmail(email) ? { email, password: DEMO_PASSWORD } : null;
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value.slice(0, 2000) : "";
}

function leaveFor(to: string): never {
  const path = safeReturnPath(to);
  redirect(isRoute(path) ? path : HOME_PATH);
}
