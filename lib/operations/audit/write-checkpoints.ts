import { mkdir, open, readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import { Checkpoint } from "@/lib/domain/audit/chain";
import { checkpointPublicKey, isSigned, signCheckpoint } from "./checkpoint-keys";

/** Its name in the data folder. Copy it elsewhere, as often as you like: beside the trail it proves less. */
export const CHECKPOINTS = "audit-checkpoints.jsonl";

const Head = z.object({ merchantId: z.string(), sequence: z.bigint(), hash: z.instanceof(Uint8Array) });

/**
 * Writes down outside of the database how far each merchant's trail has come, signed: whoever rewrites the trail later, or cuts off its end,
 * does not fit what stands here. One line of JSON each, only ever appended. How many were written.
 */
export async function writeCheckpoints(file: string): Promise<number> {
  // What somebody else wrote there, at whatever place, keeps none of ours from being written.
  const ours = (await readCheckpoints(file)).filter((one) => isSigned(one, checkpointPublicKey()));
  const known = new Map(ours.map(({ merchantId, sequence }) => [merchantId, sequence]));
  const heads = z
    .array(Head)
    .parse(
      await db()
        .$queryRaw`SELECT DISTINCT ON ("merchantId") "merchantId", "sequence", "hash" FROM "audit_link" ORDER BY "merchantId", "sequence" DESC`,
    );
  const at = currentTime().toISOString();
  const lines = heads
    .filter(({ merchantId, sequence }) => Number(sequence) > (known.get(merchantId) ?? 0))
    .map(({ merchantId, sequence, hash }) =>
      signCheckpoint({ merchantId, sequence: Number(sequence), hash: Buffer.from(hash).toString("hex"), at }),
    );
  if (lines.length === 0) return 0;
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(file, "a", 0o600);
  try {
    // Each line begins anew: what a crash left of the last one stays a line of its own.
    await handle.appendFile(lines.map((line) => `\n${JSON.stringify(line)}\n`).join(""));
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return lines.length;
}

/** In the order in which they were written. A torn line was told to nobody, and does not count. */
export async function readCheckpoints(file: string): Promise<readonly Checkpoint[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").flatMap((line) => {
    const read = Checkpoint.safeParse(jsonOf(line));
    return read.success ? [read.data] : [];
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
