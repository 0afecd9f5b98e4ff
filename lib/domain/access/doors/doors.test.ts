import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { mayRole, PERMISSION_NAMES, ROLES } from "../permissions";
import { ACTIONS } from "./actions";
import { DEEDS } from "./deeds";
import type { DoorPolicy } from "./door-policy";
import { PAGES } from "./pages";
import { ROUTES } from "./routes";

const ROOT = path.resolve(import.meta.dirname, "../../../..");
const files = ["app", "components", "lib"].flatMap((top) =>
  readdirSync(path.join(ROOT, top), { recursive: true, encoding: "utf8" }).map((file) => path.posix.join(top, file)),
);
const pages = files.filter((file) => /^app\/.*page\.tsx$/.test(file)).sort();
const routes = files.filter((file) => /^app\/.*route\.ts$/.test(file)).sort();
const operations = files.filter((file) => /^lib\/operations\/.*\.ts$/.test(file) && !file.endsWith(".test.ts"));
const actions = files
  .filter((file) => file.startsWith("lib/actions/") && !file.endsWith(".test.ts") && textOf(file).startsWith('"use server"'))
  .flatMap((file) => exportsOf(file).map((name) => ({ name, body: functionText(file, name) })));

function textOf(file: string): string {
  return readFileSync(path.join(ROOT, file), "utf8");
}

function exportsOf(file: string): string[] {
  const { module } = parseSync(file, textOf(file));
  const names = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ exportName, isType }) => (isType ? [] : (exportName.name ?? []))),
  );
  return names.sort();
}

function functionText(file: string, name: string): string {
  const { program } = parseSync(file, textOf(file));
  const node = program.body.find(
    (one) => one.type === "ExportNamedDeclaration" && one.declaration?.type === "FunctionDeclaration" && one.declaration.id?.name === name,
  );
  return node ? textOf(file).slice(node.start, node.end) : "";
}

/** Exported functions that are handed an actor and a wish, and so have to ask whether that actor may. */
function deedsIn(file: string): string[] {
  const matches = textOf(file).matchAll(/^export (?:async )?function (\w+)\(\s*actor: Actor[,)]/gm);
  return [...matches].flatMap(([, name]) => name ?? []);
}

/** Actions that nobody has to be signed in for. */
const FOR_STRANGERS = [
  "signInAction",
  "finishSignInAction",
  "beginPasskeySignInAction",
  "passkeySignInAction",
  "answerAskAction",
  "acceptInvitationAction",
];

function permissionOf(policy: DoorPolicy | undefined): string | null {
  return typeof policy === "string" ? policy : null;
}

describe("every door is in the table", () => {
  test("pages", () => expect(pages).toEqual(Object.keys(PAGES).sort()));
  test("routes", () => expect(routes).toEqual(Object.keys(ROUTES).sort()));
  test("actions", () => expect(actions.map(({ name }) => name).sort()).toEqual(Object.keys(ACTIONS).sort()));
  // An action written inside a page or a component would be a public door that nobody listed.
  test("no action hides in another file", () => {
    const hidden = files.filter((file) => /\.tsx?$/.test(file) && !file.startsWith("app/gallery/") && !file.includes(".test."));
    expect(hidden.filter((file) => !file.startsWith("lib/actions/") && /^\s*["']use server["'];/m.test(textOf(file)))).toEqual([]);
  });
  test("deeds", () => expect(operations.flatMap(deedsIn).sort()).toEqual(Object.keys(DEEDS).sort()));
  test.each(routes)("the methods of %s", (file) => {
    const methods = exportsOf(file).filter((name) => name === name.toUpperCase());
    expect(methods).toEqual(Object.keys(ROUTES[file] ?? {}).sort());
  });
});

describe("every door asks for what the table says", () => {
  test.each(pages.filter((file) => permissionOf(PAGES[file])))("%s", (file) => {
    expect(textOf(file)).toContain(`requireActor("${permissionOf(PAGES[file])}")`);
  });

  test.each(routes.flatMap((file) => Object.entries(ROUTES[file] ?? {}).map(([method, policy]) => ({ file, method, policy }))))(
    "$method $file",
    ({ file, method, policy }) => {
      const gate = new RegExp(`export const ${method} = (?:restRoute|sessionRoute)(?:<[^>]*>)?\\(\\s*"([^"]+)"`).exec(textOf(file));
      expect(gate?.[1] ?? null).toBe(permissionOf(policy));
    },
  );

  test.each(actions)("$name", ({ name, body }) => {
    const gate = /(?:answerAs|withActor|requireActor|actorFor)\(\s*"([^"]+)"/.exec(body);
    expect(gate?.[1] ?? null).toBe(permissionOf(ACTIONS[name]));
    if (!gate && !FOR_STRANGERS.includes(name)) expect(body).toMatch(/getSession\(\)|answerAsSelf\(/);
  });

  test("programs and people have doors of their own", () => {
    for (const file of routes) {
      if (file.startsWith("app/api/v1/")) expect(textOf(file), file).not.toContain("sessionRoute");
      else expect(textOf(file), file).not.toContain("restRoute");
    }
  });
});

describe("the permissions", () => {
  test("of each role are these", () => {
    const table = Object.fromEntries(
      ROLES.map((role) => [role, PERMISSION_NAMES.filter((permission) => mayRole(role, permission)).join(" ")]),
    );
    expect(table).toMatchInlineSnapshot(`
      {
        "admin": "overview.view payout.view payout.note payout.assign payout.resolve payout.lookUp approval.view batch.view receiver.view receiver.note receiver.reveal paymentSource.view connection.view connection.manage evidence.view audit.view operations.view delivery.replay reconciliation.run reconciliation.explain freeze.set freeze.lift policy.view policy.manage team.manage apiKey.manage endpoint.view endpoint.manage",
        "checker": "overview.view payout.view payout.cancel payout.attach payout.note payout.assign payout.share payout.resolve payout.lookUp approval.view payout.approve batch.view receiver.view receiver.note receiver.reveal account.confirm account.check paymentSource.view connection.view evidence.view audit.view operations.view delivery.replay reconciliation.run reconciliation.explain freeze.set freeze.lift policy.view endpoint.view",
        "maker": "overview.view payout.view payout.create payout.cancel payout.attach payout.note payout.assign payout.share payout.lookUp approval.view batch.view batch.create receiver.view receiver.create receiver.note receiver.reveal account.check paymentSource.view connection.view evidence.view",
        "support": "overview.view payout.view payout.note payout.assign payout.share payout.lookUp batch.view receiver.view receiver.note paymentSource.view evidence.view audit.view operations.view freeze.set policy.view endpoint.view",
      }
    `);
  });

  test("never let one role both make and approve", () => {
    expect(ROLES.filter((role) => mayRole(role, "payout.create") && mayRole(role, "payout.approve"))).toEqual([]);
  });

  test("are all asked for by some door", () => {
    const asked = [PAGES, ACTIONS, DEEDS, ...Object.values(ROUTES)].flatMap((doors) =>
      Object.values(doors).flatMap((policy) => permissionOf(policy) ?? []),
    );
    const unasked = PERMISSION_NAMES.filter((permission) => !asked.includes(permission));
    expect(unasked).toEqual([]);
  });
});
