import { createHash } from "node:crypto";
import { Prisma } from "./generated/client";

const MARK = "/* plan kept */ ";

/**
 * A statement of many parts takes longer to plan than to run. Marked so, each connection plans it a few times and then keeps the plan: for
 * statements whose plan does not depend on what is asked for.
 */
export function keepPlan(statement: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${Prisma.raw(MARK)}${statement}`;
}

/** The same for a statement that is text already, with its values apart. */
export function keepPlanOf(text: string): string {
  return MARK + text;
}

const names = new Map<string, string>();

/** The name under which a connection keeps the plan; empty for statements that are not marked. */
export function planName({ sql }: { readonly sql: string }): string {
  if (!sql.startsWith(MARK)) return "";
  const known = names.get(sql);
  if (known) return known;
  const name = createHash("sha256").update(sql).digest("hex").slice(0, 32);
  names.set(sql, name);
  return name;
}
