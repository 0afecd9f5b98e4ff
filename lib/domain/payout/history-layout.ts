import * as z from "zod";

/** What the history can show of a payout, and what it shows until somebody chooses. */
export const HISTORY_COLUMNS = [
  "created",
  "number",
  "receiver",
  "connection",
  "loop",
  "reference",
  "amount",
  "status",
  "order",
  "rail",
  "maker",
  "assignee",
  "settled",
  "failure",
  "providerId",
] as const;
export type HistoryColumn = (typeof HISTORY_COLUMNS)[number];

const USUAL: readonly HistoryColumn[] = ["created", "number", "receiver", "connection", "loop", "reference", "amount", "status"];

export const ArrangeHistory = z.object({
  /** In the order in which they stand. The number is always there: it is the way to the payout. */
  columns: z
    .array(z.enum(HISTORY_COLUMNS))
    .min(2, "Keep at least two columns.")
    .refine((columns) => new Set(columns).size === columns.length, "A column stands once.")
    .refine((columns) => columns.includes("number"), "The number stays: it leads to the payout."),
  /** The first one stays in view while the others move sideways. */
  isFirstPinned: z.boolean(),
  /** Null leaves it to what the browser has been set to. */
  density: z.enum(["compact", "comfortable"]).nullable(),
});
export type HistoryLayout = z.infer<typeof ArrangeHistory>;

export const USUAL_LAYOUT: HistoryLayout = { columns: [...USUAL], isFirstPinned: false, density: null };

export const SaveView = z.object({
  name: z.string().trim().min(1, "Give the view a name.").max(60, "A name has at most 60 characters."),
  query: z.string().min(1, "Narrow the payouts first.").max(4_000, "This view is too long to be saved."),
  isShared: z.boolean(),
});
export type SaveView = z.infer<typeof SaveView>;

export const RemoveView = z.object({ viewId: z.string() });
/** Null: open with all payouts. */
export const ChooseDefaultView = z.object({ viewId: z.string().nullable() });

export type SavedViewFacts = {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly isShared: boolean;
  readonly isMine: boolean;
  readonly ownerName: string;
};
