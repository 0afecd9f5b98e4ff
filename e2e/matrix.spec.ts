import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import * as z from "zod";
import { ACTIONS } from "@/lib/domain/access/doors/actions";
import type { DoorPolicy } from "@/lib/domain/access/doors/door-policy";
import { PAGES } from "@/lib/domain/access/doors/pages";
import { ROUTES } from "@/lib/domain/access/doors/routes";
import { API_SCOPES, type Permission } from "@/lib/domain/access/permissions";
import { matrixSize } from "@/lib/testing/matrix-size";
import { type Doors, type Knocker, openDoors } from "./support/doors";
import { act, call, type Told, visit } from "./support/knock";

// Every page, route and action of the tables, knocked at over HTTP where it really is: who may is let through, who may not is not, and
// who was shut out is nobody. What the operations behind them say to each is lib/operations/role-matrix.db.test.ts.

let doors: Doors;
test.beforeAll(async () => {
  doors = await openDoors();
});
test.afterAll(async () => doors?.close());

type Knock = { readonly door: string; readonly who: string; readonly told: readonly Told[]; readonly run: () => Promise<Told> };

test("pages", async () => {
  const knocks = gated(PAGES).flatMap(([file, permission]) => {
    const path = addressOf(file, doors.samples);
    const at = (who: Knocker, ...told: readonly Told[]): Knock => ({ door: path, who: who.name, told, run: () => visit(path, who) });
    const stranger = file.includes("[") ? doors.strangers.get(permission) : undefined;
    return [
      ...inside(permission).map((who) =>
        who.holds.includes(permission) ? at(who, "in", ...(stranger ? ["notFound" as const] : [])) : at(who, "forbidden"),
      ),
      ...doors.shutOut.map((who) => at(who, "signIn")),
      // Versions are counted at each merchant: a stranger's own has the same number.
      ...(stranger ? [at(stranger, "notFound", ...(file.includes("[version]") ? ["in" as const] : []))] : []),
    ];
  });
  await tryAll("pages", knocks);
});

test("routes of our own pages", async () => {
  const knocks = methods()
    .filter(({ file }) => file.startsWith("app/api/live/"))
    .flatMap(({ file, method, permission }) => {
      // Where something would be done, it is asked for of what is not there.
      const path = addressOf(file, method === "GET" ? doors.samples : {});
      const at = (who: Knocker, ...told: readonly Told[]) => ({
        door: `${method} ${path}`,
        who: who.name,
        told,
        run: () => call(method, path, who),
      });
      const stranger = method === "GET" && file.includes("[") ? doors.strangers.get(permission) : undefined;
      return [
        ...inside(permission).map((who) => (who.holds.includes(permission) ? at(who, "in", "notFound") : at(who, "forbidden"))),
        ...doors.shutOut.map((who) => at(who, "signIn")),
        ...(stranger ? [at(stranger, "notFound")] : []),
      ];
    });
  await tryAll("liveRoutes", knocks);
});

test("routes of the merchant's own systems", async () => {
  const { byScope, dead } = doors.keys;
  const knocks = methods()
    .filter(({ file }) => file.startsWith("app/api/v1/"))
    .flatMap(({ file, method, permission }) => {
      const path = addressOf(file, {});
      const at = (who: Knocker, ...told: readonly Told[]) => ({
        door: `${method} ${path}`,
        who: who.name,
        told,
        run: () => call(method, path, who),
      });
      return [
        ...[...byScope.values()].map((who) => (who.holds.includes(permission) ? at(who, "in", "notFound") : at(who, "forbidden"))),
        ...[...dead, ...doors.shutOut, ...doors.roles].map((who) => at(who, "signIn")),
      ];
    });
  await tryAll("apiRoutes", knocks);
  expect(Object.keys(API_SCOPES).sort()).toEqual([...byScope.keys()].sort());
});

test("actions", async () => {
  const built = builtActions();
  const knocks = gated(ACTIONS).flatMap(([name, permission]) => {
    const { id, path } = built.get(name) ?? { id: "", path: "/" };
    const at = (who: Knocker, ...told: readonly Told[]): Knock => ({ door: name, who: who.name, told, run: () => act(id, path, who) });
    return [
      ...inside(permission).map((who) => at(who, who.holds.includes(permission) ? "in" : "forbidden")),
      ...doors.shutOut.map((who) => at(who, "signIn")),
    ];
  });
  expect(gated(ACTIONS).flatMap(([name]) => (built.has(name) ? [] : name))).toEqual([]);
  await tryAll("actions", knocks);
});

/** Each built-in role, one that holds nothing, one that holds exactly this, and one that holds exactly something else. */
function inside(permission: Permission): readonly Knocker[] {
  const others = [...doors.alone.values()].filter(({ holds }) => !holds.includes(permission));
  const exactly = doors.alone.get(permission);
  return [...doors.roles, ...(exactly ? [exactly] : []), ...others.slice(permission.length % others.length).slice(0, 1)];
}

/** A few at a time: a real desk has more than one person. */
async function tryAll(what: keyof ReturnType<typeof matrixSize>, knocks: readonly Knock[]): Promise<void> {
  expect(knocks).toHaveLength(matrixSize()[what].cases);
  const wrong: string[] = [];
  const queue = [...knocks];
  const work = async () => {
    for (let knock = queue.shift(); knock; knock = queue.shift()) {
      const told = await knock.run();
      if (!knock.told.includes(told)) wrong.push(`${knock.door} told ${knock.who} "${told}" and not "${knock.told.join('" or "')}"`);
    }
  };
  const beganAt = performance.now();
  await Promise.all(Array.from({ length: 6 }, work));
  const seconds = Math.round((performance.now() - beganAt) / 1000);
  console.info(`${what}: ${knocks.length} knocks in ${seconds} s, ${wrong.length} told wrong`);
  expect(wrong).toEqual([]);
}

function gated(table: Readonly<Record<string, DoorPolicy>>): readonly (readonly [string, Permission])[] {
  return Object.entries(table).flatMap(([name, policy]) => (typeof policy === "string" ? [[name, policy] as const] : []));
}

function methods() {
  return Object.entries(ROUTES).flatMap(([file, policies]) =>
    gated(policies).map(([method, permission]) => ({ file, method, permission })),
  );
}

/** `app/(console)/payouts/[payoutId]/page.tsx` at `/payouts/po_1`. Whoever adds an address with a name in it adds a sample of it. */
function addressOf(file: string, samples: Readonly<Record<string, string>>): string {
  const path = file
    .replace(/^app/, "")
    .replace(/\/(page\.tsx|route\.ts)$/, "")
    .replaceAll(/\/\([^)]*\)/g, "");
  return (
    path.replaceAll(/\[(\w+)\]/g, (_whole, name: string) => {
      const sample = samples[name] ?? (samples === doors.samples ? "" : "none");
      if (sample === "") throw new Error(`There is no sample of [${name}] in e2e/support/doors.ts, which ${file} needs.`);
      return sample;
    }) || "/"
  );
}

const Manifest = z.object({
  node: z.record(z.string(), z.object({ workers: z.record(z.string(), z.unknown()), exportedName: z.string(), filename: z.string() })),
});

/** Where each action is in what was built, and a page that may call it. */
function builtActions(): ReadonlyMap<string, { readonly id: string; readonly path: string }> {
  const { node } = Manifest.parse(JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")));
  return new Map(
    Object.entries(node).map(([id, { workers, exportedName }]) => {
      const pages = Object.keys(workers).map((worker) => `${worker}.tsx`);
      const page = pages.find((one) => one.startsWith("app/(console)/") && !one.includes("[")) ?? pages[0] ?? "";
      return [exportedName, { id, path: addressOf(page, { token: "none", ...doors.samples }) }];
    }),
  );
}
