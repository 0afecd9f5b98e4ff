import { readFileSync } from "node:fs";

const LOOK_MS = 300;

/**
 * Tells when the npm that started us is gone. A signal sent to npm reaches the shell between npm and us, which dies of it
 * without passing it on; without this, stopping npm would leave everything running.
 */
export function whenNpmIsGone(act: () => void): () => void {
  const ancestors = npmAncestors();
  const looking = setInterval(() => {
    if (ancestors.every(isThere)) return;
    clearInterval(looking);
    act();
  }, LOOK_MS).unref();
  return () => clearInterval(looking);
}

/** The shell that runs the script, and npm above it where the system lets us see that far. */
function npmAncestors(): readonly number[] {
  if (!process.env.npm_lifecycle_event) return [];
  const above = parentOf(process.ppid);
  return above && nameOf(above).startsWith("npm") ? [process.ppid, above] : [process.ppid];
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function parentOf(pid: number): number | undefined {
  const fields = readProc(pid, "stat")
    .replace(/^.*\) /s, "")
    .split(" ");
  return Number(fields[1]) || undefined;
}

function nameOf(pid: number): string {
  return readProc(pid, "comm");
}

function readProc(pid: number, entry: "stat" | "comm"): string {
  try {
    return readFileSync(`/proc/${pid}/${entry}`, "utf8");
  } catch {
    return "";
  }
}
