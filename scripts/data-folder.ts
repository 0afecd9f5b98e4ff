import { accessSync, constants, mkdirSync } from "node:fs";
import path from "node:path";
import { Explained } from "./explained";

/** Makes the data folder on first use, and says so in a sentence when this user may not work in it. */
export function ensureDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    throw new Explained(
      `The data folder ${path.resolve(dataDir)} cannot be used by this user (${code}). Start as its owner, or choose another DATA_DIR.`,
    );
  }
}
