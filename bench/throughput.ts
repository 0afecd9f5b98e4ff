import { clock, type Measured, summarise, type Taken } from "./measure";

export type Load = {
  readonly name: string;
  readonly product: (turn: number) => Promise<unknown>;
  readonly floor: (turn: number) => Promise<unknown>;
};

const PARTS = 4;
const TIMES_A_PART = 100;
const CLIENTS = 8;
const WARM_UP = 20;
/** How often each is run in all, at most: a part ends with the last that was begun in it. */
export const MOST_TURNS = WARM_UP + PARTS * (TIMES_A_PART + CLIENTS);

type Run = { readonly taken: Taken; readonly perSecond: number };

/** Writes by several at once, product and floor in turns of a hundred: how many a second, and how long each takes. */
export async function compareThroughput({ name, product, floor }: Load): Promise<Measured> {
  let turn = 0;
  const next = (run: (turn: number) => Promise<unknown>) => () => run(turn++);
  for (let round = 0; round < WARM_UP; round += 1) {
    await next(product)();
    await next(floor)();
  }
  const [ours, least]: [Run[], Run[]] = [[], []];
  for (let part = 0; part < PARTS; part += 1) {
    ours.push(await load(next(product)));
    least.push(await load(next(floor)));
  }
  const [made, could] = [middle(ours), middle(least)];
  const share = made.perSecond / could.perSecond;
  const note = `${Math.round(made.perSecond)} a second by ${CLIENTS} at once, the floor ${Math.round(could.perSecond)}: ${share.toFixed(2)} of it`;
  return { name, product: made.taken, floor: could.taken, ratio: made.taken.p50 / could.taken.p50, note };
}

async function load(run: () => Promise<unknown>): Promise<Run> {
  const times: number[] = [];
  const began = performance.now();
  let left = TIMES_A_PART;
  const client = async () => {
    for (; left > 0; left -= 1) times.push(await clock(run));
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return { taken: summarise(times), perSecond: (times.length * 1000) / (performance.now() - began) };
}

function middle(runs: readonly Run[]): Run {
  const sorted = [...runs].sort((a, b) => a.perSecond - b.perSecond);
  const run = sorted[Math.floor(sorted.length / 2)];
  if (!run) throw new Error("Nothing was run.");
  return run;
}
