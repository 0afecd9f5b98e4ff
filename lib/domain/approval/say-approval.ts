import { isMember } from "./judge-approval";
import type { NeedStep } from "./need";

export type Member = { readonly personId: string; readonly name: string; readonly role: string };

/** Who may sign a payout that asks for these steps, among those who may approve it at all; and whether they are too few. */
export function sayApproval(steps: readonly NeedStep[], members: readonly Member[]): { sentence: string; isStuck: boolean } {
  if (steps.length === 0) return { sentence: "It is sent at once.", isStuck: false };
  const able = steps.map(({ group }) => members.filter((member) => isMember(group, member)));
  const short = steps.findIndex(({ count }, step) => (able[step] ?? []).length < count);
  const lacking = steps[short];
  if (lacking) {
    const there = able[short]?.length ?? 0;
    const beside = there === 0 ? "there is none beside you" : `there ${there === 1 ? "is" : "are"} only ${there} beside you`;
    return {
      sentence: `It takes ${lacking.count} of ${lacking.group.name}, but ${beside}, so it would wait until an admin adds one.`,
      isStuck: true,
    };
  }
  const said = steps.map(({ count }, step) => sayWho(count, able[step] ?? []));
  return { sentence: `${said.join(", then ")} may approve it; nothing leaves before that.`, isStuck: false };
}

function sayWho(count: number, able: readonly Member[]): string {
  const names = able.map(({ name }) => name);
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} others`] : names;
  const list = new Intl.ListFormat("en", { type: count > 1 ? "conjunction" : "disjunction" }).format(shown);
  return count > 1 ? `${count} of ${list}` : list;
}
