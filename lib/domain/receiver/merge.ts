/** What a merge is judged by. */
export type MergePair = {
  readonly survivor: MergeSide;
  readonly duplicate: MergeSide;
  readonly isFrozen: boolean;
  /** A payout to a virtual card of the duplicate is under way: the card goes to the receiver's address. */
  readonly isCardOnItsWay: boolean;
};

type MergeSide = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly state: string;
  readonly mergedIntoId: string | null;
};

/** What stands in the way of a merge, as a sentence; null: nothing. */
export function whyNotMergeable({ survivor, duplicate, isFrozen, isCardOnItsWay }: MergePair): string | null {
  if (survivor.id === duplicate.id) return "These are one and the same.";
  if (duplicate.mergedIntoId !== null) return `${duplicate.name} has been merged already.`;
  if (survivor.mergedIntoId !== null) return `${survivor.name} has been merged into another receiver. Merge into that one.`;
  if (survivor.state !== "active") return `${survivor.name} is closed. Open it again first: whoever stays has to be open.`;
  // Its accounts would be open again, past whoever closed it and why.
  if (duplicate.state !== "active") return `${duplicate.name} was closed for a reason. Open it again first, if that reason is gone.`;
  if (isFrozen) return "One of them is frozen. Lift the freeze first, so that nothing slips past it.";
  if (isCardOnItsWay && duplicate.email !== survivor.email) {
    return `A payout to a virtual card of ${duplicate.name} is under way, and the card goes to their address. Let it end first, or cancel it.`;
  }
  return null;
}
