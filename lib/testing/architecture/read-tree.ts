import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readSourceFile, type SourceFile } from "./source-file";

const TOPS = ["app", "bench", "components", "e2e", "lib", "prisma", "scripts"];
const SKIPPED = new Set(["node_modules", ".next", "generated", "fixtures", "results"]);

/** Reads every TypeScript file of the checkout that people write. */
export function readTree(root: string): readonly SourceFile[] {
  const atRoot = readdirSync(root).filter(isTypeScript);
  const below = TOPS.flatMap((top) => listFiles(root, top));
  return [...atRoot, ...below].map((file) => readSourceFile(file, readFileSync(path.join(root, file), "utf8")));
}

function listFiles(root: string, folder: string): readonly string[] {
  let entries: ReturnType<typeof readFolder>;
  try {
    entries = readFolder(path.join(root, folder));
  } catch {
    // Not every folder is there at every time.
    return [];
  }
  return entries.flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listFiles(root, file);
    return isTypeScript(entry.name) ? [file] : [];
  });
}

function readFolder(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

function isTypeScript(name: string): boolean {
  return /\.tsx?$/.test(name) && !name.endsWith(".d.ts");
}
