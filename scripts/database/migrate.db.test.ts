import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyTestDatabase } from "@/lib/testing/database";
import { migrate } from "./migrate";

describe("the migration runner", () => {
  let folder: string;
  let url: string;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
    ({ url, drop } = await emptyTestDatabase());
    write("1_first", "CREATE TABLE first (id int);");
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await drop();
  });

  test("applies each migration once, in order", async () => {
    write("2_second", "ALTER TABLE first ADD COLUMN name text;");
    expect(await migrate(url, folder)).toEqual(["1_first", "2_second"]);
    expect(await migrate(url, folder)).toEqual([]);
    write("3_third", "ALTER TABLE first DROP COLUMN name;");
    expect(await migrate(url, folder)).toEqual(["3_third"]);
  });

  test("sends bodies quoted with $$ whole", async () => {
    write(
      "2_function",
      "CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END; $$; DO $$ BEGIN PERFORM two(); END $$;",
    );
    expect(await migrate(url, folder)).toContain("2_function");
    expect(await rows("SELECT two()")).toEqual([{ two: 2 }]);
  });

  test("lets one of many who migrate at once do the work", async () => {
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(url, folder)));
    expect(applied.flat()).toEqual(["1_first"]);
  });

  test("takes a failing migration back whole, keeps those before it, and goes on once it is mended", async () => {
    write("2_bad", "CREATE TABLE half (id int); SELECT nonsense;");
    await expect(migrate(url, folder)).rejects.toThrow("2_bad");
    expect(await rows("SELECT to_regclass('first') IS NOT NULL AS first, to_regclass('half') IS NOT NULL AS half")).toEqual([
      { first: true, half: false },
    ]);
    write("2_bad", "CREATE TABLE half (id int);");
    expect(await migrate(url, folder)).toEqual(["2_bad"]);
  });

  test("refuses to build on a migration that Prisma left half done", async () => {
    await migrate(url, folder);
    await rows("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'x', '2_bad')");
    await expect(migrate(url, folder)).rejects.toThrow("Migration 2_bad failed on this database before");
  });

  test("takes no notice of a migration that was rolled back by hand", async () => {
    await migrate(url, folder);
    await rows("INSERT INTO _prisma_migrations (id, checksum, migration_name, rolled_back_at) VALUES ('x', 'x', '2_bad', now())");
    expect(await migrate(url, folder)).toEqual([]);
  });

  test("refuses a migration that was edited after it was applied", async () => {
    await migrate(url, folder);
    write("1_first", "CREATE TABLE first (id bigint);");
    await expect(migrate(url, folder)).rejects.toThrow("1_first was edited");
  });

  test("refuses a database that a newer version has migrated", async () => {
    write("2_second", "SELECT 1;");
    await migrate(url, folder);
    rmSync(path.join(folder, "2_second"), { recursive: true });
    await expect(migrate(url, folder)).rejects.toThrow("2_second");
  });

  function write(name: string, sql: string) {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, "migration.sql"), sql);
  }

  async function rows(sql: string) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }
});
