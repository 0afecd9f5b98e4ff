import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { emptyTestDatabase, testDatabase } from "@/lib/testing/database";

const root = path.resolve(import.meta.dirname, "../..");

describe("the Prisma command line over the stand-in engine", () => {
  test("finds the database that our own runner migrated up to date", async () => {
    const { url } = await testDatabase();
    expect(prisma(url, ["migrate", "status"])).toMatchObject({ status: 0, output: expect.stringContaining("up to date") });
  });

  test("finds that the migrations lead to exactly the schema", async () => {
    const { url } = await testDatabase();
    const diff = prisma(url, ["migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema", "--exit-code"]);
    expect(diff.output).toContain("No difference detected");
    expect(diff.status).toBe(0);
  });

  test("notices a table that no migration made", async () => {
    const { url } = await testDatabase();
    await run(url, "CREATE TABLE stray (id int PRIMARY KEY)");
    const diff = prisma(url, ["migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema", "--exit-code"]);
    expect(diff).toMatchObject({ status: 2, output: expect.stringContaining("stray") });
  });

  test("replays migrations with $$ bodies in a shadow database and leaves none behind", async () => {
    const { url } = await emptyTestDatabase();
    expect(prisma(url, ["migrate", "deploy"])).toMatchObject({ status: 0 });
    expect(prisma(url, ["migrate", "dev"])).toMatchObject({ status: 0, output: expect.stringContaining("Already in sync") });
    expect(await run(url, "SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'")).toEqual([]);
  });

  test("writes a new migration from a changed schema", async () => {
    const { url } = await emptyTestDatabase();
    const folder = mkdtempSync(path.join(tmpdir(), "prisma-schema-"));
    try {
      cpSync(path.join(root, "prisma/schema"), folder, { recursive: true });
      writeFileSync(path.join(folder, "stamp.prisma"), "model Stamp {\n  id String @id\n}\n");
      const diff = prisma(url, ["migrate", "diff", "--from-migrations", "prisma/migrations", "--to-schema", folder, "--script"]);
      expect(diff).toMatchObject({ status: 0, output: expect.stringContaining('CREATE TABLE "Stamp"') });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("says in a sentence that no server answers", () => {
    expect(prisma("postgresql://nobody@127.0.0.1:1/none", ["migrate", "status"])).toMatchObject({
      status: 1,
      output: expect.stringContaining("P1001"),
    });
  });
});

function prisma(url: string, args: readonly string[]) {
  const command = [path.join(root, "node_modules/prisma/build/index.js"), ...args];
  const env = { ...process.env, DATABASE_URL: url, CI: "1", CHECKPOINT_DISABLE: "1" };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8", env });
  return { status, output: `${stdout}${stderr}` };
}

async function run(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
