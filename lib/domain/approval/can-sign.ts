import { isMember } from "./judge-approval";
import type { NeedStep } from "./need";
import type { Member } from "./say-approval";

/** Whether there are enough people for all steps when everybody signs once: each place is given somebody, who may be moved to another. */
export function canSign(steps: readonly NeedStep[], people: readonly Member[]): boolean {
  const places = steps.flatMap(({ group, count }) => Array.from({ length: count }, () => group));
  const taken = new Map<string, number>();
  const seat = (place: number, tried: Set<string>): boolean => {
    const group = places[place];
    if (!group) return false;
    return people.some((person) => {
      if (tried.has(person.personId) || !isMember(group, person)) return false;
      tried.add(person.personId);
      const other = taken.get(person.personId);
      if (other !== undefined && !seat(other, tried)) return false;
      taken.set(person.personId, place);
      return true;
    });
  };
  return places.every((_, place) => seat(place, new Set()));
}

/** Of the fewest steps that cannot all be signed: which they are, and who there is for them. Null where all can be. */
export function findShortage(
  steps: readonly NeedStep[],
  people: readonly Member[],
): { readonly steps: readonly NeedStep[]; readonly people: readonly Member[] } | null {
  const some = subsetsOf(steps).sort((a, b) => a.length - b.length);
  for (const short of some) {
    const able = people.filter((person) => short.some(({ group }) => isMember(group, person)));
    if (able.length < short.reduce((sum, { count }) => sum + count, 0)) return { steps: short, people: able };
  }
  return null;
}

/** A policy has at most nine groups. */
function subsetsOf(steps: readonly NeedStep[]): (readonly NeedStep[])[] {
  return Array.from({ length: 2 ** steps.length }, (_, bits) => steps.filter((_, place) => bits & (1 << place)));
}
