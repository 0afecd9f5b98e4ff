import { performance } from "node:perf_hooks";

/** What something took, in milliseconds, over many times. */
export type Taken = { readonly p50: number; readonly p95: number; readonly p99: number; readonly times: number };

/** One line of a report: what the product took, what the least that the job needs took in the same run, and how many times that is. */
export type Measured = {
  readonly name: string;
  readonly product: Taken;
  readonly floor: Taken;
  readonly ratio: number;
  /** What else is to be known, such as how many rows were found. */
  readonly note?: string;
};

const WARM_UP = 5;

export type Compared = {
  readonly name: string;
  readonly product: (round: number) => Promise<unknown>;
  readonly floor: (round: number) => Promise<unknown>;
  readonly times?: number;
  readonly note?: string;
};

/** Product and floor in turns, so that whatever else the machine does meets both alike. */
export async function compare({ name, product, floor, times = 100, note }: Compared): Promise<Measured> {
  for (let round = 0; round < WARM_UP; round += 1) {
    await product(round);
    await floor(round);
  }
  const [ours, least]: [number[], number[]] = [[], []];
  for (let round = 0; round < times; round += 1) {
    ours.push(await clock(() => product(round)));
    least.push(await clock(() => floor(round)));
  }
  const [taken, least50] = [summarise(ours), summarise(least)];
  return { name, product: taken, floor: least50, ratio: taken.p50 / least50.p50, ...(note ? { note } : {}) };
}

export async function clock(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

export function summarise(times: readonly number[]): Taken {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), times: sorted.length };
}

/** As a table of Markdown, so that it can stand in docs/speed.md as it is. */
export function tableOf(measured: readonly Measured[]): string {
  const ms = (taken: number) => taken.toFixed(taken < 10 ? 2 : 0);
  const lines = measured.map(
    ({ name, product, floor, ratio, note }) =>
      `| ${name} | ${ms(product.p50)} | ${ms(product.p95)} | ${ms(product.p99)} | ${ms(floor.p50)} | ${ratio.toFixed(1)} | ${note ?? ""} |`,
  );
  return ["| question | p50 ms | p95 | p99 | floor p50 | ratio | |", "|---|---|---|---|---|---|---|", ...lines].join("\n");
}
