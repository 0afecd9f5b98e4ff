/**
 * Notes speak of people by their ids, `@[per_…]`, so that a note names them as they are called when it is read, and nobody is mentioned by
 * who happens to have the same name.
 */
const MENTION = /@\[([\w-]{1,80})\]/g;

export type NotePart = { readonly text: string } | { readonly personId: string };

/** A stored note, taken apart. */
export function partsOf(text: string): readonly NotePart[] {
  const parts: NotePart[] = [];
  let from = 0;
  for (const match of text.matchAll(MENTION)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ personId: match[1] ?? "" });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** Each who is mentioned, once, in the order in which they are. */
export function mentionedIn(text: string): readonly string[] {
  return [...new Set(partsOf(text).flatMap((part) => ("personId" in part ? [part.personId] : [])))];
}

/** Somebody whom the writer has picked, and the words that stand for them in the field. */
export type Picked = { readonly personId: string; readonly label: string };

/** What is typed, with each "@Cleo Checker" that was picked as the id behind it. Longer names first: "@Ann" is not the beginning of "@Anna". */
export function storedText(typed: string, picked: readonly Picked[]): string {
  const longestFirst = [...picked].sort((one, other) => other.label.length - one.label.length);
  const names = longestFirst.map(({ label }) => label.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (names.length === 0) return typed;
  return typed.replaceAll(new RegExp(`@(${names.join("|")})(?![\\p{L}\\p{N}])`, "gu"), (whole, label: string) => {
    const person = longestFirst.find((one) => one.label === label);
    return person ? `@[${person.personId}]` : whole;
  });
}

/** The name that is being typed after an "@" at the place of the cursor; null where none is. */
export function nameAt(typed: string, cursor: number): { readonly from: number; readonly name: string } | null {
  const match = /(?:^|[\s(])@([^@\n]{0,40})$/u.exec(typed.slice(0, cursor));
  const name = match?.[1];
  return name === undefined ? null : { from: cursor - name.length - 1, name };
}

/** Whose name goes on like that, from the beginning of any of its words. */
export function fittingNames<P extends { readonly label: string }>(people: readonly P[], name: string): readonly P[] {
  const wanted = fold(name);
  return people.filter(({ label }) => {
    const folded = fold(label);
    return folded.startsWith(wanted) || folded.includes(` ${wanted}`);
  });
}

function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/** Words that stand for one person each: where two share a name, the role tells them apart, and then a number. */
export function labelled<P extends { readonly name: string; readonly role: string }>(
  people: readonly P[],
): readonly (P & { readonly label: string })[] {
  const count = (texts: readonly string[], text: string) => texts.filter((one) => one === text).length;
  const names = people.map(({ name }) => name);
  const withRoles = people.map(({ name, role }) => (count(names, name) > 1 ? `${name} (${role})` : name));
  return people.map((person, at) => {
    const label = withRoles[at] ?? person.name;
    const before = count(withRoles.slice(0, at), label);
    return { ...person, label: count(withRoles, label) > 1 ? `${label} ${before + 1}` : label };
  });
}
