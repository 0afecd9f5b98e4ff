import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";

// Bytes of papers, under DATA_DIR and outside of everything that is served, each under its own SHA-256. No name that somebody typed is ever
// part of a path, nothing is overwritten, and what is read is checked against its name.

/** Keeps the bytes and answers their hash. The same bytes twice are once; a crash leaves nothing half under a hash. */
export async function keepPaper(bytes: Uint8Array): Promise<string> {
  const sha256 = hashOf(bytes);
  const place = placeOf(sha256);
  if ((await readPaper(sha256)) !== null) return sha256;
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  const draft = `${place}.${randomUUID()}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, place).catch(async (error: unknown) => {
    await rm(draft, { force: true });
    throw error;
  });
  return sha256;
}

/** Null where it is missing or is not what it was. */
export async function readPaper(sha256: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = await readFile(placeOf(sha256)).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
  return bytes !== null && hashOf(bytes) === sha256 ? new Uint8Array(bytes) : null;
}

function placeOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("A paper lies under a hash and nothing else.");
  return path.join(env().dataDir, "attachments", sha256.slice(0, 2), sha256);
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
