// @prisma/adapter-pg as the schema engine needs it. Each change here works round a fault of version 7.10 that was seen.
import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
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
    return sendingScriptsWhole(await super.connect());
  }

  /**
   * A database to replay migrations in. The parent's own version passes the real connection string beside the shadow's
   * name, and node-pg lets the string win: the "shadow" would be the real database. So the name goes into the string.
   */
  async connectToShadowDb() {
    if (this.#datasource.shadowDatabaseUrl) {
      const { connectionString } = splitSchema(this.#datasource.shadowDatabaseUrl);
      return sendingScriptsWhole(await new PrismaPg(poolSettings(connectionString)).connect());
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
    return sendingScriptsWhole(shadow);
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
  return { connectionString, max: 1, Client: CharAsTextClient };
}

// The parent splits scripts at every ";", which tears $$-quoted bodies apart; the simple protocol takes a script whole.
function sendingScriptsWhole(connection) {
  const pool = connection.underlyingDriver();
  connection.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      connection.onError(error);
    }
  };
  return connection;
}

// The catalogue tables that the engine reads hold one-letter columns of type "char", which the parent does not map.
class CharAsTextClient extends pg.Client {
  query(...args) {
    const callback = args.at(-1);
    if (typeof callback !== "function") return super.query(...args)?.then?.(withCharAsText);
    return super.query(...args.slice(0, -1), (error, result) => callback(error, result && withCharAsText(result)));
  }
}

function withCharAsText(result) {
  for (const field of result.fields ?? []) {
    if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
  }
  return result;
}
