// The product's own PostgreSQL: a real server under DATA_DIR that keeps every committed row through crashes of any
// process and of the machine. One process at a time may look after it; see data-lock.ts.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import * as z from "zod";
import { ensureDataFolder } from "../data-folder";
import { Explained } from "../explained";
import { freePort, isPortFree } from "../free-port";
import { isRunning } from "../process-identity";
import { writeSecretFile } from "../secret-file";
import { findBinaries } from "./binaries";
import { initialiseCluster, SUPERUSER } from "./initialise";
import { type Cluster, runPostmaster, stopPostmaster } from "./postmaster";
import { readPostmasterFile } from "./postmaster-file";
import { choosePrivileges } from "./privileges";

export const APP_ROLE = "counterfoil";
const DATABASE = "counterfoil";
const LOG_LIMIT_BYTES = 20_000_000;

/** Durability is PostgreSQL's default and stays so. The rest suits a desk that shares its machine with other programs. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  // Nobody needs a socket file, and its path would have to be shorter than 108 bytes.
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  random_page_cost: "1.1",
  jit: "off",
  log_checkpoints: "off",
  timezone: "UTC",
};

const Access = z.object({ port: z.number().int(), superuserPassword: z.string(), password: z.string() });
type Access = z.infer<typeof Access>;

export type EmbeddedDatabase = {
  readonly url: string;
  /** True when a server from an earlier run was still there. */
  readonly wasRunning: boolean;
  isAlive(): boolean;
  stop(): Promise<void>;
};

/** Opens the database of a data folder, making it on first use. The caller holds the folder's lock. */
export async function openEmbeddedDatabase(dataDir: string): Promise<EmbeddedDatabase> {
  const paths = pathsIn(dataDir);
  ensureDataFolder(dataDir);
  const privileges = choosePrivileges(paths.cluster);
  privileges.openWayTo(paths.cluster);
  const binaries = findBinaries();
  const access = readAccess(paths) ?? (await newAccess(paths));
  await initialiseCluster({
    binaries,
    privileges,
    dataFolder: paths.cluster,
    superuserPassword: access.superuserPassword,
    syncToDisk: true,
  });

  setAsideLongLog(paths.log);
  const cluster: Cluster = { binaries, privileges, dataFolder: paths.cluster, logFile: paths.log, settings: SETTINGS };
  const postmaster = await runPostmaster(cluster, (taken) => choosePort(access, taken));
  const current = { ...access, port: postmaster.port };
  if (current.port !== access.port) writeSecretFile(paths.access, JSON.stringify(current));
  await ensureRoleAndDatabase(current);
  return {
    url: urlOf(current),
    wasRunning: postmaster.wasRunning,
    isAlive: () => isRunning(postmaster.pid),
    stop: () => stopPostmaster(postmaster.pid),
  };
}

/** The address of the data folder's database if it is running right now, for tools beside `npm start`. */
export function runningEmbeddedUrl(dataDir: string): string | undefined {
  const paths = pathsIn(dataDir);
  const noted = readPostmasterFile(paths.cluster);
  const access = readAccess(paths);
  return noted?.isReady && access && isRunning(noted.pid) ? urlOf({ ...access, port: noted.port }) : undefined;
}

function pathsIn(dataDir: string) {
  const absolute = path.resolve(dataDir);
  return {
    cluster: path.join(absolute, "postgres"),
    log: path.join(absolute, "postgres.log"),
    access: path.join(absolute, "postgres.json"),
  };
}
type Paths = ReturnType<typeof pathsIn>;

function readAccess(paths: Paths): Access | undefined {
  if (existsSync(paths.access)) return Access.parse(JSON.parse(readFileSync(paths.access, "utf8")));
  if (!existsSync(paths.cluster)) return undefined;
  throw new Explained(
    `${paths.access} is missing. It holds the password of the database beside it: bring it back, or move ${paths.cluster} away to begin anew.`,
  );
}

async function newAccess(paths: Paths): Promise<Access> {
  const password = () => randomBytes(24).toString("hex");
  const access = { port: await freePort(), superuserPassword: password(), password: password() };
  writeSecretFile(paths.access, JSON.stringify(access));
  return access;
}

async function choosePort(access: Access, taken?: number): Promise<number> {
  if (taken === undefined && (await isPortFree(access.port, "127.0.0.1"))) return access.port;
  const port = await freePort();
  console.warn(`Port ${access.port}, which the database used before, is taken by another program; it uses ${port} from now on.`);
  return port;
}

// The application owns its database and is nothing more: no superuser, so the guards in the database bind it too.
async function ensureRoleAndDatabase(access: Access): Promise<void> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port: access.port,
    user: SUPERUSER,
    password: access.superuserPassword,
    database: "postgres",
  });
  await client.connect();
  try {
    const roles = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [APP_ROLE]);
    // CREATEDB is for `prisma migrate dev`, which replays migrations in a database of its own.
    if (roles.rowCount === 0) await client.query(`CREATE ROLE ${APP_ROLE} LOGIN CREATEDB PASSWORD ${pg.escapeLiteral(access.password)}`);
    const databases = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
    if (databases.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${APP_ROLE}`);
  } finally {
    await client.end();
  }
}

function urlOf({ port, password }: Access): string {
  return `postgresql://${APP_ROLE}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

function setAsideLongLog(file: string): void {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
}
