import { mkdtemp, readFile, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Put } from "@/lib/providers/contract/simulator-store";
import { openFileJournal } from "./file-journal";

let file = "";
beforeEach(async () => {
  file = path.join(await mkdtemp(path.join(tmpdir(), "journal-")), "ivy.jsonl");
});

async function write(...puts: Put[]) {
  const journal = await openFileJournal(file);
  for (const put of puts) journal.append(put);
  await journal.close();
}

async function reread(): Promise<Put[]> {
  const journal = await openFileJournal(file);
  const rows = [...journal.replay()];
  await journal.close();
  return rows;
}

describe("a simulator's journal", () => {
  test("gives back the latest value of every row that was not taken away", async () => {
    await write(["payouts", "p1", { state: "received" }], ["payouts", "p2", 2]);
    await write(["payouts", "p1", { state: "settled" }], ["payouts", "p2", null], ["keys", "p1", "k"]);
    expect(await reread()).toEqual([
      ["payouts", "p1", { state: "settled" }],
      ["keys", "p1", "k"],
    ]);
  });

  test("forgets what comes after its end, and nobody stumbles over it", async () => {
    const journal = await openFileJournal(file);
    journal.append(["payouts", "p1", "in time"]);
    await journal.close();
    journal.append(["payouts", "p2", "too late"]);
    await journal.settled();
    expect(await reread()).toEqual([["payouts", "p1", "in time"]]);
  });

  test("keeps a booking and its key together, wherever a kill cuts the last line", async () => {
    await write(["payouts", "p1", "sound"]);
    const sound = (await readFile(file)).byteLength;
    await write(["payouts", "p2", "tørn"], ["keys", "k2", "p2"]);
    const whole = await readFile(file);

    for (let length = sound; length <= whole.byteLength; length += 1) {
      await writeFile(file, whole);
      await truncate(file, length);
      const rows = (await reread()).length;
      expect(rows, `cut at byte ${length}`).toBe(length === whole.byteLength ? 3 : 1);
    }
  });

  test("goes on after a torn line as if it had never been begun", async () => {
    await write(["payouts", "p1", "sound"]);
    await writeFile(file, '[["payouts","p2","to', { flag: "a" });
    await write(["payouts", "p3", "later"]);
    expect(await reread()).toEqual([
      ["payouts", "p1", "sound"],
      ["payouts", "p3", "later"],
    ]);
  });

  test("refuses a file that is damaged in the middle instead of forgetting half of it", async () => {
    await write(["payouts", "p1", "sound"]);
    await writeFile(file, "not a line\n", { flag: "a" });
    await writeFile(file, '[["payouts","p2","sound"]]\n', { flag: "a" });
    await expect(openFileJournal(file)).rejects.toThrow("damaged in line 2");
  });

  test("forgets all but what it is told to keep", async () => {
    await write(["payouts", "p1", "old"]);
    const journal = await openFileJournal(file);
    journal.append(["payouts", "p2", "never told"]);
    await journal.restart([["accounts", "a1", "kept"]]);
    journal.append(["payouts", "p3", "new"]);
    await journal.close();
    expect(await reread()).toEqual([
      ["accounts", "a1", "kept"],
      ["payouts", "p3", "new"],
    ]);
  });
});
