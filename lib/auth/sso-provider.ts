import type { OAuthConfig } from "next-auth/providers/oauth";
import { SsoClaims } from "@/lib/domain/access/sso";
import type { Env } from "@/lib/env";

/** The name of it in addresses: `/api/auth/callback/sso`. */
export const SSO = "sso";

/** Any provider of OpenID Connect, found by its issuer. The code comes back with PKCE, state and nonce, or is not taken. */
export function ssoProvider({ issuer, clientId, clientSecret, name }: NonNullable<Env["sso"]>): OAuthConfig<SsoClaims> {
  return {
    ...{ id: SSO, name, type: "oauth", issuer, clientId, clientSecret, idToken: true, checks: ["pkce", "state", "nonce"] },
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile" } },
    userinfo: {
      request: async ({ client, tokens: { id_token = "", access_token = "" } }) => {
        const token = SsoClaims.parse(payloadOf(id_token));
        if (token.iss !== issuer) throw new Error("The token is of another issuer.");
        if (!client.issuer.metadata.userinfo_endpoint) return token;
        // Many tell address and groups only here.
        const told = SsoClaims.omit({ iss: true }).parse(await client.userinfo(access_token));
        if (told.sub !== token.sub) throw new Error("The provider speaks of somebody else than its token does.");
        return { ...told, ...token };
      },
    },
    profile: (claims) => ({ id: claims.sub }),
  };
}

/** What the token says. That it is the provider's, meant for us and asked for by this browser was checked when the code was exchanged. */
function payloadOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}
