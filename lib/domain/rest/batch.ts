import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { OnClosedDay, SendOn } from "@/lib/domain/payout/schema";
import { AmountOut } from "./amount";

/** How many rows that cannot go as they stand are told with a batch. */
export const MOST_TROUBLED_ROWS = 200;

/** What was read, and how far it has come. The cells are not told: they hold account numbers. */
export const RestBatch = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["reading", "open", "broken", "closed"]).describe("`reading`: a long file is still being taken in. Ask again."),
  trouble: z.string().nullable().describe("Why the rest of the file cannot be read."),
  revision: z.int().describe("Grows with every change. Submitting is about one of them."),
  rows: z
    .object({ faulty: z.int(), doubtful: z.int(), ready: z.int(), dropped: z.int(), going: z.int(), made: z.int() })
    .describe("`ready` may go, `faulty` cannot, `doubtful` waits for somebody's reason, `going` is about to be a payout, `made` is one."),
  ready: z
    .array(z.object({ connectionId: z.string(), currency: z.enum(CURRENCIES), rows: z.int(), amountMinor: AmountOut }))
    .describe("What submitting now would ask for."),
  troubled: z
    .array(
      z.object({
        line: z.int(),
        name: z.string(),
        reference: z.string(),
        state: z.enum(["faulty", "doubtful"]),
        sentences: z.array(z.string()),
      }),
    )
    .describe(
      `Rows that cannot go as they stand, in the order of the file; at most ${MOST_TROUBLED_ROWS}. They are mended on the desk's own page.`,
    ),
  madeBy: z.object({ name: z.string() }),
  createdAt: z.iso.datetime(),
});
export type RestBatch = z.infer<typeof RestBatch>;

/** What was looked at: whatever has changed since then is not what is submitted. */
export const BatchSubmitRequest = z.strictObject({
  revision: z.int("Give the revision of the batch that you looked at.").describe("`revision` of the batch that you looked at."),
  rows: z.int("Give the number of rows that were ready.").positive().describe("`rows.ready` of it."),
  sendOn: SendOn.optional(),
  onClosedDay: OnClosedDay.optional(),
});
