import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { processIdentity } from "../process-identity";
import { stopPostmaster } from "./postmaster";
import { postmasterState, readPostmasterFile } from "./postmaster-file";

export const THROWAWAY_PREFIX = "counterfoil-postgres-";

/** Notes in a throw-away cluster's folder whose it is. */
export function noteOwner(folder: string): void {
  writeFileSync(path.join(folder, "owner"), `${process.pid} ${processIdentity(process.pid)}`);
}

/** Removes throw-away clusters whose test run was killed before it could clean up. */
export async function removeStaleClusters(): Promise<void> {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith(THROWAWAY_PREFIX));
  for (const name of folders) await removeIfAbandoned(path.join(tmpdir(), name));
}

async function removeIfAbandoned(folder: string): Promise<void> {
  const owner = readOwner(folder);
  if (!owner || processIdentity(owner.pid) === owner.identity) return;
  const dataFolder = path.join(folder, "data");
  const noted = readPostmasterFile(dataFolder);
  if (noted && postmasterState(noted.pid, dataFolder) === "runsHere") await stopPostmaster(noted.pid);
  rmSync(folder, { recursive: true, force: true });
}

function readOwner(folder: string): { pid: number; identity: string } | undefined {
  try {
    const [pid, ...identity] = readFileSync(path.join(folder, "owner"), "utf8").split(" ");
    return { pid: Number(pid), identity: identity.join(" ") };
  } catch {
    // Another user's, or one that is being made at this moment.
    return undefined;
  }
}
