import pg from "pg";
import { type PlanNode, planNodes } from "./plan-of";

export type Asked = { readonly text: string; readonly values: readonly unknown[] };

/**
 * Every statement that the database is asked while something runs, caught where the driver sends it: whoever wrote it, by hand or by
 * Prisma. One at a time in a process.
 */
export async function askedBy(run: () => Promise<unknown>): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const send = pg.Client.prototype.query;
  const listening = function (this: pg.Client, ...call: unknown[]): unknown {
    const [first, second] = call;
    if (typeof first === "object" && first !== null && "text" in first && typeof first.text === "string") {
      const own = "values" in first && Array.isArray(first.values) ? first.values : null;
      asked.push({ text: first.text, values: own ?? (Array.isArray(second) ? second : []) });
    }
    return Reflect.apply(send, this, call);
  };
  Object.assign(pg.Client.prototype, { query: listening });
  try {
    await run();
  } finally {
    Object.assign(pg.Client.prototype, { query: send });
  }
  return asked;
}

/** How each of them is answered, for those that read: the steps that read tables. */
export async function plansOfAsked(url: string, asked: readonly Asked[]): Promise<readonly (readonly PlanNode[])[]> {
  const client = new pg.Client({ connectionString: url, options: "-c TimeZone=UTC" });
  await client.connect();
  try {
    const plans: (readonly PlanNode[])[] = [];
    for (const { text, values } of asked.filter(isReading)) {
      const { rows } = await client.query({ text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values: [...values] });
      plans.push(planNodes(rows[0]));
    }
    return plans;
  } finally {
    await client.end();
  }
}

function isReading({ text }: Asked): boolean {
  return /^\s*(\/\*.*?\*\/\s*)?(SELECT|WITH|\()/i.test(text);
}
