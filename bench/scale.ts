import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as z from "zod";

const Results = z.object({
  results: z.record(z.string(), z.array(z.object({ name: z.string(), product: z.object({ p50: z.number() }) }))),
});

/** History and look-up at two sizes, each in a process of its own: what ten or a hundred times as many payouts make of every question. */
export function benchScale({ rows, small, data }: { rows: number; small: number; data: string }): string {
  const [few, many] = [measureAt(small, data), measureAt(rows, data)];
  const head = `| question | ${small.toLocaleString("en-GB")}: p50 ms | ${rows.toLocaleString("en-GB")}: p50 ms | times |\n|---|---|---|---|`;
  const lines = [...many].map(([name, p50]) => {
    const before = few.get(name) ?? Number.NaN;
    return `| ${name} | ${before.toFixed(2)} | ${p50.toFixed(2)} | ${(p50 / before).toFixed(1)} |`;
  });
  return [head, ...lines].join("\n");
}

function measureAt(rows: number, data: string): ReadonlyMap<string, number> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-scale-"));
  const file = path.join(folder, "results.json");
  try {
    const main = path.join(import.meta.dirname, "main.ts");
    const words = ["--expose-gc", "--import", "tsx", main, "history", "lookup", "--rows", String(rows), "--data", data, "--json", file];
    const { status } = spawnSync(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] });
    if (status !== 0) throw new Error(`The measurement at ${rows} payouts ended with ${status}.`);
    const { results } = Results.parse(JSON.parse(readFileSync(file, "utf8")));
    return new Map(Object.values(results).flatMap((ones) => ones.map(({ name, product }) => [name, product.p50] as const)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
