// @prisma/adapter-pg as the schema engine needs it. Each change here works round a fault of version 7.10 that was seen.
import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { splitSchema, withDatabaseName } from "./connection-url.mjs";

const CHAR_OID = 18;
const TEXT_OID = 25;

export class MigrationAdapterFactory extends PrismaPg {
  #datasource;
  #connectionString;
  #openShadows = new Set();

  constructor(datasource) {
    const { connectionString, schema } = splitSchema(datasource.url);
    super(poolSettings(connectionString), { schema });
    this.#connectionString = connectionString;
    this.#datasource = datasource;
  }

  async connect() {
    return mended(await super.connect());
  }

  /**
   * A database to replay migrations in. The parent's own version passes the real connection string beside the shadow's
   * name, and node-pg lets the string win: the "shadow" would be the real database. So the name goes into the string.
   */
  async connectToShadowDb() {
    if (this.#datasource.shadowDatabaseUrl) {
      const { connectionString } = splitSchema(this.#datasource.shadowDatabaseUrl);
      return mended(await new PrismaPg(poolSettings(connectionString)).connect());
    }
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    await this.#administer(`CREATE DATABASE "${name}"`);
    this.#openShadows.add(name);
    const shadow = await new PrismaPg(poolSettings(withDatabaseName(this.#connectionString, name))).connect();
    const close = shadow.dispose.bind(shadow);
    // The parent drops the shadow while its own pool is still connected to it, which PostgreSQL refuses.
    shadow.dispose = async () => {
      await close();
      await this.#dropShadow(name);
    };
    return mended(shadow);
  }

  /** The engine forgets to dispose of a shadow when a replay fails; none may stay behind on the server. */
  async dropForgottenShadows() {
    for (const name of this.#openShadows) await this.#dropShadow(name);
  }

  async #dropShadow(name) {
    this.#openShadows.delete(name);
    await this.#administer(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  }

  async #administer(sql) {
    const client = new pg.Client({ connectionString: this.#connectionString });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }
}

function poolSettings(connectionString) {
  return { connectionString, max: 1, Client: CharTolerantClient };
}

// The parent splits scripts at every ";", which tears $$-quoted bodies apart; the simple protocol takes a script whole.
function mended(connection) {
  const pool = connection.underlyingDriver();
  connection.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      connection.onError(error);
    }
  };
  const startTransaction = connection.startTransaction.bind(connection);
  connection.startTransaction = async (isolationLevel) => knowingChar(await startTransaction(isolationLevel));
  return knowingChar(connection);
}

// The catalogue tables hold one-letter columns of type "char", which the parent refuses and the engine insists on.
// So the client passes them off as text, remembers where they were, and the answer gets their true type back.
const charColumns = new WeakMap();

class CharTolerantClient extends pg.Client {
  query(...args) {
    const callback = args.at(-1);
    if (typeof callback !== "function") return super.query(...args)?.then?.(disguiseChar);
    return super.query(...args.slice(0, -1), (error, result) => callback(error, result && disguiseChar(result)));
  }
}

function disguiseChar(result) {
  if (!result.rows) return result;
  const found = [];
  for (const [index, field] of (result.fields ?? []).entries()) {
    if (field.dataTypeID !== CHAR_OID) continue;
    field.dataTypeID = TEXT_OID;
    found.push(index);
  }
  charColumns.set(result.rows, found);
  return result;
}

function knowingChar(queryable) {
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    const answer = await queryRaw(query);
    for (const index of charColumns.get(answer.rows) ?? []) answer.columnTypes[index] = ColumnTypeEnum.Character;
    return answer;
  };
  return queryable;
}
