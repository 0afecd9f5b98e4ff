import * as z from "zod";
import { PAYOUT_STATES } from "@/lib/domain/payout/lifecycle";
import { Moment, MoneyView } from "@/lib/domain/payout/payout-view";
import { BATCH_FIELD_NAMES } from "./fields";
import { ROW_STATES, RowDoubt, RowFault } from "./row";

// A batch as its page shows it: handed to the browser as it is, and read back from JSON by the same schema.

const Counts = z.record(z.enum(ROW_STATES), z.int());
export type RowCounts = z.infer<typeof Counts>;

export const BatchView = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["reading", "open", "broken", "closed"]),
  trouble: z.string().nullable(),
  said: z.array(z.string()),
  header: z.array(z.string()),
  mapping: z.array(z.enum(BATCH_FIELD_NAMES).nullable()),
  conventions: z.object({ decimal: z.enum([".", ","]).nullable(), days: z.enum(["dayFirst", "monthFirst"]).nullable() }),
  revision: z.int(),
  rowsRead: z.int(),
  createdByName: z.string(),
  createdAt: Moment,
  counts: Counts,
  /** Rows whose payouts ended without the money arriving. */
  failed: z.int(),
  /** Rows of which no payout could be made. */
  refused: z.int(),
  /** Payouts of it by state. */
  payouts: z.array(z.object({ state: z.enum(PAYOUT_STATES), count: z.int() })),
  totals: z.array(z.object({ amount: MoneyView, rows: z.int() })),
});
export type BatchView = z.infer<typeof BatchView>;

/** What of a batch is looked at. */
export const ROW_VIEWS = ["all", "faulty", "doubtful", "ready", "sent", "failed", "dropped"] as const;
export type RowViewName = (typeof ROW_VIEWS)[number];

export const BatchRowView = z.object({
  line: z.int(),
  state: z.enum(ROW_STATES),
  name: z.string(),
  /** As it may be shown: masked where it is right. */
  account: z.string(),
  orderId: z.string().nullable(),
  amount: MoneyView.nullable(),
  /** As it is written, where it cannot be read. */
  amountText: z.string(),
  reference: z.string(),
  connectionName: z.string().nullable(),
  faults: z.array(RowFault),
  doubts: z.array(RowDoubt),
  reason: z.string().nullable(),
  reasonByName: z.string().nullable(),
  refusal: z.string().nullable(),
  /** What stands in the fields that are wrong, so that it can be mended. */
  texts: z.partialRecord(z.enum(BATCH_FIELD_NAMES), z.string()),
  payout: z
    .object({ id: z.string(), number: z.string(), state: z.enum(PAYOUT_STATES), why: z.string().nullable(), mayReopen: z.boolean() })
    .nullable(),
  /** Payouts that the row was before. */
  earlier: z.array(z.object({ id: z.string(), number: z.string() })),
});
export type BatchRowView = z.infer<typeof BatchRowView>;

export const BatchRowPage = z.object({ total: z.int(), from: z.int(), rows: z.array(BatchRowView) });
export type BatchRowPage = z.infer<typeof BatchRowPage>;

export const ROWS_A_PAGE = 100;
