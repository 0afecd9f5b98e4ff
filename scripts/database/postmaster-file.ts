import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import path from "node:path";
import { isRunning } from "../process-identity";

export type PostmasterFile = { readonly pid: number; readonly port: number; readonly isReady: boolean };

/** PostgreSQL's own note of who runs a data folder, or undefined when nobody does. */
export function readPostmasterFile(dataFolder: string): PostmasterFile | undefined {
  try {
    const lines = readFileSync(postmasterFilePath(dataFolder), "utf8").split("\n");
    const pid = Number(lines[0]);
    // All but the process number is written a little later; the last line turns to "ready" when clients may come.
    return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]) || 0, isReady: lines[7]?.trim() === "ready" } : undefined;
  } catch {
    return undefined;
  }
}

export function postmasterFilePath(dataFolder: string): string {
  return path.join(dataFolder, "postmaster.pid");
}

export type PostmasterState = "runsHere" | "gone" | "someoneElse" | "unsure";

/**
 * Is the noted process still the postmaster of this folder? After a crash of the machine its number may have been given
 * to someone else, and PostgreSQL would then refuse to start for ever.
 */
export function postmasterState(pid: number, dataFolder: string): PostmasterState {
  if (!isRunning(pid)) return "gone";
  const name = commandName(pid);
  if (!name) return "gone";
  if (!name.startsWith("postgres")) return "someoneElse";
  try {
    // A postmaster works in its data folder. Without /proc, or without the right to look, the name has to do.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataFolder) ? "runsHere" : "someoneElse";
  } catch {
    return "unsure";
  }
}

function commandName(pid: number): string {
  if (existsSync("/proc/self/comm")) return readIfThere(`/proc/${pid}/comm`);
  const command = spawnSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" }).stdout;
  return path.basename(command.trim());
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
