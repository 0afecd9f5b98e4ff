import * as z from "zod";

// What open pages are told when something has moved: which of their answers to read again, and never what became of it.

const Ids = z.array(z.string());

export const LiveChange = z.object({
  payouts: z.union([Ids, z.literal("many")]).default([]),
  batches: Ids.default([]),
  /** Something that waits for approval came, went or was decided on. */
  approvals: z.boolean().default(false),
});
export type LiveChange = z.infer<typeof LiveChange>;

/** What the database says on its channel (migration 20261201020000). */
export const LiveNotice = z.union([z.object({ access: z.literal(true) }), LiveChange.extend({ merchant: z.string() })]);
export type LiveNotice = z.infer<typeof LiveNotice>;

/** What an answer on screen is about, so that it is read again when that has moved. */
export type LiveTopic = { readonly about: "payouts" | "approvals" } | { readonly about: "payout" | "batch"; readonly id: string };

/** More than this many are all of them: a page that lists them would be read again anyway. */
const MOST_NAMED = 100;

/** Two changes told as one. */
export function joinChanges(one: LiveChange | null, other: LiveChange): LiveChange {
  if (!one) return other;
  return {
    payouts: one.payouts === "many" || other.payouts === "many" ? "many" : fewOrMany([...one.payouts, ...other.payouts]),
    batches: [...new Set([...one.batches, ...other.batches])],
    approvals: one.approvals || other.approvals,
  };
}

function fewOrMany(ids: readonly string[]): string[] | "many" {
  const each = [...new Set(ids)];
  return each.length > MOST_NAMED ? "many" : each;
}

export function isConcerned(topic: LiveTopic, { payouts, batches, approvals }: LiveChange): boolean {
  switch (topic.about) {
    case "payouts":
      return payouts.length > 0;
    case "payout":
      return payouts === "many" || payouts.includes(topic.id);
    case "approvals":
      return approvals;
    case "batch":
      return batches.includes(topic.id);
  }
}
