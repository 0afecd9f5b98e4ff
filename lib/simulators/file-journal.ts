import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, rename } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import type { Journal, Put } from "@/lib/providers/contract/simulator-store";

const NEWLINE = 0x0a;
const Line = z.array(z.tuple([z.string(), z.string(), z.unknown()]));

export type FileJournal = Journal & { close(): Promise<void> };

/**
 * A journal as lines of JSON, one line for all that was appended in one stretch, forced to the disk before anybody is told.
 * A kill in the middle of a write leaves a torn last line: nobody was told of it, so it is cut off at the next start.
 */
export async function openFileJournal(file: string): Promise<FileJournal> {
  await mkdir(path.dirname(file), { recursive: true });
  let handle = await open(file, "a");
  const { rows, soundBytes } = await readJournal(file);
  await handle.truncate(soundBytes);
  await handle.datasync();

  let pending: Put[] = [];
  let isClosed = false;
  let queue: Promise<void> = Promise.resolve();

  // One after another, and each writes whatever has gathered meanwhile: many callers share one trip to the disk.
  const inTurn = (work: () => Promise<void>) => {
    queue = queue.then(work);
    return queue;
  };
  const flush = async () => {
    // A webhook may come back after the stop: nobody is told of it any more, as after a kill.
    if (pending.length === 0 || isClosed) return;
    const line = writeLine(pending);
    pending = [];
    await handle.appendFile(line);
    await handle.datasync();
  };

  return {
    *replay() {
      yield* rows.values();
      rows.clear();
    },
    append: (put) => void pending.push(put),
    settled: () => inTurn(flush),
    restart(puts) {
      pending = [];
      return inTurn(async () => {
        const fresh = await replaceFile(file, puts);
        await handle.close();
        handle = fresh;
      });
    },
    close: () =>
      inTurn(async () => {
        await flush();
        isClosed = true;
        await handle.close();
      }),
  };
}

function writeLine(puts: readonly Put[]): string {
  return `${JSON.stringify(puts)}\n`;
}

/** A rename is all or nothing: a kill leaves the old journal or the new one. */
async function replaceFile(file: string, puts: readonly Put[]): Promise<FileHandle> {
  const draft = `${file}.new`;
  const fresh = await open(draft, "w");
  if (puts.length > 0) await fresh.appendFile(writeLine(puts));
  await fresh.sync();
  await rename(draft, file);
  const folder = await open(path.dirname(file), "r");
  await folder.sync();
  await folder.close();
  return fresh;
}

/** The latest value of each row, and how many bytes of the file are sound. */
async function readJournal(file: string): Promise<{ rows: Map<string, Put>; soundBytes: number }> {
  const rows = new Map<string, Put>();
  let soundBytes = 0;
  let lines = 0;
  let torn = false;
  for await (const line of linesOf(file)) {
    if (torn) throw new Error(`The journal ${file} is damaged in line ${lines + 1}.`);
    const puts = readLine(line);
    if (puts === null) {
      torn = true;
      continue;
    }
    lines += 1;
    soundBytes += line.byteLength;
    for (const put of puts) {
      const [collection, key, value] = put;
      const name = JSON.stringify([collection, key]);
      if (value === null) rows.delete(name);
      else rows.set(name, put);
    }
  }
  return { rows, soundBytes };
}

async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    let bytes = Buffer.from(chunk);
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE)) {
      yield Buffer.concat([...rest, bytes.subarray(0, end + 1)]);
      rest = [];
      bytes = bytes.subarray(end + 1);
    }
    if (bytes.byteLength > 0) rest.push(bytes);
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

function readLine(line: Buffer): readonly Put[] | null {
  if (line.at(-1) !== NEWLINE) return null;
  try {
    return Line.parse(JSON.parse(line.toString("utf8")));
  } catch {
    return null;
  }
}
