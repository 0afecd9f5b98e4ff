// PostgreSQL for tests: empty, fast because nothing needs to survive a crash, gone afterwards.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { freePort } from "../free-port";
import { findBinaries } from "./binaries";
import { APP_ROLE } from "./embedded-database";
import { initialiseCluster, SUPERUSER } from "./initialise";
import { runPostmaster, stopPostmaster } from "./postmaster";
import { choosePrivileges } from "./privileges";
import { noteOwner, removeStaleClusters, THROWAWAY_PREFIX } from "./stale-clusters";

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "300",
  timezone: "UTC",
};

export type ThrowawayCluster = {
  /** The address of a database in this cluster, for the same ordinary role that the product uses. */
  urlOf(database: string): string;
  /** Runs one statement as the superuser, for what the ordinary role may not do. */
  administer(sql: string): Promise<void>;
  remove(): Promise<void>;
};

export async function startThrowawayCluster(): Promise<ThrowawayCluster> {
  await removeStaleClusters();
  const folder = mkdtempSync(path.join(tmpdir(), THROWAWAY_PREFIX));
  noteOwner(folder);
  const dataFolder = path.join(folder, "data");
  const binaries = findBinaries();
  const privileges = choosePrivileges(dataFolder);
  privileges.openWayTo(dataFolder);
  await initialiseCluster({ binaries, privileges, dataFolder, syncToDisk: false });
  const { pid, port } = await runPostmaster(
    { binaries, privileges, dataFolder, logFile: path.join(folder, "log"), settings: SETTINGS },
    () => freePort(),
  );

  const administer = async (sql: string) => {
    const client = new pg.Client({ host: "127.0.0.1", port, user: SUPERUSER, database: "postgres" });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await administer(`CREATE ROLE ${APP_ROLE} LOGIN CREATEDB`);
  return {
    urlOf: (database) => `postgresql://${APP_ROLE}@127.0.0.1:${port}/${database}`,
    administer,
    remove: async () => {
      await stopPostmaster(pid);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
