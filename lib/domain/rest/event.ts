import * as z from "zod";
import { BATCH_EVENT_TYPES, PAYOUT_EVENT_TYPES } from "@/lib/domain/endpoint/event-types";
import { RestBatch } from "./batch";
import { RestPayout } from "./payout";

const EventId = z.string().describe("The same for every try and every replay, and in `webhook-id`: what you have seen, you have seen.");

/** What is posted to an endpoint when a payout has moved. */
export const RestPayoutEvent = z.object({
  id: EventId,
  type: z.enum(PAYOUT_EVENT_TYPES),
  timestamp: z.iso.datetime().describe("When the payout moved."),
  sequence: z.int().describe("Counts the moves of this payout. Events may arrive in any order: a smaller one than you know is older news."),
  data: RestPayout.describe("The payout as it was right after that move."),
});
export type RestPayoutEvent = z.infer<typeof RestPayoutEvent>;

/** The same for what happens to a file of payouts as a whole. */
export const RestBatchEvent = z.object({
  id: EventId,
  type: z.enum(BATCH_EVENT_TYPES),
  timestamp: z.iso.datetime().describe("When it happened to the file."),
  sequence: z.int().describe("`revision` of the file. Events may arrive in any order: a smaller one than you know is older news."),
  data: RestBatch.describe("The file as it was right then, with how many of its rows are payouts."),
});
export type RestBatchEvent = z.infer<typeof RestBatchEvent>;
