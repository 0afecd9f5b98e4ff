import type { ApprovalPolicy, PolicyRule, SigningGroup } from "./policy";
import type { PolicyNames } from "./policy-names";
import { sayGroup, sayRule, saySettings } from "./say-rule";

/** One thing that a policy says otherwise than another, in words. `was` where it said something before, `is` where it says something now. */
export type PolicyChange = { readonly what: string; readonly was: string | null; readonly is: string | null };

/** Everything that differs, and nothing that does not. The order of rules means nothing, that of groups does. */
export function diffPolicies(before: ApprovalPolicy, after: ApprovalPolicy, names: PolicyNames): readonly PolicyChange[] {
  const rules = (policy: ApprovalPolicy) => said(policy.rules, (rule) => `${rule.name}. ${sayRule(rule, { ...policy, names })}`);
  const groups = (policy: ApprovalPolicy) => said(policy.groups, (group) => `${group.name}: ${sayGroup(group, names)}`);
  return [
    ...saySettings(before).flatMap(({ what, said: was }, place) => compare(what, was, saySettings(after)[place]?.said ?? null)),
    ...compareAll(groups(before), groups(after), nameOf(before.groups, after.groups), "Group"),
    ...compare("Who signs before whom", sayOrder(before, { before, after }), sayOrder(after, { before, after })),
    ...compareAll(rules(before), rules(after), nameOf(before.rules, after.rules), "Rule"),
  ];
}

function said<T extends { readonly id: string }>(list: readonly T[], say: (one: T) => string): ReadonlyMap<string, string> {
  return new Map(list.map((one) => [one.id, say(one)]));
}

function nameOf(
  before: readonly (PolicyRule | SigningGroup)[],
  after: readonly (PolicyRule | SigningGroup)[],
): ReadonlyMap<string, string> {
  return new Map([...before, ...after].map(({ id, name }) => [id, name]));
}

function compareAll(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
  kind: string,
) {
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return ids.flatMap((id) => compare(`${kind} "${names.get(id) ?? id}"`, before.get(id) ?? null, after.get(id) ?? null));
}

function compare(what: string, was: string | null, is: string | null): readonly PolicyChange[] {
  return was === is ? [] : [{ what, was, is }];
}

/** Only of groups that both have: one that comes or goes is told by itself. By the newer names, so that a new name is no new order. */
function sayOrder({ groups }: ApprovalPolicy, { before, after }: { before: ApprovalPolicy; after: ApprovalPolicy }): string {
  const names = new Map(after.groups.map(({ id, name }) => [id, name]));
  const both = groups.filter(({ id }) => names.has(id) && before.groups.some((one) => one.id === id));
  return both.map(({ id }) => names.get(id)).join(", then ");
}
