import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openEmbeddedDatabase, runningEmbeddedUrl } from "./embedded-database";
import { readPostmasterFile } from "./postmaster-file";

describe("the embedded database", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), "embedded-"));
  });
  afterEach(async () => {
    await (await openEmbeddedDatabase(dataDir)).stop();
    rmSync(dataDir, { recursive: true });
  });

  const cluster = () => path.join(dataDir, "postgres");
  const postmaster = () => readPostmasterFile(cluster())?.pid ?? 0;

  test("is found running when whoever started it was killed, and is the same after a stop", async () => {
    const first = await openEmbeddedDatabase(dataDir);
    await query(first.url, "CREATE TABLE note (words text); INSERT INTO note VALUES ('kept')");
    const second = await openEmbeddedDatabase(dataDir);
    expect([second.wasRunning, second.url]).toEqual([true, first.url]);
    expect(runningEmbeddedUrl(dataDir)).toBe(first.url);
    await second.stop();
    expect([first.isAlive(), runningEmbeddedUrl(dataDir)]).toEqual([false, undefined]);
    const third = await openEmbeddedDatabase(dataDir);
    expect([third.wasRunning, third.url]).toEqual([false, first.url]);
    expect(await query(third.url, "SELECT words FROM note")).toEqual([{ words: "kept" }]);
  });

  test("keeps every acknowledged row when the server is killed in the middle of work", async () => {
    const { url } = await openEmbeddedDatabase(dataDir);
    await query(url, "CREATE TABLE note (n int)");
    // All are connected before the first row: a worker that came late would knock at a server that is killed already.
    const clients = await Promise.all(Array.from({ length: 4 }, () => connected(url)));
    const acknowledged = (await Promise.all(clients.map(insertUntilKilled))).flat();
    const { url: again } = await openEmbeddedDatabase(dataDir);
    const kept = new Set((await query(again, "SELECT n FROM note")).map(({ n }) => n));
    expect(acknowledged.length).toBeGreaterThan(200);
    expect(acknowledged.filter((n) => !kept.has(n))).toEqual([]);
  });

  test("moves to another port, and says so, when its own was taken meanwhile", async () => {
    const first = await openEmbeddedDatabase(dataDir);
    await query(first.url, "CREATE TABLE note (words text)");
    await first.stop();
    const stranger = createServer().listen(Number(new URL(first.url).port), "127.0.0.1");
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    try {
      const second = await openEmbeddedDatabase(dataDir);
      expect(second.url).not.toBe(first.url);
      expect(await query(second.url, "SELECT * FROM note")).toEqual([]);
      expect(warn).toHaveBeenCalledWith(expect.stringContaining("is taken by another program"));
      expect((await openEmbeddedDatabase(dataDir)).url).toBe(second.url);
    } finally {
      stranger.close();
      warn.mockRestore();
    }
  });

  test("starts although the process number in its lock file was given to a stranger", async () => {
    const first = await openEmbeddedDatabase(dataDir);
    const lockFile = path.join(cluster(), "postmaster.pid");
    const content = readFileSync(lockFile, "utf8");
    await first.stop();
    writeFileSync(lockFile, content.replace(/^\d+/, String(process.ppid)));
    expect((await openEmbeddedDatabase(dataDir)).wasRunning).toBe(false);
  });

  test("keeps its passwords to its owner and gives the application no superuser", async () => {
    const { url } = await openEmbeddedDatabase(dataDir);
    expect(statSync(path.join(dataDir, "postgres.json")).mode & 0o777).toBe(0o600);
    expect(await query(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).toEqual([{ rolsuper: false }]);
    const stranger = new URL(url);
    stranger.password = "guessed";
    await expect(query(String(stranger), "SELECT 1")).rejects.toThrow("password authentication failed");
  });

  async function connected(url: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    return client;
  }

  async function insertUntilKilled(client: pg.Client, worker: number): Promise<number[]> {
    const acknowledged: number[] = [];
    try {
      for (let n = worker; ; n += 4) {
        await client.query("INSERT INTO note VALUES ($1)", [n]);
        acknowledged.push(n);
        if (n === 400) process.kill(postmaster(), "SIGKILL");
      }
    } catch {
      return acknowledged;
    }
  }
});

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
