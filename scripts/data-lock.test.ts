import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dataFolderHolder, lockDataFolder } from "./data-lock";
import { processIdentity } from "./process-identity";

describe("the lock of a data folder", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), "data-lock-"));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const leave = (holder: object) => writeFileSync(path.join(dataDir, "lock.json"), JSON.stringify({ purpose: "npm start", ...holder }));

  test("tells the second who has it, and is free once released", () => {
    const lock = lockDataFolder(dataDir, "npm start");
    expect(() => lockDataFolder(dataDir, "npm start")).toThrow(`is in use by npm start (process ${process.pid}`);
    lock.release();
    lockDataFolder(dataDir, "npm start").release();
    expect(dataFolderHolder(dataDir)).toBeUndefined();
  });

  test("counts for nothing when its holder was killed", () => {
    leave({ pid: 2 ** 22 + 1, identity: "gone", host: hostname() });
    lockDataFolder(dataDir, "npm start").release();
  });

  test("counts for nothing when its holder's number was given to another process", () => {
    leave({ pid: process.ppid, identity: "an earlier process", host: hostname() });
    lockDataFolder(dataDir, "npm start").release();
    leave({ pid: process.ppid, identity: processIdentity(process.ppid), host: hostname() });
    expect(() => lockDataFolder(dataDir, "npm start")).toThrow("is in use");
  });

  test("counts on another machine for as long as it is touched", () => {
    leave({ pid: 1, identity: "unseen", host: "elsewhere" });
    expect(() => lockDataFolder(dataDir, "npm start")).toThrow("on elsewhere");
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(path.join(dataDir, "lock.json"), longAgo, longAgo);
    lockDataFolder(dataDir, "npm start").release();
  });

  test("counts for nothing when the machine died while it was written", () => {
    writeFileSync(path.join(dataDir, "lock.json"), "");
    const lock = lockDataFolder(dataDir, "npm start");
    expect(JSON.parse(readFileSync(path.join(dataDir, "lock.json"), "utf8"))).toMatchObject({ pid: process.pid });
    lock.release();
  });
});
