// One process at a time may look after a data folder. The lock is a file that names its holder; a holder that is gone,
// however it went, no longer counts.
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import * as z from "zod";
import { ensureDataFolder } from "./data-folder";
import { Explained } from "./explained";
import { processIdentity } from "./process-identity";

const Holder = z.object({ pid: z.number().int(), identity: z.string(), host: z.string(), purpose: z.string() });
type Holder = z.infer<typeof Holder>;

/** From another machine or container we cannot see the holder's process, so a live holder keeps touching its file. */
const TOUCH_MS = 5_000;
const SILENT_MS = 20_000;

export type DataLock = { release(): void };

/** Takes the lock or says, in a sentence, who has it. */
export function lockDataFolder(dataDir: string, purpose: string): DataLock {
  ensureDataFolder(dataDir);
  const file = lockFile(dataDir);
  const own = ownClaim(purpose);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    claim(file, draft, dataDir);
  } finally {
    rmSync(draft, { force: true });
  }
  const touching = setInterval(() => touch(file), TOUCH_MS).unref();
  const release = () => {
    clearInterval(touching);
    if (isSameHolder(readHolder(file), own)) rmSync(file, { force: true });
  };
  process.once("exit", release);
  return {
    release: () => {
      process.off("exit", release);
      release();
    },
  };
}

/** Who looks after a data folder right now, if anyone. */
export function dataFolderHolder(dataDir: string): Holder | undefined {
  const file = lockFile(dataDir);
  const holder = readHolder(file);
  return holder && isAlive(holder, file) ? holder : undefined;
}

function lockFile(dataDir: string): string {
  return path.join(dataDir, "lock.json");
}

function ownClaim(purpose: string): Holder {
  return { pid: process.pid, identity: processIdentity(process.pid) ?? "unknown", host: hostname(), purpose };
}

function claim(file: string, draft: string, dataDir: string): void {
  // A link appears with its whole content or not at all, and never over a file that is there already.
  if (linkIfFree(draft, file)) return;
  const holder = readHolder(file);
  if (holder && isAlive(holder, file)) throw refusal(holder, dataDir);
  setAside(file, holder, dataDir);
  if (linkIfFree(draft, file)) return;
  throw refusal(readHolder(file), dataDir);
}

// Two who find the same stale lock must not both win: the slower would move the faster one's new lock out of the way.
function setAside(file: string, stale: Holder | undefined, dataDir: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  const wasStale = isSameHolder(moved, stale);
  if (!wasStale) linkIfFree(aside, file);
  rmSync(aside, { force: true });
  if (!wasStale) throw refusal(moved, dataDir);
}

function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return Holder.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder, file: string): boolean {
  if (holder.host === hostname()) return processIdentity(holder.pid) === holder.identity;
  return Date.now() - statSync(file).mtimeMs < SILENT_MS;
}

function isSameHolder(one: Holder | undefined, other: Holder | undefined): boolean {
  return one?.host === other?.host && one?.pid === other?.pid && one?.identity === other?.identity;
}

function refusal(holder: Holder | undefined, dataDir: string): Explained {
  const who = holder ? `${holder.purpose} (process ${holder.pid} on ${holder.host})` : "another process";
  return new Explained(`The data folder ${path.resolve(dataDir)} is in use by ${who}. Stop that first, or choose another DATA_DIR.`);
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // Somebody removed the folder beneath us; nobody can be misled by a lock that is not there.
  }
}
