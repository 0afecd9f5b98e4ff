import { basename, dirname } from "node:path/posix";
import { isOutside, roomOf } from "./house";
import type { SourceFile } from "./source-file";

const DRAWERS = new Set(["utils", "util", "helpers", "helper", "common", "misc", "types", "services", "service", "manager"]);

const DEEPEST = { lib: 3, components: 2 } as const;

/** Everything about where files lie and what they are called that breaks the house's rules, each as a sentence. */
export function judgeShape(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => [
    ...judgeNames(file.path),
    ...judgeDepth(file.path),
    ...(isOutside(file.path) ? [] : [...judgeRoom(file.path), ...judgeExports(file), ...judgeEnvironment(file)]),
  ]);
}

function judgeNames(path: string): readonly string[] {
  const parts = path.split("/");
  const stem = basename(path).replace(/\..*$/, "");
  const names = [...parts.slice(0, -1), stem];
  return names.flatMap((name) => {
    if (DRAWERS.has(name)) return [`${path}: "${name}" is a drawer for anything; name the thing.`];
    return isKebabCase(name) || isNextSegment(path, name) ? [] : [`${path}: "${name}" is not in kebab-case.`];
  });
}

function isKebabCase(name: string): boolean {
  return /^\.?[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
}

// In app, brackets, parentheses and @ are Next's grammar, and a parameter is named like the variable it becomes.
function isNextSegment(path: string, name: string): boolean {
  return path.startsWith("app/") && /^(@[a-z-]+|_[a-z-]+|\([a-z-]+\)|\[{1,2}(\.\.\.)?[a-zA-Z]+\]{1,2}|[a-z0-9.-]+)$/.test(name);
}

function judgeDepth(path: string): readonly string[] {
  for (const [top, deepest] of Object.entries(DEEPEST)) {
    const depth = dirname(path).split("/").length - 1;
    if (path.startsWith(`${top}/`) && depth > deepest)
      return [`${path} lies ${depth} folders below ${top}; at most ${deepest} are allowed.`];
  }
  return [];
}

function judgeRoom(path: string): readonly string[] {
  const mustHaveRoom = /^(lib|components|app)\//.test(path);
  return mustHaveRoom && !roomOf(path) ? [`${path} lies in no room of the house.`] : [];
}

function judgeExports(file: SourceFile): readonly string[] {
  const { path } = file;
  const isProviderDefinition = /^lib\/providers\/[^/]+\/index\.ts$/.test(path);
  if (isProviderDefinition) return [];
  const stem = basename(path).replace(/\.tsx?$/, "");
  if (stem === "index" || (file.isBarrel && !path.startsWith("app/"))) return [`${path} is a barrel; import from where things are.`];
  if (file.hasDefaultExport && /^(lib|components)\//.test(path)) return [`${path} has a default export; give it a name.`];
  const owed = owedName(path, stem);
  const [only, another] = file.exportedValues;
  if (!owed || !only || another || only === owed) return [];
  return [`${path} exports ${only} alone, so it must be named after it (or ${only} be called ${owed}).`];
}

/** Deeds, questions and components are found by the name of their file. A file of several small ones has a name of its own. */
function owedName(path: string, stem: string): string | undefined {
  const pascal = stem.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase());
  if (/^components\/.*\.tsx$/.test(path)) return pascal;
  if (/^lib\/(operations|queries)\//.test(path)) return pascal.charAt(0).toLowerCase() + pascal.slice(1);
  return undefined;
}

function judgeEnvironment({ path, readsEnvironment }: SourceFile): readonly string[] {
  if (path === "lib/env.ts" || !readsEnvironment) return [];
  return [`${path} reads the environment of the process; only lib/env.ts may.`];
}
