import * as z from "zod";
import { SCRUBBED } from "./scrub";

/** What the settings screen needs to ask for one setting. `secret`: never shown again once it is stored. */
export type SettingsField = {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly secret: boolean;
  readonly required: boolean;
  readonly kind: "text" | "multiline" | "select";
  /** For `select`; empty otherwise. */
  readonly options: readonly string[];
};

type FieldMeta = { label: string; help?: string; secret?: boolean; multiline?: boolean };

const fieldMeta = z.registry<FieldMeta>();

/** Names a member of a provider's settings schema for people: `z.object({ apiKey: setting(z.string().min(8), { label: "API key", secret: true }) })`. */
export function setting<Schema extends z.ZodType>(schema: Schema, meta: FieldMeta): Schema {
  fieldMeta.add(schema, meta);
  return schema;
}

export function settingsFieldsOf(schema: z.ZodObject): readonly SettingsField[] {
  return Object.entries(schema.shape).map(([name, member]) => {
    const meta = member instanceof z.ZodType ? fieldMeta.get(member) : undefined;
    if (!meta) throw new Error(`The setting "${name}" has no label: wrap its schema in setting().`);
    const options = optionsOf(member);
    const kind = options.length > 0 ? "select" : meta.multiline ? "multiline" : "text";
    const required = !z.safeParse(member, undefined).success;
    return { name, label: meta.label, help: meta.help ?? "", secret: meta.secret ?? false, required, kind, options };
  });
}

function optionsOf(member: unknown): readonly string[] {
  if (member instanceof z.ZodEnum) return member.options.map(String);
  if (member instanceof z.ZodDefault || member instanceof z.ZodOptional) return optionsOf(member.def.innerType);
  return [];
}

/** Stored settings as a screen or a log may show them: plain ones as they are, secret ones as dots, unknown ones not at all. */
export function redactSettings(fields: readonly SettingsField[], stored: unknown): Record<string, string> {
  const values = Settings.catch({}).parse(stored);
  return Object.fromEntries(
    fields.flatMap(({ name, secret }) => {
      const value = values[name];
      if (value === undefined || value === null || value === "") return [];
      return [[name, secret ? SCRUBBED : String(value)]];
    }),
  );
}

/** The secret values themselves, for scrubbing. */
export function secretsIn(fields: readonly SettingsField[], stored: unknown): readonly string[] {
  const values = Settings.catch({}).parse(stored);
  return fields.flatMap(({ name, secret }) => {
    const value = values[name];
    return secret && typeof value === "string" && value !== "" ? [value] : [];
  });
}

const Settings = z.record(z.string(), z.unknown());
