/** JSON in which amounts are digits: JSON has no bigint, and a number would round them. Schemas read them back with `z.coerce.bigint`. */
export function writeWire(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (typeof member === "bigint" ? member.toString() : member));
}
