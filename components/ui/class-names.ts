/** Joins what is there: `classNames("a", isOpen && "b")`. Later words do not override earlier ones; keep clusters disjoint. */
export function classNames(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
