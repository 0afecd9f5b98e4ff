import { ACTIONS } from "@/lib/domain/access/doors/actions";
import { ALSO_ASKED, DEEDS, STEP_UP_DEEDS } from "@/lib/domain/access/doors/deeds";
import { PAGES } from "@/lib/domain/access/doors/pages";
import { PERMISSION_FACTS } from "@/lib/domain/access/permission-facts";
import { API_SCOPES, mayRole, PERMISSION_NAMES, type Permission, ROLES } from "@/lib/domain/access/permissions";
import { DEAD_KEYS, type Gated, gatedOf, matrixSize, methodsUnder, OWN_ROLES, SHUT_OUT } from "./matrix-size";

const TITLES = {
  pages: "Pages",
  liveRoutes: "Routes of our own pages",
  apiRoutes: "Routes of the merchant's own systems",
  actions: "Actions",
  operations: "Operations",
} as const satisfies Record<keyof ReturnType<typeof matrixSize>, string>;

/** `docs/security/matrix.md`, written from the tables that the doors themselves are held to. */
export function matrixDocument(): string {
  const size = matrixSize();
  const sizes = Object.entries(TITLES).map(([key, title]) => {
    const { doors, gated, cases } = size[isKind(key) ? key : "pages"];
    return [title, String(doors), String(gated), String(cases)];
  });
  const total = Object.values(size).reduce((sum, { cases }) => sum + cases, 0);
  return `${[
    "# Who may do what",
    "Written from `lib/domain/access/doors` and `lib/domain/access/permissions.ts` by `npx vitest run lib/domain/access/matrix -u`; a test fails while it is not current, and another for a page, route, action or operation that is not in the tables.",
    `## Size\n\n${table(["", "doors", "ask for a permission", "cases tried"], sizes)}\n\n${total} cases. A single one that is told something else fails the build.`,
    `Each page, route and action is knocked at over HTTP at the built product (\`e2e/matrix.spec.ts\`): by the ${ROLES.length} roles that the program brings (${ROLES.join(", ")}), by roles of the merchant's own (${OWN_ROLES.join(", ")}), by people ${SHUT_OUT.join(", ")}, and, where the address names something, by somebody of another merchant who holds exactly what is asked for. Routes for systems are tried with one key for each of ${Object.keys(API_SCOPES).length} scopes, with keys that are ${DEAD_KEYS.join(" or ")}, and with every session above. Each operation is tried against PostgreSQL at the own and at another merchant (\`lib/operations/role-matrix.db.test.ts\`), which also shows that nobody is the second person to what they began, and that ${STEP_UP_DEEDS.length} operations ask whoever has a second factor to prove it just now: ${STEP_UP_DEEDS.map((name) => `\`${name}\``).join(", ")}.`,
    "A merchant's own roles hold any of these permissions but those for systems alone; what they hold is read at every request.",
    `## Permissions\n\n${table(
      ["permission", "may", ...ROLES, "API scope", "two admins give it"],
      PERMISSION_NAMES.map((permission) => [
        ...[`\`${permission}\``, PERMISSION_FACTS[permission].sentence, ...marks(permission)],
        ...[scopesOf(permission), PERMISSION_FACTS[permission].isGuarded ? "yes" : ""],
      ]),
    )}`,
    chapter("pages", gatedOf(PAGES).map(asAddress), openOf(PAGES)),
    chapter("liveRoutes", methodsUnder("app/api/live/").map(asAddress), []),
    chapter("apiRoutes", methodsUnder("app/api/v1/").map(asAddress), []),
    chapter("actions", gatedOf(ACTIONS), openOf(ACTIONS)),
    chapter("operations", gatedOf(DEEDS), openOf(DEEDS)),
  ].join("\n\n")}\n`;
}

function chapter(kind: keyof typeof TITLES, gated: readonly Gated[], open: readonly (readonly [string, string])[]): string {
  const rows = gated.map(({ name, permission }) => [
    `\`${name}\``,
    [permission, ...(ALSO_ASKED[name] ?? [])].map((one) => `\`${one}\``).join(" "),
    ...marks(permission, ...(ALSO_ASKED[name] ?? [])),
  ]);
  const head = `## ${TITLES[kind]}\n\n${table(["", "asks for", ...ROLES], rows)}`;
  if (open.length === 0) return head;
  return `${head}\n\nOpen to everyone, or to everyone who is signed in:\n\n${open.map(([name, why]) => `- \`${name}\`: ${why}`).join("\n")}`;
}

function openOf(doors: Readonly<Record<string, Permission | { readonly open: string }>>): readonly (readonly [string, string])[] {
  return Object.entries(doors).flatMap(([name, policy]) => (typeof policy === "string" ? [] : [[name, policy.open] as const]));
}

function asAddress({ name, permission }: Gated): Gated {
  const address = name
    .replace(/app\//, "/")
    .replace(/\/(page\.tsx|route\.ts)$/, "")
    .replaceAll(/\/\([^)]*\)/g, "");
  return { name: address === "" ? "/" : address, permission };
}

function marks(...asked: readonly Permission[]): readonly string[] {
  return ROLES.map((role) => (asked.every((permission) => mayRole(role, permission)) ? "yes" : ""));
}

function scopesOf(permission: Permission): string {
  return Object.entries(API_SCOPES)
    .flatMap(([scope, granted]: [string, readonly Permission[]]) => (granted.includes(permission) ? [`\`${scope}\``] : []))
    .join(" ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function isKind(text: string): text is keyof typeof TITLES {
  return Object.hasOwn(TITLES, text);
}
