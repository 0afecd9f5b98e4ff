import { spawn } from "node:child_process";

/** Runs a Node program with its output in plain sight, and gives its exit code; 1 when a signal ended it. */
export function runVisibly(args: readonly string[], { root, env }: { root: string; env?: Record<string, string> }): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
