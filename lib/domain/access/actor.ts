import { API_SCOPES, type ApiScope, type Permission } from "./permissions";
import type { HeldRole } from "./roles";

/** Who acts, for which merchant. Built at the door (session, API key, worker) and handed down; operations ask it, never the page. */
export type Actor =
  /** With what their role holds at this moment: it is read at every request, so that what is taken away is gone on the next. */
  | ({
      readonly kind: "person";
      readonly personId: string;
      readonly name: string;
      readonly merchantId: string;
      /** The signed-in browser. Without one, as in a test, nothing that demands a step-up can be done. */
      readonly sessionId?: string;
    } & HeldRole)
  | {
      readonly kind: "apiKey";
      readonly apiKeyId: string;
      readonly name: string;
      readonly merchantId: string;
      readonly scopes: readonly ApiScope[];
    }
  /** The desk itself: worker, schedules, seed. It dispatches and observes; it never makes or approves. */
  | { readonly kind: "system"; readonly name: string; readonly merchantId: string };

export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "person") return actor.permissions.includes(permission);
  if (actor.kind === "apiKey") return actor.scopes.some((scope) => grants(scope, permission));
  return false;
}

export function actorId(actor: Actor): string | null {
  if (actor.kind === "person") return actor.personId;
  if (actor.kind === "apiKey") return actor.apiKeyId;
  return null;
}

function grants(scope: ApiScope, permission: Permission): boolean {
  const granted: readonly Permission[] = API_SCOPES[scope];
  return granted.includes(permission);
}
