import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const ROOT = path.resolve(import.meta.dirname, "..");

/**
 * The worker's own program as one file: read module by module through tsx, as `npm start` does, it takes three times as long to start, and
 * whoever kills it a thousand times waits for nothing else. It lies within the project, so that it finds the packages.
 */
export async function packWorker(): Promise<{ file: string; remove(): void }> {
  const folder = mkdtempSync(path.join(ROOT, "node_modules", ".worker-"));
  const file = path.join(folder, "worker.mjs");
  await build({
    ...{ entryPoints: [path.join(ROOT, "lib/worker/main.ts")], outfile: file, alias: { "@": ROOT }, logLevel: "error" },
    ...{ bundle: true, platform: "node", format: "esm", packages: "external" },
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A process of its own, as under `npm start`, which can be killed without warning. */
export type WorkerProcess = { kill(): Promise<void>; readonly hasEnded: () => boolean };

export async function startWorker(file: string): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [file], { cwd: ROOT, env: process.env, stdio: ["ignore", "pipe", "ignore"] });
  await isReady(child);
  return {
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

function isReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The worker ended with ${code} before it was ready.`)));
    child.stdout?.on("data", (bytes: Buffer) => bytes.includes("worker ready") && resolve());
  });
}
