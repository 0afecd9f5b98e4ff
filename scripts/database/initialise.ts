import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { Explained } from "../explained";
import type { Binaries } from "./binaries";
import type { Privileges } from "./privileges";

export const SUPERUSER = "postgres";

export type Initialisation = {
  readonly binaries: Binaries;
  readonly privileges: Privileges;
  readonly dataFolder: string;
  /** Undefined trusts every client: only for clusters that hold nothing worth having. */
  readonly superuserPassword?: string;
  readonly syncToDisk: boolean;
};

/**
 * Makes an empty cluster, in a neighbouring folder that takes its name when it is whole: breaking off leaves no half
 * cluster, and of two who try at once one wins and the other uses the winner's.
 */
export async function initialiseCluster(wanted: Initialisation): Promise<void> {
  if (existsSync(path.join(wanted.dataFolder, "PG_VERSION"))) return;
  mkdirSync(path.dirname(wanted.dataFolder), { recursive: true });
  const draft = mkdtempSync(`${wanted.dataFolder}.new-`);
  try {
    wanted.privileges.handOver(draft);
    await initdb(wanted, draft);
    renameSync(draft, wanted.dataFolder);
  } catch (error) {
    if (!existsSync(path.join(wanted.dataFolder, "PG_VERSION"))) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function initdb(wanted: Initialisation, folder: string): Promise<void> {
  const passwordFile = `${folder}.password`;
  try {
    writeFileSync(passwordFile, wanted.superuserPassword ?? "unused", { mode: 0o600 });
    wanted.privileges.handOver(passwordFile);
    await run(wanted, [
      ...["--pgdata", folder, "--username", SUPERUSER, "--encoding", "UTF8", "--no-instructions"],
      // PostgreSQL's own locale sorts the same on every system and does not change with a system library.
      ...["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"],
      ...(wanted.superuserPassword ? ["--auth", "scram-sha-256", "--pwfile", passwordFile] : ["--auth", "trust"]),
      ...(wanted.syncToDisk ? [] : ["--no-sync"]),
    ]);
    chmodSync(folder, 0o700);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function run({ binaries, privileges }: Initialisation, initdbArguments: readonly string[]): Promise<void> {
  const { command, args, uid, gid } = privileges.invoke(binaries.initdb, initdbArguments);
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"], uid, gid });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [complaint, code] = await Promise.all([text(child.stderr), ended]).catch((error: Error) => [error.message, 1] as const);
  if (code === 0) return;
  const hint =
    privileges.kind === "nobody"
      ? "PostgreSQL must not run as root, and user namespaces are not allowed here, so it ran as nobody, who needs to reach this folder. Start as an ordinary user instead, or set DATABASE_URL."
      : "Set DATABASE_URL to use a PostgreSQL of your own.";
  throw new Explained(`A new PostgreSQL cluster could not be made: ${complaint.trim()}\n${hint}`);
}
