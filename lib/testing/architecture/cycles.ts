import { findFile } from "./import-rules";
import { resolveReference, type SourceFile } from "./source-file";

/** Files that import each other in a ring, each ring once, as a sentence. Types count: a ring of them is a ring of thought. */
export function findCycles(files: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const rings: string[] = [];

  const walk = (file: SourceFile, trail: readonly string[]): void => {
    const start = trail.indexOf(file.path);
    if (start >= 0) {
      rings.push(`${[...trail.slice(start), file.path].join(" -> ")} is a ring of imports.`);
      return;
    }
    if (done.has(file.path)) return;
    for (const { specifier } of file.references) {
      const next = findFile(byPath, resolveReference(file.path, specifier));
      if (next && next !== file) walk(next, [...trail, file.path]);
    }
    done.add(file.path);
  };

  for (const file of files) walk(file, []);
  return rings;
}
