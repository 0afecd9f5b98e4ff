import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pollFor } from "../poll-for";
import { isRunning } from "../process-identity";
import { keepRunning, type ProcessPlan } from "./kept-process";

describe("a kept process", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kept-process-"));
    vi.spyOn(console, "info").mockImplementation(() => {});
    vi.spyOn(console, "warn").mockImplementation(() => {});
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  /** A program that notes its number, and is then whatever the rest of its text makes it. */
  const plan = (rest: string): ProcessPlan => {
    const file = path.join(folder, "program.mjs");
    writeFileSync(
      file,
      `import { appendFileSync } from "node:fs"; appendFileSync(${JSON.stringify(pids())}, process.pid + "\\n");\n${rest}`,
    );
    return { name: "program", args: [file], env: {}, readyWhen: /ready/, stopTimeoutMs: 500 };
  };
  const pids = () => path.join(folder, "pids");
  const startedPids = () => readFileSync(pids(), "utf8").trim().split("\n").map(Number);
  const isGone = (pid: number) => pollFor(10_000, () => (isRunning(pid) ? undefined : true));

  const STAYS = 'console.log("ready"); setInterval(() => {}, 1000);';

  test("is ready when it says so, and gone when it is stopped", async () => {
    const kept = keepRunning(plan(STAYS));
    await kept.ready;
    const [pid = 0] = startedPids();
    expect(isRunning(pid)).toBe(true);
    await kept.stop();
    expect(isRunning(pid)).toBe(false);
  });

  test("is started again when it was killed", async () => {
    const kept = keepRunning(plan(STAYS));
    await kept.ready;
    process.kill(startedPids()[0] ?? 0, "SIGKILL");
    const second = await pollFor(10_000, () => startedPids()[1]);
    expect(second && isRunning(second)).toBe(true);
    await kept.stop();
    expect(startedPids().filter(isRunning)).toEqual([]);
  });

  test("is given up with a sentence when it falls over again and again before it is ready", async () => {
    const kept = keepRunning(plan("process.exit(3);"));
    await expect(kept.ready).rejects.toThrow("The program process does not start (exit code 3)");
  });

  test("is killed when it does not stop in time, together with what it started", async () => {
    const child = `setInterval(() => {}, 1000); process.on("SIGTERM", () => {});`;
    const kept = keepRunning(
      plan(`import { spawn } from "node:child_process"; process.on("SIGTERM", () => {});
        const child = spawn(process.execPath, ["-e", ${JSON.stringify(child)}]); appendFileSync(${JSON.stringify(pids())}, child.pid + "\\n");
        child.once("spawn", () => console.log("ready")); setInterval(() => {}, 1000);`),
    );
    await kept.ready;
    expect(startedPids().filter(isRunning)).toHaveLength(2);
    await kept.stop();
    for (const pid of startedPids()) expect(await isGone(pid)).toBe(true);
  });

  test("does not outlive a keeper that was killed", async () => {
    const keeper = path.join(folder, "keeper.mts");
    const keptProcess = path.join(import.meta.dirname, "kept-process.ts");
    writeFileSync(
      keeper,
      `import { keepRunning } from ${JSON.stringify(keptProcess)}; await keepRunning(${JSON.stringify(plan(STAYS)).replace(
        '"readyWhen":{}',
        '"readyWhen":/ready/',
      )}).ready; console.log("kept");`,
    );
    const running = spawn(process.execPath, ["--import", "tsx", keeper], {
      cwd: path.resolve(import.meta.dirname, "../.."),
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(running.stdout, "data");
    running.kill("SIGKILL");
    expect(await isGone(startedPids()[0] ?? 0)).toBe(true);
  });
});
