// Starts and stops one PostgreSQL server on one data folder. The server is detached: it outlives whoever started it, so
// that killing us never takes a transaction down with it, and the next start finds it and goes on.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { Explained } from "../explained";
import { isPortFree } from "../free-port";
import { pollFor } from "../poll-for";
import { isRunning } from "../process-identity";
import type { Binaries } from "./binaries";
import { postmasterFilePath, postmasterState, readPostmasterFile } from "./postmaster-file";
import type { Privileges } from "./privileges";

/** Recovery after a crash replays the log, which can take a while for a large one. */
const READY_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 60_000;
/** How long the remains of a killed server may be in the way: its file for a moment, its last sessions for seconds. */
const REMAINS_TIMEOUT_MS = 20_000;

export type Cluster = {
  readonly binaries: Binaries;
  readonly privileges: Privileges;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly settings: Readonly<Record<string, string>>;
};

export type Postmaster = { readonly pid: number; readonly port: number; readonly wasRunning: boolean };

/** Attaches to the server that runs this folder, or starts one. `choosePort` is asked again when its answer was taken. */
export async function runPostmaster(cluster: Cluster, choosePort: (taken?: number) => Promise<number>): Promise<Postmaster> {
  let port: number | undefined;
  let lastLog = "";
  const started = await pollFor(REMAINS_TIMEOUT_MS, async () => {
    const running = await attach(cluster.dataFolder);
    if (running) return running;
    port ??= await choosePort();
    const attempt = await start(cluster, port);
    if (attempt.kind === "started") return { pid: attempt.pid, port, wasRunning: false };
    lastLog = attempt.log;
    if (/could not bind|Address already in use/i.test(attempt.log)) port = await choosePort(port);
    else if (!/lock file .* already exists|pre-existing shared memory/i.test(attempt.log)) throw refusal(cluster, attempt.log);
    return undefined;
  });
  if (!started) throw refusal(cluster, lastLog);
  return started;
}

/** Lets running statements be broken off and everything be written: the next start has nothing to recover. */
export async function stopPostmaster(pid: number): Promise<void> {
  if (!isRunning(pid)) return;
  process.kill(pid, "SIGINT");
  const gone = () => (isRunning(pid) ? undefined : true);
  if (await pollFor(STOP_TIMEOUT_MS, gone)) return;
  // Without a checkpoint, the next start replays the log; nothing that was committed is lost.
  process.kill(pid, "SIGQUIT");
  if (!(await pollFor(STOP_TIMEOUT_MS, gone))) throw new Explained(`PostgreSQL (process ${pid}) does not stop.`);
}

async function attach(dataFolder: string): Promise<Postmaster | undefined> {
  const noted = readPostmasterFile(dataFolder);
  if (!noted) return undefined;
  const state = postmasterState(noted.pid, dataFolder);
  if (state === "gone" || state === "someoneElse") {
    // PostgreSQL removes a stale file by itself, except where the number lives on in a zombie or a stranger.
    if (readPostmasterFile(dataFolder)?.pid === noted.pid) rmSync(postmasterFilePath(dataFolder), { force: true });
    return undefined;
  }
  const ready = await pollFor(READY_TIMEOUT_MS, () => {
    if (!isRunning(noted.pid)) return "gone";
    const now = readPostmasterFile(dataFolder);
    return now?.isReady && now.pid === noted.pid ? now : undefined;
  });
  if (ready === "gone") return undefined;
  if (!ready)
    throw new Explained(`PostgreSQL (process ${noted.pid}) runs on ${dataFolder} but does not become ready. Stop it and start again.`);
  // A server that was killed this moment has closed its door already, while its process and its file are still there.
  if (await isPortFree(ready.port, "127.0.0.1")) return undefined;
  return { pid: ready.pid, port: ready.port, wasRunning: true };
}

type StartAttempt = { readonly kind: "started"; readonly pid: number } | { readonly kind: "failed"; readonly log: string };

async function start(cluster: Cluster, port: number): Promise<StartAttempt> {
  const logStart = existsSync(cluster.logFile) ? statSync(cluster.logFile).size : 0;
  const server = spawnDetached(cluster, port);
  const ended = new AbortController();
  server.once("error", (error) => ended.abort(error.message));
  server.once("exit", (code, signal) => ended.abort(`It ended at once (${signal ?? `exit code ${code}`}).`));
  const outcome = await pollFor(READY_TIMEOUT_MS, (): StartAttempt | undefined => {
    if (ended.signal.aborted) return { kind: "failed", log: readFrom(cluster.logFile, logStart) || String(ended.signal.reason) };
    const noted = readPostmasterFile(cluster.dataFolder);
    return noted?.isReady && noted.pid === server.pid ? { kind: "started", pid: noted.pid } : undefined;
  });
  return outcome ?? { kind: "failed", log: readFrom(cluster.logFile, logStart) };
}

function spawnDetached(cluster: Cluster, port: number): ChildProcess {
  const settings = Object.entries({ ...cluster.settings, port: String(port) }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const { command, args, uid, gid } = cluster.privileges.invoke(cluster.binaries.postgres, ["-D", cluster.dataFolder, ...settings]);
  const log = openSync(cluster.logFile, "a", 0o600);
  try {
    const server = spawn(command, args, { detached: true, stdio: ["ignore", log, log], uid, gid });
    server.unref();
    return server;
  } finally {
    closeSync(log);
  }
}

function readFrom(file: string, start: number): string {
  return readFileSync(file).subarray(start).toString("utf8").trim();
}

function refusal(cluster: Cluster, log: string): Explained {
  const lines = log.split("\n").slice(-8).join("\n");
  return new Explained(`PostgreSQL does not start on ${cluster.dataFolder}. It says:\n${lines}\nThe whole log is ${cluster.logFile}.`);
}
