import type { ParseArgsConfig } from "node:util";
import { Explained } from "../explained";
import type { StartSettings } from "../start/settings";

/** One command: how it is called, and what it does. */
export type Command = {
  /** Its words, as typed: "user add". */
  readonly name: string;
  readonly does: string;
  /** What stands after the words. */
  readonly usage: string;
  readonly details?: readonly string[];
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  run(call: Call): Promise<Answer>;
};

export type Call = {
  readonly values: Values;
  readonly words: readonly string[];
  readonly settings: StartSettings;
  /** For people who wait; silent for machines. */
  readonly say: (line: string) => void;
};

export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** The same answer twice: for people, and for machines that asked with `--json`. */
export type Answer = { readonly text: string; readonly json: Readonly<Record<string, unknown>> };

export const TEXT = { type: "string" } as const;
export const FLAG = { type: "boolean" } as const;

/** The option's text, or a sentence that says it is missing. */
export function needed(values: Values, name: string): string {
  const value = optional(values, name);
  if (value === undefined) throw new Explained(`Give --${name}.`);
  return value;
}

export function optional(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
