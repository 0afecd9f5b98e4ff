/** Text that no database keeps as it came: a NUL, or half of a character that takes two. */
export function isStray(text: string): boolean {
  return text.includes("\0") || /\p{Surrogate}/u.test(text);
}

/** Where in a JSON value such text stands, by dotted path; names count as text. */
export function strayPaths(value: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof value === "string") return isStray(value) ? [path.join(".")] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (isStray(name) ? [path.join(".")] : strayPaths(member, [...path, name])));
}
