import { unstable_rethrow } from "next/navigation";
import type { NextRequest } from "next/server";
import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { SECOND_MS } from "@/lib/base/time";
import { type Actor, may } from "@/lib/domain/access/actor";
import { denial } from "@/lib/domain/access/denial";
import { type Permission, scopeFor } from "@/lib/domain/access/permissions";
import { type ApiKeyActor, type KnownKey, knockWithKey } from "@/lib/operations/api-keys/knock-with-key";
import { type Turn, takeTurn } from "@/lib/operations/throttle/take-turn";
import { actorFor, type PersonActor } from "./actor";
import { ipAddressOf } from "./ip-address";
import { noteAnswer } from "./note-answer";
import { deniedResponse, wireResponse, withRequestId } from "./rest-answers";
import { isForged } from "./same-origin";

export type Call<A extends Actor, P> = { readonly actor: A; readonly request: NextRequest; readonly params: P };
type Route<P> = (request: NextRequest, context: { params: Promise<P> }) => Promise<Response>;

/** A door for the merchant's own systems: the key first, then its scope, then the work; every end is JSON, under a name to quote it by. */
export function restRoute<P extends Record<string, string> = Record<never, string>>(
  permission: Permission,
  run: (call: Call<ApiKeyActor, P>) => Promise<Response>,
): Route<P> {
  return async (request, context) => {
    const beganAt = currentTime();
    const requestId = newId("request", beganAt);
    const known: { key?: KnownKey } = {};
    const route = guarded<P>(async (_request, { params }) => {
      const knock = await knockWithKey({ header: request.headers.get("authorization"), address: ipAddressOf(request.headers) });
      if (knock.kind === "stranger") return strangerResponse();
      // Apart from those that are let in: whoever holds an old secret must not use up what the new one has.
      const turn = await takeTurn("restKey", knock.kind === "welcome" ? knock.key.apiKeyId : `${knock.key.apiKeyId}:refused`);
      // Of those that come too often, one in a window is written down.
      if (turn.isGiven || turn.isFirstRefused) known.key = knock.key;
      if (knock.kind === "refused") return strangerResponse();
      if (knock.kind === "wrongAddress") return wireResponse("addressRefused");
      if (!turn.isGiven) return withPace(wireResponse("tooManyRequests"), turn);
      const { actor } = knock;
      if (!may(actor, permission)) return withPace(outOfScope(permission), turn);
      const named = await params;
      // An address without parameters comes with none at all, whatever the type says.
      const isNamed = Object.values(named ?? {}).every(isId);
      return withPace(await (isNamed ? run({ actor, request, params: named }) : deniedResponse(denial("notFound"))), turn);
    });
    const response = await withRequestId(await route(request, context), requestId);
    if (known.key) await noteAnswer({ key: known.key, requestId, beganAt, request, params: (await context.params) ?? {}, response });
    return response;
  };
}

/** Whoever knocks with a key that has ended learns no more than whoever made one up. */
function strangerResponse(): Response {
  return deniedResponse(denial("unauthenticated", "Send a valid API key: Authorization: Bearer cf_…"));
}

function outOfScope(permission: Permission): Response {
  const scope = scopeFor(permission);
  const asked = `Bearer realm="Counterfoil", error="insufficient_scope", scope="${scope}"`;
  return deniedResponse(denial("forbidden", `This key's scopes do not include this. It needs ${scope}.`), { "WWW-Authenticate": asked });
}

/** What is no id names nothing, and is not looked for. */
function isId(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,60}$/.test(text);
}

/** How much is left, by the names of the IETF's draft: `q` requests in `w` seconds, `r` of them left, all there again in `t` seconds. */
function withPace(response: Response, { isGiven, most, left, windowMs, againInMs }: Turn): Response {
  const againIn = Math.max(1, Math.ceil(againInMs / SECOND_MS));
  response.headers.set("RateLimit-Policy", `"key";q=${most};w=${windowMs / SECOND_MS}`);
  response.headers.set("RateLimit", `"key";r=${left};t=${againIn}`);
  if (!isGiven) response.headers.set("Retry-After", String(againIn));
  return response;
}

/** A door for our own pages: the signed-in person, and what their role may read. */
export function sessionRoute<P = Record<never, string>>(
  permission: Permission,
  run: (call: Call<PersonActor, P>) => Promise<Response>,
): Route<P> {
  return guarded(async (request, { params }) => {
    if (isForged(request)) return deniedResponse(denial("forbidden", "This was not sent from here."));
    const actor = await actorFor(permission);
    return actor.ok ? run({ actor: actor.value, request, params: await params }) : deniedResponse(actor.error);
  });
}

/** A broken promise of ours reaches the log with its cause, and the caller as a plain 500. */
function guarded<P>(route: Route<P>): Route<P> {
  return async (request, context) => {
    try {
      return await route(request, context);
    } catch (error) {
      unstable_rethrow(error);
      console.error(`${request.method} ${request.nextUrl.pathname}`, error);
      return wireResponse("internalError");
    }
  };
}
