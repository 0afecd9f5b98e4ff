import path from "node:path";
import { env } from "@/lib/env";
import { startSimulators } from "./start-simulators";

const { simulatorPort, dataDir } = env();
const simulators = await startSimulators({ port: simulatorPort, folder: path.resolve(dataDir, "simulators") }).catch((error: unknown) => {
  console.error(whyNot(error));
  process.exit(1);
});
console.info(`Provider simulators at ${simulators.origin}`);

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    await simulators.stop();
    process.exit(0);
  });
}

function whyNot(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return `Port ${simulatorPort} is taken: set SIMULATOR_PORT to another, or stop what listens there.`;
  }
  return `The provider simulators could not start. ${error instanceof Error ? error.message : String(error)}`;
}
