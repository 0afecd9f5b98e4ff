import { CLOSED_DOORS, isOutside, OUTSIDE_NEXT, roomOf } from "./house";
import { type Reference, resolveReference, type SourceFile } from "./source-file";

/** Every import that breaks the house's rules, each as a sentence. */
export function judgeImports(files: readonly SourceFile[]): readonly string[] {
  const house = files.filter(({ path }) => !isOutside(path));
  return [...house.flatMap((file) => file.references.flatMap((reference) => judge(file, reference))), ...judgeServerOnly(files)];
}

function judge(file: SourceFile, reference: Reference): readonly string[] {
  const target = resolveReference(file.path, reference.specifier);
  const door = CLOSED_DOORS.find(
    ({ from, to, typesMayPass }) => from.test(file.path) && to.test(target) && !(typesMayPass && reference.typeOnly),
  );
  if (door) return [`${file.path} goes through a closed door to ${target}: ${door.because}.`];
  if (!isOurs(target)) return [];
  if (isOutside(target)) return [`${file.path} looks outside at ${target}: only tests and scripts may.`];
  const here = roomOf(file.path);
  const there = roomOf(target);
  if (!here || !there || here.name === there.name) return [];
  if (there.floor > here.floor)
    return [`${file.path} looks up from ${here.name} (floor ${here.floor}) at ${target} (floor ${there.floor}).`];
  if (there.floor === here.floor) return [`${file.path} looks sideways from ${here.name} at its neighbour ${target}.`];
  return [];
}

function isOurs(target: string): boolean {
  return /^(app|bench|components|e2e|lib|prisma|scripts)\//.test(target);
}

/** `import "server-only"` throws outside Next, however far down the worker meets it. */
function judgeServerOnly(files: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Map<string, string>();
  const queue = files.filter(({ path }) => OUTSIDE_NEXT.test(path) && !isOutside(path)).map((file) => ({ file, from: file.path }));
  for (const { file, from } of queue) {
    if (reached.has(file.path)) continue;
    reached.set(file.path, from);
    for (const reference of file.references) {
      const next = reference.typeOnly ? undefined : findFile(byPath, resolveReference(file.path, reference.specifier));
      if (next) queue.push({ file: next, from });
    }
  }
  return [...reached].flatMap(([path, from]) =>
    byPath.get(path)?.references.some(({ specifier }) => specifier === "server-only")
      ? [`${path} imports server-only, but ${from} loads it outside Next, where that throws.`]
      : [],
  );
}

export function findFile(files: ReadonlyMap<string, SourceFile>, target: string): SourceFile | undefined {
  return [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`].map((path) => files.get(path)).find((file) => file !== undefined);
}
