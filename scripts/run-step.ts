import { spawn } from "node:child_process";
import { Explained } from "./explained";

export type Step = {
  /** What failed, for the sentence: "The web application could not be built". */
  readonly failure: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

/** Runs a Node program to its end. Its output is shown only when it fails. */
export function runStep({ failure, args, env, signal }: Step): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const output: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => output.push(part));
    child.stderr.on("data", (part: Buffer) => output.push(part));
    // A group of its own, so that whatever the program started itself goes with it.
    const breakOff = () => child.pid && process.kill(-child.pid, "SIGKILL");
    if (signal?.aborted) breakOff();
    signal?.addEventListener("abort", breakOff, { once: true });
    child.once("error", reject);
    child.once("close", (code) => {
      signal?.removeEventListener("abort", breakOff);
      if (signal?.aborted) reject(signal.reason);
      else if (code === 0) resolve();
      else reject(new Explained(`${failure}:\n${Buffer.concat(output).toString("utf8").trim()}`));
    });
  });
}
