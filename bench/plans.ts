import type pg from "pg";
import { db } from "@/lib/db/client";
import { heldRole } from "@/lib/domain/access/roles";
import { askedBy, plansOfAsked } from "@/lib/testing/asked-by";
import { heavyQuestions } from "@/lib/testing/heavy-questions";
import { clock, type Measured, summarise } from "./measure";
import type { Bench } from "./open-bench";

/**
 * Every heavy question of the desk among as many payouts as there are: how many statements it is, how many rows they read, and whether any
 * of them reads the history from end to end, which fails the run. The floor is a statement that asks for nothing.
 */
export async function benchPlans({ merchantId, url, rows }: Bench, client: pg.Client): Promise<readonly Measured[]> {
  const checker = await db().membership.findFirstOrThrow({ where: { merchantId, role: "checker" }, include: { person: true, held: true } });
  const actor = { kind: "person", personId: checker.personId, name: checker.person.name, merchantId, ...heldRole(checker.held) } as const;
  const floor = await times(() => client.query("SELECT 1"));
  const measured: Measured[] = [];
  for (const { name, ask } of await heavyQuestions({ actor, timeZone: "Europe/London" })) {
    const asked = await askedBy(ask);
    const steps = (await plansOfAsked(url, asked)).flat();
    const product = await times(ask);
    const ends = steps.filter(({ relation, type }) => relation === "payout" && type === "Seq Scan").length;
    const isTooMuch = ends > 0 && rows >= 100_000;
    if (isTooMuch) process.exitCode = 1;
    const read = Math.round(steps.reduce((sum, { seen }) => sum + seen, 0));
    const note = `${asked.length} statements, ${read.toLocaleString("en-GB")} rows${isTooMuch ? ", READS THE HISTORY FROM END TO END" : ""}`;
    measured.push({ name, product, floor, ratio: product.p50 / floor.p50, note });
  }
  return measured;
}

async function times(run: () => Promise<unknown>) {
  const taken: number[] = [];
  for (let time = 0; time < 5; time += 1) taken.push(await clock(run));
  return summarise(taken);
}
