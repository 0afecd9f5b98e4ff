import path from "node:path";
import { defineConfig } from "prisma/config";

// Prisma would download a native engine for each command; ours is a script in this checkout. Windows cannot spawn a
// script as an executable, so there Prisma fetches its own.
if (process.platform !== "win32") {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.resolve(import.meta.dirname, "scripts/prisma-schema-engine.mjs");
}

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
