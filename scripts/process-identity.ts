import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Tells one process from a later one that got the same number, across restarts of the machine too.
 * Undefined when there is no such process; a zombie, which only waits to be buried, does not count as one.
 */
export function processIdentity(pid: number): string | undefined {
  if (process.platform === "linux") return linuxIdentity(pid);
  const started = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim();
  return started || undefined;
}

export function isRunning(pid: number): boolean {
  return processIdentity(pid) !== undefined;
}

function linuxIdentity(pid: number): string | undefined {
  try {
    // The name in brackets may hold spaces and brackets itself; the fields proper begin after the last one.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    const [state] = fields;
    const startedAfterBoot = fields[19];
    if (state === "Z" || state === "X") return undefined;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${startedAfterBoot}`;
  } catch {
    return undefined;
  }
}
