"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { actorOfSession, getSession } from "@/lib/auth/actor";
import { browserOf } from "@/lib/auth/browser-of";
import { isRoute } from "@/lib/auth/route";
import { clearSessionCookie, clearStepCookies, readStepCookie, writeSessionCookie, writeStepCookie } from "@/lib/auth/token";
import { DEMO_PASSWORD, isDemoEmail } from "@/lib/domain/access/demo-people";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { fieldErrors } from "@/lib/domain/access/field-errors";
import { HOME_PATH, landingPath, secondFactorPath } from "@/lib/domain/access/return-path";
import { PasskeyAssertion, SecondFactor } from "@/lib/domain/access/second-factor";
import { SignIn } from "@/lib/domain/access/sign-in";
import { env } from "@/lib/env";
import { beginPasskeySession } from "@/lib/operations/sessions/begin-passkey-session";
import { endSession } from "@/lib/operations/sessions/end-session";
import { finishSession } from "@/lib/operations/sessions/finish-session";
import { keepSession } from "@/lib/operations/sessions/keep-session";
import type { StartedSession } from "@/lib/operations/sessions/open-session";
import type { PasskeyQuestion } from "@/lib/operations/sessions/passkeys";
import { startPasskeySession } from "@/lib/operations/sessions/start-passkey-session";
import { startSession } from "@/lib/operations/sessions/start-session";
import { switchMerchant } from "@/lib/operations/sessions/switch-merchant";
import type { ActionAnswer } from "./answer";

/** Why it did not work, and the address as typed, so that only the password has to be typed again. Null before the first try. */
export type SignInAnswer = { readonly denial: Denial; readonly email: string } | null;

/** Works before and without JavaScript, since a form that is pressed early must not put a password into the address bar. */
export async function signInAction(_previous: SignInAnswer, form: FormData): Promise<SignInAnswer> {
  const typed = SignIn.safeParse(demoCredentials(form.get("demo")) ?? { email: form.get("email"), password: form.get("password") });
  if (!typed.success) return { denial: denial("invalidInput", undefined, fieldErrors(typed.error)), email: textOf(form.get("email")) };

  const started = await startSession({ ...typed.data, ...browserOf(await headers()) });
  if (!started.ok) return { denial: started.error, email: typed.data.email };
  const to = textOf(form.get("to"));
  if (started.value.kind === "signedIn") return enter(started.value, to);
  await writeStepCookie("secondFactor", started.value);
  return goTo(secondFactorPath(to));
}

/** The second half, by the same browser. Like the first it works without JavaScript. */
export async function finishSignInAction(_previous: Denial | null, form: FormData): Promise<Denial | null> {
  const typed = SecondFactor.safeParse({ kind: form.get("kind"), code: form.get("code") });
  if (!typed.success) return denial("invalidInput", undefined, fieldErrors(typed.error));
  const token = await readStepCookie("secondFactor");
  if (!token) return denial("unauthenticated", "This sign-in took too long. Begin again.");
  const finished = await finishSession({ token, proof: typed.data, ...browserOf(await headers()) });
  return finished.ok ? enter(finished.value, textOf(form.get("to"))) : finished.error;
}

/** The question for whichever passkey this browser has; its answer comes back with the cookie that is set here. */
export async function beginPasskeySignInAction(): Promise<ActionAnswer<PasskeyQuestion>> {
  const begun = await beginPasskeySession(browserOf(await headers()));
  if (!begun.ok) return { ok: false, denial: begun.error };
  await writeStepCookie("passkey", begun.value);
  return { ok: true, value: begun.value.question };
}

export async function passkeySignInAction(assertion: unknown, to: unknown): Promise<ActionAnswer<never>> {
  const typed = PasskeyAssertion.safeParse(assertion);
  const challenge = await readStepCookie("passkey");
  if (!typed.success || !challenge) return { ok: false, denial: denial("passkeyRefused") };
  const started = await startPasskeySession({ assertion: typed.data, challenge, ...browserOf(await headers()) });
  return started.ok ? enter(started.value, typeof to === "string" ? to : "") : { ok: false, denial: started.error };
}

/** Somebody is at the browser. Whoever is not signed in any more learns it at the next thing they do. */
export async function keepSessionAction(): Promise<void> {
  const session = await getSession();
  if (session) await keepSession(actorOfSession(session));
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

async function enter(session: StartedSession, to: string): Promise<never> {
  await clearStepCookies();
  await writeSessionCookie(session);
  return goTo(landingPath(to, session.role));
}

function goTo(path: string): never {
  redirect(isRoute(path) ? path : HOME_PATH);
}
