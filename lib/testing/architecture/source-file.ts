import { posix } from "node:path";
import { parseSync, type StaticExportEntry, Visitor } from "oxc-parser";

/** One import, or one `export ... from`. */
export type Reference = {
  /** What is written between the quotes. */
  readonly specifier: string;
  readonly typeOnly: boolean;
};

export type SourceFile = {
  readonly path: string;
  readonly references: readonly Reference[];
  /** Names of what is there when the program runs: types are not among them. */
  readonly exportedValues: readonly string[];
  readonly hasDefaultExport: boolean;
  /** True when the file has nothing of its own and only passes on what others have. */
  readonly isBarrel: boolean;
  readonly readsEnvironment: boolean;
};

export function readSourceFile(path: string, text: string): SourceFile {
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors.map(({ message }) => message).join("; ")}`);
  const exports = module.staticExports.flatMap(({ entries }) => entries);
  const passedOn = exports.filter(({ moduleRequest }) => moduleRequest !== null);
  return {
    path,
    references: [
      ...module.staticImports.map(({ moduleRequest, entries }) => ({
        specifier: moduleRequest.value,
        typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
      })),
      ...passedOn.map(({ moduleRequest, isType }) => ({ specifier: moduleRequest?.value ?? "", typeOnly: isType })),
      ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
        specifier: unquote(text.slice(start, end)),
        typeOnly: false,
      })),
    ],
    exportedValues: exports.flatMap(({ exportName, isType }) => (isType ? [] : (exportName.name ?? []))),
    hasDefaultExport: exports.some(isDefault),
    isBarrel: exports.length > 0 && passedOn.length === exports.length,
    readsEnvironment: readsEnvironment(program, module.staticImports),
  };
}

/** Where a reference leads: a path in the checkout, or the name of a package. */
export function resolveReference(from: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  return specifier;
}

function isDefault({ exportName, localName }: StaticExportEntry): boolean {
  return exportName.kind === "Default" || (exportName.kind === "Name" && exportName.name === "default") || localName.kind === "Default";
}

function unquote(written: string): string {
  return written.replace(/^(["'`])(.*)\1$/s, "$2");
}

type Parsed = ReturnType<typeof parseSync>;

function readsEnvironment(program: Parsed["program"], imports: Parsed["module"]["staticImports"]): boolean {
  let found = imports.some(({ moduleRequest }) => /^(node:)?process$/.test(moduleRequest.value));
  new Visitor({
    MemberExpression(node) {
      const property =
        node.property.type === "Identifier" ? node.property.name : node.property.type === "Literal" ? node.property.value : "";
      if (node.object.type === "Identifier" && node.object.name === "process" && property === "env") found = true;
    },
    VariableDeclarator(node) {
      if (node.init?.type === "Identifier" && node.init.name === "process") found = true;
    },
  }).visit(program);
  return found;
}
