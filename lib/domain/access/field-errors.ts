import type * as z from "zod";

/** Where an error belongs that is about the whole and not about one field. */
export const WHOLE_INPUT = "";

/** A schema's complaints by dotted path, `to.account.iban`; a field's sentences in the order they were found. */
export function fieldErrors(error: z.ZodError): Record<string, string[]> {
  const fields = new Map<string, Set<string>>();
  for (const issue of error.issues.flatMap(flatten)) {
    const path = issue.path.map(String).join(".") || WHOLE_INPUT;
    fields.set(path, (fields.get(path) ?? new Set()).add(issue.message));
  }
  return Object.fromEntries([...fields].map(([path, sentences]) => [path, [...sentences]]));
}

type Issue = Pick<z.core.$ZodIssue, "path" | "message">;

/** Unknown keys are named one by one, at their own paths. */
function flatten(issue: z.core.$ZodIssue): readonly Issue[] {
  if (issue.code !== "unrecognized_keys") return [issue];
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: "There is no such field." }));
}
