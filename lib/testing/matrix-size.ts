import { ACTIONS } from "@/lib/domain/access/doors/actions";
import { DEEDS } from "@/lib/domain/access/doors/deeds";
import type { DoorPolicy } from "@/lib/domain/access/doors/door-policy";
import { PAGES } from "@/lib/domain/access/doors/pages";
import { ROUTES } from "@/lib/domain/access/doors/routes";
import { PERMISSIONS_FOR_PEOPLE } from "@/lib/domain/access/permission-facts";
import { API_SCOPES, isPermission, type Permission, ROLES } from "@/lib/domain/access/permissions";

/** Beside the built-in roles: one that holds nothing, one that holds exactly what is asked for, one that holds exactly something else. */
export const OWN_ROLES = ["nothing", "exactly this", "exactly another"] as const;

/** Who has no session any more, or never had one, whatever they once held. */
export const SHUT_OUT = [
  "without a session",
  "with a made-up one",
  "with one that has expired",
  "with one that was ended",
  "disabled at this merchant",
  "disabled everywhere",
  "no longer of the merchant",
] as const;

/** Keys that open nothing, whatever their scopes. */
export const DEAD_KEYS = ["expired", "revoked"] as const;

export type Gated = { readonly name: string; readonly permission: Permission };
export type Size = { readonly doors: number; readonly gated: number; readonly cases: number };

/** How many doors there are, and how often the tests knock: e2e/matrix.spec.ts and lib/operations/role-matrix.db.test.ts hold themselves to it. */
export function matrixSize() {
  const pages = gatedOf(PAGES);
  const [live, rest] = [methodsUnder("app/api/live/"), methodsUnder("app/api/v1/")];
  const actions = gatedOf(ACTIONS);
  const deeds = gatedOf(DEEDS);
  const scopes = Object.keys(API_SCOPES).length;
  return {
    pages: sized(Object.keys(PAGES).length, pages, cases(pages) + pages.filter(isNamed).length),
    liveRoutes: sized(count("app/api/live/"), live, cases(live) + live.filter((one) => one.name.startsWith("GET ") && isNamed(one)).length),
    apiRoutes: sized(count("app/api/v1/"), rest, rest.length * (scopes + DEAD_KEYS.length + SHUT_OUT.length + ROLES.length + 1)),
    actions: sized(Object.keys(ACTIONS).length, actions, cases(actions)),
    operations: sized(
      Object.keys(DEEDS).length,
      deeds,
      deeds.reduce((sum, deed) => sum + 2 * (ROLES.length + 1 + (isForPeople(deed) ? 1 : 0)), 0),
    ),
  } satisfies Record<string, Size>;
}

export function gatedOf(table: Readonly<Record<string, DoorPolicy>>): readonly Gated[] {
  return Object.entries(table).flatMap(([name, policy]) =>
    typeof policy === "string" && isPermission(policy) ? [{ name, permission: policy }] : [],
  );
}

/** Each method of each route below an address: "GET app/api/live/payouts/route.ts". */
export function methodsUnder(prefix: string): readonly Gated[] {
  return Object.entries(ROUTES)
    .filter(([file]) => file.startsWith(prefix))
    .flatMap(([file, policies]) => gatedOf(policies).map(({ name, permission }) => ({ name: `${name} ${file}`, permission })));
}

function cases(doors: readonly Gated[]): number {
  return doors.reduce((sum, door) => sum + ROLES.length + 2 + (isForPeople(door) ? 1 : 0) + SHUT_OUT.length, 0);
}

function sized(doors: number, gated: readonly Gated[], tried: number): Size {
  return { doors, gated: gated.length, cases: tried };
}

function count(prefix: string): number {
  return Object.entries(ROUTES)
    .filter(([file]) => file.startsWith(prefix))
    .reduce((sum, [, policies]) => sum + Object.keys(policies).length, 0);
}

function isForPeople({ permission }: Gated): boolean {
  return PERMISSIONS_FOR_PEOPLE.includes(permission);
}

/** Its address names something that belongs to one merchant. */
function isNamed({ name }: Gated): boolean {
  return name.includes("[");
}
