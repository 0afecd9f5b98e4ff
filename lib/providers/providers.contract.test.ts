import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { HOUR_MS } from "@/lib/base/time";
import { type Simulators, startSimulators } from "@/lib/simulators/start-simulators";
import type { SimulatorAtWork } from "./contract/contract-stage";
import { contractSuite } from "./contract/contract-suite";
import { PROVIDER_IDS, providerOf } from "./registry";

let simulators: Simulators;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "counterfoil-contract-"));
  // Slow enough that nothing moves by itself while a test looks; the tests move the clock.
  const pace = { inFlightAfterMs: HOUR_MS / 4, settledAfterMs: HOUR_MS / 2, returnedAfterMs: HOUR_MS, unseenForMs: HOUR_MS };
  simulators = await startSimulators({ port: 0, folder, pace });
});

afterAll(async () => {
  await simulators.stop();
  await rm(folder, { recursive: true });
});

function stageOf(id: string): SimulatorAtWork {
  const core = simulators.stage.cores.get(id);
  if (!core) throw new Error(`No simulator runs for ${id}.`);
  return { origin: simulators.origin, core, advance: (ms) => simulators.stage.advance(ms) };
}

for (const id of PROVIDER_IDS) {
  contractSuite(id, providerOf(id), { folder: path.join(import.meta.dirname, id), stage: () => stageOf(id) });
}
