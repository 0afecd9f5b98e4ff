// `npm run bench -- history|lookup|export|batch|submit|webhooks|live|plans|pages|weight|scale [--rows 1000000] [--json FILE] [--data FOLDER]`: what the
// product takes, as a ratio to the least that the same job needs, measured in the same run on the same data. Absolute times drift from
// machine to machine; ratios hold.
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import pg from "pg";
import { benchBatch } from "./batch";
import { benchExport } from "./export";
import { benchHistory } from "./history";
import { benchLive } from "./live";
import { benchLookup } from "./lookup";
import { type Measured, tableOf } from "./measure";
import { type Bench, openBench } from "./open-bench";
import { benchPages } from "./pages";
import { benchPlans } from "./plans";
import { benchScale } from "./scale";
import { benchSubmit } from "./submit";
import { benchWebhooks } from "./webhooks";
import { benchWeight } from "./weight";

const BENCHES: Readonly<Record<string, (bench: Bench, client: pg.Client) => Promise<readonly Measured[]>>> = {
  history: benchHistory,
  lookup: benchLookup,
  export: benchExport,
  batch: benchBatch,
  submit: benchSubmit,
  webhooks: benchWebhooks,
  plans: benchPlans,
  live: benchLive,
  pages: benchPages,
  weight: benchWeight,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: "string", default: "10000" },
    /** For `scale`: what the larger size is compared with. */
    small: { type: "string", default: "10000" },
    json: { type: "string" },
    data: { type: "string", default: ".data/bench" },
  },
});

const rows = Number(values.rows.replaceAll(/[_,]/g, ""));
if (positionals[0] === "scale") {
  console.info(benchScale({ rows, small: Number(values.small.replaceAll(/[_,]/g, "")), data: values.data }));
  process.exit();
}
const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0 || !Number.isSafeInteger(rows) || rows < 1) {
  console.error(`Say npm run bench -- ${Object.keys(BENCHES).join("|")}|scale [--rows 1000000] [--json FILE] [--data FOLDER].`);
  process.exit(2);
}

const bench = await openBench({ dataDir: `${values.data}-${rows}`, rows });
const client = new pg.Client({ connectionString: bench.url, options: "-c TimeZone=UTC" });
await client.connect();
try {
  const results: Record<string, readonly Measured[]> = {};
  for (const name of names) {
    results[name] = (await BENCHES[name]?.(bench, client)) ?? [];
    console.info(`\n${name}, ${bench.rows.toLocaleString("en-GB")} payouts, ${cpus().length} cores, Node ${process.versions.node}\n`);
    console.info(tableOf(results[name]));
  }
  if (values.json) await writeFile(values.json, `${JSON.stringify({ rows: bench.rows, results }, null, 2)}\n`);
} finally {
  await client.end();
  await bench.close();
}
process.exit();
