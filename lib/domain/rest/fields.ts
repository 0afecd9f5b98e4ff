import * as z from "zod";

/** A member of a JSON body, in the words of a reference page. */
export type Field = {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string | null;
  /** What it consists of, where that is one thing. */
  readonly members: readonly Field[];
  /** What it consists of, where it is one of several things. */
  readonly variants: readonly Variant[];
};

export type Variant = { readonly title: string; readonly members: readonly Field[] };

type JsonSchema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly additionalProperties?: boolean | JsonSchema;
};

const JsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    properties: z.record(z.string(), JsonSchema).optional(),
    required: z.array(z.string()).optional(),
    items: JsonSchema.optional(),
    anyOf: z.array(JsonSchema).optional(),
    oneOf: z.array(JsonSchema).optional(),
    additionalProperties: z.union([z.boolean(), JsonSchema]).optional(),
  }),
);

const MOST_VALUES = 8;

/** The members of a named schema of the description. */
export function fieldsOf(schemas: Readonly<Record<string, unknown>>, name: string): readonly Field[] {
  return membersOf(schemas, resolve(schemas, { $ref: `#/components/schemas/${name}` }));
}

function resolve(schemas: Readonly<Record<string, unknown>>, schema: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.split("/").at(-1) ?? "";
  return { ...JsonSchema.parse(schemas[name]), ...(schema.description ? { description: schema.description } : {}) };
}

function membersOf(schemas: Readonly<Record<string, unknown>>, { properties = {}, required = [] }: JsonSchema): readonly Field[] {
  return Object.entries(properties).map(([name, member]) => {
    const schema = resolve(schemas, member);
    const options = (schema.oneOf ?? schema.anyOf ?? []).map((option) => resolve(schemas, option));
    const things = options.filter(({ properties }) => properties !== undefined);
    const [only] = things;
    const inner = schema.items ? resolve(schemas, schema.items) : things.length === 1 && only ? only : schema;
    return {
      name,
      type: typeOf(schemas, schema),
      isRequired: required.includes(name),
      description: schema.description ?? null,
      members: membersOf(schemas, inner),
      variants: things.length > 1 ? things.map((thing) => ({ title: titleOf(thing), members: membersOf(schemas, thing) })) : [],
    };
  });
}

/** By the member whose only value tells it from the others: "type: order". */
function titleOf({ properties = {} }: JsonSchema): string {
  const [told] = Object.entries(properties).filter(([, { const: value }]) => value !== undefined);
  return told ? `${told[0]}: ${String(told[1].const)}` : "object";
}

function typeOf(schemas: Readonly<Record<string, unknown>>, schema: JsonSchema): string {
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return [...new Set(options.map((option) => typeOf(schemas, resolve(schemas, option))))].join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) {
    const values = schema.enum.map((value) => JSON.stringify(value));
    return values.length > MOST_VALUES ? `one of ${values.length} words` : values.join(" or ");
  }
  if (schema.items) return `list of ${typeOf(schemas, resolve(schemas, schema.items))}`;
  if (schema.format === "date-time") return "time";
  return [schema.type ?? "anything"].flat().join(" or ");
}
