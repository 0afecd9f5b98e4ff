import type { Secrets } from "./secrets";
import type { StartSettings } from "./settings";

/** What every process of Counterfoil is told; lib/env.ts reads it back. */
export function processEnvironment(settings: StartSettings, databaseUrl: string, secrets: Secrets): Record<string, string> {
  return {
    PORT: String(settings.port),
    SIMULATOR_PORT: String(settings.simulatorPort),
    DATABASE_URL: databaseUrl,
    DATA_DIR: settings.dataDir,
    DEMO: settings.demo ? "1" : "0",
    ROLE: settings.role,
    NEXTAUTH_URL: process.env.NEXTAUTH_URL || `http://localhost:${settings.port}`,
    ...secrets,
    ...QUIET,
  };
}

/** No tool of ours reports home. */
export const QUIET = { NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1" };
