import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyTestDatabase, testDatabase } from "@/lib/testing/database";

const root = path.resolve(import.meta.dirname, "../..");
// A copy to work in: some of the commands write migrations.
const copy = mkdtempSync(path.join(tmpdir(), "prisma-"));

beforeAll(() => {
  for (const part of ["prisma", "prisma.config.ts", "scripts", "package.json"])
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true }));

describe("the Prisma command line over the stand-in engine", { timeout: 180_000 }, () => {
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
    cpSync(path.join(copy, "prisma/schema"), path.join(copy, "changed"), { recursive: true });
    writeFileSync(path.join(copy, "changed/stamp.prisma"), "model Stamp {\n  id String @id\n}\n");
    const diff = prisma(url, ["migrate", "diff", "--from-migrations", "prisma/migrations", "--to-schema", "changed", "--script"]);
    expect(diff).toMatchObject({ status: 0, output: expect.stringContaining('CREATE TABLE "Stamp"') });
  });

  test("says in a sentence that no server answers", () => {
    expect(prisma("postgresql://nobody@127.0.0.1:1/none", ["migrate", "status"])).toMatchObject({
      status: 1,
      output: expect.stringContaining("P1001"),
    });
  });
});

function prisma(url: string, args: readonly string[]) {
  const command = [path.join(copy, "node_modules/prisma/build/index.js"), ...args];
  const env = { ...process.env, DATABASE_URL: url, CI: "1", CHECKPOINT_DISABLE: "1" };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: copy, encoding: "utf8", env });
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
