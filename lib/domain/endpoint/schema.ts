import * as z from "zod";
import { OVERLAP_HOURS } from "@/lib/domain/access/api-key-schema";
import { EVENT_TYPES } from "./event-types";

/** What an endpoint is, to those who set it up. No types: all of them, those that come with a later version included. */
export const EndpointFacts = z.object({
  url: z.string().trim().min(1, "Give the address that events are sent to.").max(2_000, "2,000 characters at most."),
  description: z.string().trim().min(1, "Say which system listens there.").max(80, "80 characters at most."),
  types: z.array(z.enum(EVENT_TYPES)).transform((types) => EVENT_TYPES.filter((type) => types.includes(type))),
});
export type EndpointFacts = z.infer<typeof EndpointFacts>;

export const EndpointRef = z.object({ endpointId: z.string().min(1).max(60) });
export type EndpointRef = z.infer<typeof EndpointRef>;

export const ChangeEndpoint = EndpointFacts.extend(EndpointRef.shape);
export type ChangeEndpoint = z.infer<typeof ChangeEndpoint>;

export const RotateSecret = EndpointRef.extend({ overlapHours: z.literal(OVERLAP_HOURS) });
export type RotateSecret = z.infer<typeof RotateSecret>;

export const EventRef = EndpointRef.extend({ deliveryId: z.string().min(1).max(60) });
export type EventRef = z.infer<typeof EventRef>;

/** From how many hours back what did not arrive is sent again; as far back as anything is kept. */
export const MISSED_SINCE_HOURS = [24, 72, 168, 720] as const;

export const ReplayMissed = EndpointRef.extend({ sinceHours: z.literal(MISSED_SINCE_HOURS) });
export type ReplayMissed = z.infer<typeof ReplayMissed>;

export const DELIVERY_STATES = ["waiting", "sending", "delivered", "givenUp", "missed"] as const;

/** Which part of an endpoint's log is looked at. `failing`: tried and not delivered yet, or given up. */
export const LOG_SHOWS = ["all", "delivered", "waiting", "failing", "missed"] as const;
export type LogShow = (typeof LOG_SHOWS)[number];

export function readLogShow(text: string): LogShow {
  return LOG_SHOWS.find((show) => show === text) ?? "all";
}

/** Which moves an endpoint hears of, in the middle of a sentence. */
export function sayTypes(types: readonly string[]): string {
  return types.length === 0 ? "every move of every payout" : types.join(", ");
}
