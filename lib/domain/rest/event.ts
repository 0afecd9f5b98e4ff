import { z } from "zod";
import { EVENT_TYPES } from "@/lib/domain/endpoint/event-types";
import { RestPayout } from "./payout";

/** What is posted to an endpoint when a payout has moved. */
export const RestPayoutEvent = z.object({
  id: z.string().describe("The same for every try and every replay, and in `webhook-id`: what you have seen, you have seen."),
  type: z.enum(EVENT_TYPES),
  timestamp: z.iso.datetime().describe("When the payout moved."),
  sequence: z.int().describe("Counts the moves of this payout. Events may arrive in any order: a smaller one than you know is older news."),
  data: RestPayout.describe("The payout as it was right after that move."),
});
export type RestPayoutEvent = z.infer<typeof RestPayoutEvent>;
