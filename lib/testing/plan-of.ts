import * as z from "zod";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

export type PlanNode = {
  readonly type: string;
  readonly relation?: string;
  /** Rows that were read, also those that were thrown away again. */
  readonly seen: number;
  readonly children: readonly PlanNode[];
};

const Node: z.ZodType<PlanNode> = z.lazy(() =>
  z
    .object({
      "Node Type": z.string(),
      "Relation Name": z.string().optional(),
      "Actual Rows": z.number(),
      "Actual Loops": z.number(),
      "Rows Removed by Filter": z.number().optional(),
      Plans: z.array(Node).optional(),
    })
    .transform((node) => ({
      type: node["Node Type"],
      relation: node["Relation Name"],
      seen: (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"],
      children: node.Plans ?? [],
    })),
);
const Row = z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: Node })]) });

/** How PostgreSQL has answered a query just now: the steps that read tables. */
export async function planOf(query: Prisma.Sql): Promise<readonly PlanNode[]> {
  const [row] = z.array(z.unknown()).parse(await db().$queryRaw`EXPLAIN (ANALYZE, FORMAT JSON) ${query}`);
  return planNodes(row);
}

/** The steps that read tables, of what EXPLAIN has answered. */
export function planNodes(row: unknown): readonly PlanNode[] {
  const flatten = (node: PlanNode): PlanNode[] => [node, ...node.children.flatMap(flatten)];
  return flatten(Row.parse(row)["QUERY PLAN"][0].Plan).filter(({ relation }) => relation !== undefined);
}
