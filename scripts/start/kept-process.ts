// One long-running process: started, its output shown line by line, started again when it falls over, stopped with all
// that it may have started itself.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Explained } from "../explained";
import { logLine } from "./log-line";

export type ProcessPlan = {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What it prints when it is ready. */
  readonly readyWhen: RegExp;
  /** What it prints without anybody wanting to know. */
  readonly noise?: RegExp;
  /** How long it may take to finish what it is doing. */
  readonly stopTimeoutMs: number;
};

export type KeptProcess = {
  readonly ready: Promise<void>;
  stop(): Promise<void>;
  killNow(): void;
};

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** Who ran this long before falling over starts with a short delay again. */
const STEADY_MS = 60_000;
/** A process that fell over this often without ever being ready will not be ready the next time either. */
const HOPELESS_FALLS = 3;

export function keepRunning(plan: ProcessPlan): KeptProcess {
  let child: ChildProcess | undefined;
  let again: NodeJS.Timeout | undefined;
  let delayMs = FIRST_DELAY_MS;
  let falls = 0;
  let isReady = false;
  let isStopping = false;
  let settle: { resolve: () => void; reject: (reason: Explained) => void };
  const ready = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Whoever stops before it was ready does not wait for it.
  ready.catch(() => {});

  const start = () => {
    const startedAt = performance.now();
    // Greetings are of interest only when nothing comes after them.
    let greetings: string[] = [];
    child = spawnLeashed(plan, (line, stream) => {
      if (plan.noise?.test(line)) return;
      if (isReady || stream === "stderr") return show(plan.name, line);
      greetings.push(line);
      if (!plan.readyWhen.test(line)) return;
      isReady = true;
      greetings = [];
      settle.resolve();
    });
    child.once("close", (code, signal) => {
      if (isStopping) return;
      for (const line of greetings) show(plan.name, line);
      const end = signal ?? `exit code ${code}`;
      falls += 1;
      if (!isReady && falls >= HOPELESS_FALLS) {
        return settle.reject(new Explained(`The ${plan.name} process does not start (${end}); its last words are above.`));
      }
      if (performance.now() - startedAt > STEADY_MS) delayMs = FIRST_DELAY_MS;
      console.warn(logLine(plan.name, `ended unexpectedly (${end}) and starts again in ${delayMs} ms.`));
      again = setTimeout(start, delayMs);
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    });
  };

  start();
  return {
    ready,
    stop: async () => {
      isStopping = true;
      clearTimeout(again);
      if (child) await stopGroup(child, plan.stopTimeoutMs);
    },
    killNow: () => {
      isStopping = true;
      clearTimeout(again);
      if (child) signalGroup(child, "SIGKILL");
    },
  };
}

function spawnLeashed(plan: ProcessPlan, onLine: (line: string, stream: "stdout" | "stderr") => void): ChildProcess {
  const leash = new URL("leash.mjs", import.meta.url).href;
  const child = spawn(process.execPath, ["--import", leash, ...plan.args], {
    env: { ...process.env, ...plan.env, COUNTERFOIL_KEEPER: String(process.pid) },
    // The fourth is the leash: we hold one end for as long as we live.
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    detached: true,
  });
  for (const stream of ["stdout", "stderr"] as const) {
    const input = child[stream];
    if (input) createInterface({ input }).on("line", (line) => onLine(line, stream));
  }
  child.once("error", (error) => onLine(`could not be started: ${error.message}`, "stderr"));
  return child;
}

function show(name: string, line: string): void {
  if (line.trim()) console.info(logLine(name, line));
}

async function stopGroup(child: ChildProcess, timeoutMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return signalGroup(child, "SIGKILL");
  const ended = new Promise((resolve) => child.once("exit", resolve));
  signalGroup(child, "SIGTERM");
  const patience = setTimeout(() => signalGroup(child, "SIGKILL"), timeoutMs);
  await ended;
  clearTimeout(patience);
  // The leader is gone; stragglers of its group must not outlive it.
  signalGroup(child, "SIGKILL");
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone already, which is what we want.
  }
}
