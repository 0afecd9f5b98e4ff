import type { AuditRecord } from "./chain";

type Json = AuditRecord["details"];
export type AuditDetails = Readonly<Record<string, Json>>;

/** A value as it was and as it is since; null: there was, or is, none. */
export type Change = { readonly name: string; readonly from: Json; readonly to: Json };

/** What an entry's details tell of as a change, member by member, and what else they tell. */
export function changesIn(details: AuditDetails): { readonly changes: readonly Change[]; readonly rest: AuditDetails } {
  const changes: Change[] = [];
  const rest: Record<string, Json> = {};
  const { before, after, from, to, ...others } = details;
  if (before !== undefined && after !== undefined) changes.push(...between(before, after));
  else Object.assign(rest, before === undefined ? {} : { before }, after === undefined ? {} : { after });
  if (from !== undefined && to !== undefined) changes.push({ name: "", from, to });
  else Object.assign(rest, from === undefined ? {} : { from }, to === undefined ? {} : { to });
  for (const [name, value] of Object.entries(others)) {
    const pair = pairOf(value);
    if (pair) changes.push({ name, ...pair });
    else rest[name] = value;
  }
  return { changes, rest };
}

/** Two wholes, told by the members that differ. */
function between(before: Json, after: Json): readonly Change[] {
  const [was, is] = [membersOf(before), membersOf(after)];
  if (!was || !is) return [{ name: "", from: before, to: after }];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names
    .map((name) => ({ name, from: was[name] ?? null, to: is[name] ?? null }))
    .filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to));
}

function membersOf(value: Json): AuditDetails | null {
  if (value === null) return {};
  return typeof value === "object" && !Array.isArray(value) ? value : null;
}

function pairOf(value: Json): Omit<Change, "name"> | null {
  const members = value === null ? null : membersOf(value);
  if (!members || Object.keys(members).sort().join() !== "from,to") return null;
  return { from: members.from ?? null, to: members.to ?? null };
}
