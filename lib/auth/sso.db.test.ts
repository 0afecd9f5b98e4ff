import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { db } from "@/lib/db/client";
import type { Role } from "@/lib/domain/access/permissions";
import { disablePerson } from "@/lib/operations/people/disable-person";
import { startSession } from "@/lib/operations/sessions/start-session";
import { readSession } from "@/lib/queries/read-session";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { type OidcAccount, type OidcProvider, startOidcProvider } from "@/lib/testing/oidc-provider";
import { authOptions } from "./options";
import { openToken } from "./token";

const ORIGIN = "http://localhost:3000";
const SLUG = "acme-of-sso";
const PASSWORD = "correct horse battery staple";

let company: OidcProvider;
let merchant: { id: string };
beforeAll(async () => {
  company = await startOidcProvider({ redirectUri: `${ORIGIN}/api/auth/callback/sso` });
  Object.assign(process.env, {
    OIDC_ISSUER: company.issuer,
    OIDC_CLIENT_ID: company.clientId,
    OIDC_CLIENT_SECRET: company.clientSecret,
    OIDC_ROLE_CLAIM: "groups",
    OIDC_ROLE_MAP: JSON.stringify({ approvers: `${SLUG}/checker`, payers: `${SLUG}/maker`, ghosts: `${SLUG}/no-such-role` }),
    OIDC_REPLACES_PASSWORD: "1",
  });
  merchant = await aMerchant(db(), { slug: SLUG });
});
afterAll(() => company.stop());

/** What a browser keeps and sends back. */
class Jar {
  private readonly kept = new Map<string, string>();
  take(name: string, value: string): void {
    if (value === "") this.kept.delete(name);
    else this.kept.set(name, value);
  }
  all(): Record<string, string> {
    return Object.fromEntries(this.kept);
  }
}

type Asking = { readonly path: string; readonly method?: string; readonly query?: object; readonly body?: object };

/** The little of Node's response that next-auth writes to. */
class Answer {
  body: unknown;
  private readonly headers = new Map<string, string | readonly string[]>();
  status(): this {
    return this;
  }
  setHeader(name: string, value: string | readonly string[]): this {
    this.headers.set(name.toLowerCase(), value);
    return this;
  }
  getHeader(name: string): string | readonly string[] | undefined {
    return this.headers.get(name.toLowerCase());
  }
  send(body: unknown): void {
    this.body = body;
  }
  end(): void {}
  get redirect(): string {
    return String(this.headers.get("location") ?? "");
  }
  cookies(): readonly string[] {
    return [this.headers.get("set-cookie") ?? []].flat();
  }
}

class Browser {
  readonly jar = new Jar();
  private readonly theirs = new Jar();

  /** One request to the desk's own sign-in endpoints. */
  async ask({ path, method = "GET", query = {}, body }: Asking) {
    const answer = new Answer();
    const request = { method, query: { ...query, nextauth: path.split("/") }, body, headers: {}, cookies: this.jar.all() };
    await NextAuth(request as unknown as NextApiRequest, answer as unknown as NextApiResponse, authOptions(new Headers()));
    for (const line of answer.cookies()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.jar.take(name, decodeURIComponent(value));
    }
    return answer;
  }

  /** Presses the button, and gives where the company's page sends the browser back to. */
  async goThere(sub: string, callbackUrl = `${ORIGIN}/payouts`): Promise<URLSearchParams> {
    const { body } = await this.ask({ path: "csrf" });
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse(body);
    const left = await this.ask({ path: "signin/sso", method: "POST", body: { csrfToken, callbackUrl } });
    let at = left.redirect;
    for (let hops = 0; hops < 10 && !at.startsWith(ORIGIN); hops += 1) {
      const url = new URL(at, company.issuer);
      if (url.pathname.startsWith("/interaction/")) url.searchParams.set("as", sub);
      const cookie = Object.entries(this.theirs.all())
        .map(([name, value]) => `${name}=${value}`)
        .join("; ");
      const answer = await fetch(url, { redirect: "manual", headers: { cookie } });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        this.theirs.take(name, value);
      }
      at = answer.headers.get("location") ?? "";
      if (at === "") throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    }
    return new URL(at).searchParams;
  }

  async comeBack(query: URLSearchParams) {
    return this.ask({ path: "callback/sso", query: Object.fromEntries(query) });
  }

  async session() {
    const token = this.jar.all().counterfoil;
    const sessionId = token ? await openToken(token) : null;
    return sessionId ? readSession(sessionId) : null;
  }
}

let count = 0;
async function somebody({ role = "maker", ...claims }: Partial<OidcAccount> & { role?: Role } = {}) {
  const person = await aPerson(db(), { merchant, role, password: PASSWORD });
  count += 1;
  const account = { sub: `u-${count}`, email: person.email, email_verified: true, groups: ["payers"], ...claims };
  company.accounts = [...company.accounts, account];
  return { person, account };
}

function says(sub: string, claims: Partial<OidcAccount>): void {
  company.accounts = company.accounts.map((one) => (one.sub === sub ? { ...one, ...claims } : one));
}

async function comeAs(sub: string, callbackUrl?: string) {
  const browser = new Browser();
  const answer = await browser.comeBack(await browser.goThere(sub, callbackUrl));
  return { browser, to: answer.redirect, session: await browser.session() };
}

const eventsOf = (personId: string) =>
  db().auditEntry.findMany({ where: { merchantId: merchant.id, subjectId: personId }, orderBy: { at: "asc" } });

describe("single sign-on", () => {
  test("lets in whoever is here under that verified address, with a session row of our own", async () => {
    const { person, account } = await somebody();
    const { session, to } = await comeAs(account.sub);
    expect(session).toMatchObject({ personId: person.id, role: "maker" });
    expect(to).toBe("/payouts");
    expect(await db().session.findFirst({ where: { personId: person.id } })).toMatchObject({ method: "sso" });
    expect(await eventsOf(person.id)).toMatchObject([{ event: "sso.linked", details: { issuer: company.issuer } }]);
  });

  test("comes back to this desk and nowhere else", async () => {
    const { account } = await somebody();
    for (const asked of ["https://evil.test/", "//evil.test", `${ORIGIN}.evil.test/`, "/api/auth/signout"]) {
      const { to } = await comeAs(account.sub, asked);
      // The page that leads whoever is signed in on to where their role begins.
      expect(to, asked).toBe("/sign-in");
    }
  });

  test("ends for whoever is disabled at once, and lets them in no more", async () => {
    const { person, account } = await somebody();
    const { browser } = await comeAs(account.sub);
    const admin = actorOf(await aPerson(db(), { merchant, role: "admin" }), merchant);
    expect(await disablePerson(admin, { personId: person.id })).toMatchObject({ ok: true });
    expect(await browser.session()).toBeNull();
    expect(await comeAs(account.sub)).toMatchObject({ session: null, to: "/sign-in?error=ssoUnknown" });
  });

  test("refuses an address that is not verified, one that nobody has here, and none at all", async () => {
    const unverified = await somebody({ email_verified: false });
    const silent = await somebody({ email_verified: undefined });
    const stranger = await somebody({ email: "nobody@test.test" });
    const nameless = await somebody({ email: undefined });
    expect(await comeAs(unverified.account.sub)).toMatchObject({ session: null, to: "/sign-in?error=ssoUnverified" });
    expect(await comeAs(silent.account.sub)).toMatchObject({ session: null, to: "/sign-in?error=ssoUnverified" });
    expect(await comeAs(stranger.account.sub)).toMatchObject({ session: null, to: "/sign-in?error=ssoUnknown" });
    expect(await comeAs(nameless.account.sub)).toMatchObject({ session: null, to: "/sign-in?error=ssoUnknown" });
  });

  test("goes by the subject once it is known: an address that changes hands there opens nothing here", async () => {
    const { person, account } = await somebody();
    await comeAs(account.sub);
    says(account.sub, { email: "married@test.test", email_verified: false });
    expect(await comeAs(account.sub)).toMatchObject({ session: { personId: person.id } });
    const heir = { sub: "u-heir", email: person.email, email_verified: true, groups: ["payers"] };
    company.accounts = [...company.accounts, heir];
    expect(await comeAs(heir.sub)).toMatchObject({ session: null, to: "/sign-in?error=ssoUnknown" });
  });

  test("takes an answer once, and only in the browser that asked", async () => {
    const { account } = await somebody();
    const [browser, thief] = [new Browser(), new Browser()];
    const query = await browser.goThere(account.sub);
    await thief.comeBack(query);
    expect(await thief.session()).toBeNull();
    await thief.goThere(account.sub);
    await thief.comeBack(query);
    expect(await thief.session()).toBeNull();
    await browser.comeBack(query);
    // Whoever shows a code a second time has stolen it: by the protocol it opens nothing.
    const again = new Browser();
    await again.comeBack(query);
    expect(await again.session()).toBeNull();
  });
});

describe("the role", () => {
  test("follows the claim at each sign-in, in the books, and ends what was open under the one before", async () => {
    const { person, account } = await somebody({ role: "maker" });
    const { browser, session } = await comeAs(account.sub);
    expect(session).toMatchObject({ role: "maker" });
    says(account.sub, { groups: ["approvers"] });
    expect(await comeAs(account.sub)).toMatchObject({ session: { role: "checker" } });
    expect(await browser.session()).toBeNull();
    const changes = (await eventsOf(person.id)).filter(({ event }) => event === "membership.changed");
    expect(changes).toMatchObject([{ actorKind: "system", actorName: "Single sign-on", details: { from: "maker", to: "checker" } }]);
  });

  test("stays as it is where the claim is absent", async () => {
    const { account } = await somebody({ role: "support", groups: undefined });
    expect(await comeAs(account.sub)).toMatchObject({ session: { role: "support" } });
  });

  test("is nobody's who is in none of the groups, or in one for a role that there is not", async () => {
    const { person, account } = await somebody({ groups: ["visitors"] });
    const ghost = await somebody({ groups: ["ghosts"] });
    expect(await comeAs(account.sub)).toMatchObject({ session: null, to: "/sign-in?error=ssoNoRole" });
    expect(await comeAs(ghost.account.sub)).toMatchObject({ session: null, to: "/sign-in?error=ssoNoRole" });
    expect(await eventsOf(person.id)).toMatchObject([{ event: "session.refused", details: { method: "sso" } }]);
    expect(await db().ssoLink.count({ where: { personId: person.id } })).toBe(0);
  });
});

test("a password is worth nothing any more once single sign-on has replaced it", async () => {
  const { person, account } = await somebody();
  expect(await startSession({ email: person.email, password: PASSWORD })).toMatchObject({ ok: true });
  await comeAs(account.sub);
  expect(await startSession({ email: person.email, password: PASSWORD })).toMatchObject({ error: { code: "wrongCredentials" } });
});
