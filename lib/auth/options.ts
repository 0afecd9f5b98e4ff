import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { HOUR_MS, SECOND_MS } from "@/lib/base/time";
import type { DenialCode } from "@/lib/domain/access/denial";
import { HOME_PATH, safeReturnPath } from "@/lib/domain/access/return-path";
import { SESSION_HOURS, SignIn } from "@/lib/domain/access/sign-in";
import { SsoClaims } from "@/lib/domain/access/sso";
import { env } from "@/lib/env";
import { endSession } from "@/lib/operations/sessions/end-session";
import { startSession } from "@/lib/operations/sessions/start-session";
import { startSsoSession } from "@/lib/operations/sessions/start-sso-session";
import { readSession } from "@/lib/queries/read-session";
import { actorOfSession } from "./actor";
import { browserOf } from "./browser-of";
import { isSecure } from "./is-secure";
import { SSO, ssoProvider } from "./sso-provider";
import { sessionCookie } from "./token";

/** next-auth's own endpoints, for whoever speaks its protocol. Same operations, same cookie as the sign-in page. */
export function authOptions(headers: Headers): NextAuthOptions {
  const secure = isSecure(headers);
  const { sso } = env();
  return {
    secret: env().nextAuthSecret,
    session: { strategy: "jwt", maxAge: (SESSION_HOURS * HOUR_MS) / SECOND_MS },
    useSecureCookies: secure,
    cookies: { sessionToken: sessionCookie(secure) },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      ...(sso ? [ssoProvider(sso)] : []),
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(credentials) {
          const typed = SignIn.safeParse(credentials);
          if (!typed.success) return null;
          const started = await startSession({ ...typed.data, ...browserOf(headers) });
          // A second factor is asked for on the sign-in page only.
          if (!started.ok || started.value.kind !== "signedIn") return null;
          return { id: started.value.personId, sessionId: started.value.sessionId };
        },
      }),
    ],
    callbacks: {
      // What comes back from there is checked by now. The session is a row of ours like any other, and next-auth keeps its id alone.
      signIn: async ({ user, account, profile }) => {
        if (account?.provider !== SSO) return true;
        const claims = SsoClaims.safeParse(profile);
        if (!sso || !claims.success) return refused("ssoFailed");
        const started = await startSsoSession({ sso, claims: claims.data, browser: browserOf(headers) });
        if (!started.ok) return refused(started.error.code);
        Object.assign(user, { sessionId: started.value.sessionId });
        return true;
      },
      jwt: async ({ token, user }) => {
        if (user && "sessionId" in user) return { sid: user.sessionId };
        if (!(await liveSession(token.sid))) throw new Error("This session has ended.");
        return { sid: token.sid };
      },
      session: async ({ session, token }) => {
        const live = await liveSession(token.sid);
        return { expires: session.expires, user: live ? { name: live.personName, email: live.email } : undefined };
      },
      redirect: async ({ url, baseUrl }) => {
        const path = safeReturnPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url);
        // Whoever came for nothing in particular is led on by the page that knows their role.
        return path === HOME_PATH ? "/sign-in" : path;
      },
    },
    events: {
      signOut: async ({ token }) => {
        const live = await liveSession(token?.sid);
        if (live) await endSession(actorOfSession(live), { sessionId: live.sessionId });
      },
    },
    // An ended session is an everyday thing, not something to log with a stack.
    logger: {
      error: (code, metadata) => void (code === "JWT_SESSION_ERROR" || console.error(code, faultOf(metadata))),
      warn: () => {},
      debug: () => {},
    },
  };
}

async function liveSession(sid: unknown) {
  return typeof sid === "string" ? readSession(sid) : null;
}

function refused(code: DenialCode): string {
  return `/sign-in?error=${code}`;
}

/** Only what went wrong: answers of the provider and tokens have no place in a log. */
function faultOf(metadata: unknown): string {
  const fault = metadata instanceof Error ? metadata : metadata instanceof Object && "error" in metadata ? metadata.error : null;
  return fault instanceof Error ? fault.message : "";
}
