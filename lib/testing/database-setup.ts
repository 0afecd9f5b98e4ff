// Runs before each `x.db.test.ts`: the file gets a database of its own and a complete environment, so `db()` and `env()`
// work as in production and no test sees another file's rows.
import { randomBytes } from "node:crypto";
import { testDatabase } from "./database";

const { url } = await testDatabase();

Object.assign(process.env, {
  DATABASE_URL: url,
  DEMO: "1",
  ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64")}`,
  BLIND_INDEX_KEY: randomBytes(32).toString("base64"),
  NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
  NEXTAUTH_URL: "http://localhost:3000",
});
