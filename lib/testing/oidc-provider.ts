import type { IncomingMessage, ServerResponse } from "node:http";
import http from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** Somebody who has an account at the company's provider, by what its tokens say of them. */
export type OidcAccount = {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly groups?: readonly string[];
};

export type OidcProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who can sign in there, until said otherwise. */
  accounts: readonly OidcAccount[];
  stop(): Promise<void>;
};

const TTL_S = 600;

/**
 * A real provider of OpenID Connect on this machine: codes, PKCE, signatures and all. Instead of a password it asks who one is: its page
 * lists the accounts, and `?as=<sub>` is what pressing one does; with `&groups=<group>` somebody was put into another group just before.
 */
export async function startOidcProvider({ redirectUri, port = 0 }: { redirectUri: string; port?: number }): Promise<OidcProvider> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ["counterfoil", "secret-of-the-test"];
  const running: OidcProvider = {
    ...{ issuer, clientId, clientSecret, accounts: [] },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["groups"] },
    pkce: { required: () => true },
    ttl: { AccessToken: TTL_S, Grant: TTL_S, IdToken: TTL_S, Interaction: TTL_S, Session: TTL_S },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => {
      const account = running.accounts.find((one) => one.sub === sub);
      return account && { accountId: sub, claims: () => ({ ...account }) };
    },
    // The company asks nobody whether its own desk may know who they are.
    loadExistingGrant: async (context) => {
      const { client, session, params } = context.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(String(params?.scope ?? "openid"));
      await grant.save();
      return grant;
    },
  });
  const serve = provider.callback();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", issuer);
    if (!pathname.startsWith("/interaction/")) return void serve(request, response);
    const accountId = searchParams.get("as");
    const groups = searchParams.getAll("groups");
    if (groups.length > 0) running.accounts = running.accounts.map((one) => (one.sub === accountId ? { ...one, groups } : one));
    if (accountId) return void provider.interactionFinished(request, response, { login: { accountId } });
    const links = running.accounts.map(({ sub, email }) => `<p><a href="?as=${sub}">${email ?? sub}</a></p>`);
    response.setHeader("content-type", "text/html").end(`<title>Company login</title><h1>Company login</h1>${links.join("")}`);
  });
  return running;
}
