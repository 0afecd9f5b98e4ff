import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/** One hash over the content of files and folders; what is not there counts as empty. */
export function fingerprint(root: string, wanted: readonly string[], isLeftOut: (file: string) => boolean = () => false): string {
  const hash = createHash("sha256");
  for (const file of wanted.flatMap((entry) => listFiles(root, entry)).filter((file) => !isLeftOut(file))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function listFiles(root: string, entry: string): readonly string[] {
  const full = path.join(root, entry);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [entry];
  return readdirSync(full)
    .sort()
    .flatMap((name) => listFiles(root, path.posix.join(entry, name)));
}

/** Runs costly work when what it was made from has changed, or when its result is gone. A run that breaks off leaves no stamp. */
export async function whenStale({ stamp, result, current, work }: StaleWork): Promise<void> {
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, "utf8") === current) return;
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, current);
}

export type StaleWork = {
  readonly stamp: string;
  readonly result: string;
  readonly current: string;
  readonly work: () => Promise<void>;
};
