import pg from "pg";
import { withDatabaseName } from "./connection-url.mjs";

// The database that every server has, from which others are made and dropped.
const MAINTENANCE_DATABASE = "postgres";

const PRISMA_CODES = { "3D000": "P1003", "28P01": "P1000", ECONNREFUSED: "P1001" };

const COMMANDS = {
  "can-connect-to-database": (url) => run(url),
  "create-database": (url, name) => run(withDatabaseName(url, MAINTENANCE_DATABASE), `CREATE DATABASE ${pg.escapeIdentifier(name)}`),
  "drop-database": (url, name) =>
    run(withDatabaseName(url, MAINTENANCE_DATABASE), `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
};

/** Answers `schema-engine cli <command>`; the exit code and the last line on stderr are what the Prisma CLI reads. */
export async function runDatabaseCommand(command, datasource) {
  const act = COMMANDS[command];
  if (!act) return refuse("P0000", `The stand-in schema engine knows no command "${command}".`);
  try {
    const name = decodeURIComponent(new URL(datasource.url).pathname.slice(1));
    await act(datasource.url, name);
    return 0;
  } catch (error) {
    return refuse(PRISMA_CODES[error.code] ?? "P1001", error.message || String(error.code));
  }
}

async function run(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    if (sql) await client.query(sql);
  } finally {
    await client.end();
  }
}

function refuse(errorCode, message) {
  const entry = {
    timestamp: new Date().toISOString(),
    level: "ERROR",
    fields: { message, error_code: errorCode, is_panic: false },
    target: "schema_engine::logger",
  };
  // The CLI skips the first line of stderr, so something harmless must stand there.
  process.stderr.write(`{}\n${JSON.stringify(entry)}\n`);
  return 1;
}
