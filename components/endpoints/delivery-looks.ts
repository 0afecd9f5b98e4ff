import { Check, Hourglass, type LucideIcon, RotateCw, Send, Unplug, X } from "lucide-react";
import type { BadgeTone } from "@/components/ui/badge";
import type { EventLogRow } from "@/lib/queries/list-event-log";

export type DeliveryLook = { readonly word: string; readonly tone: BadgeTone; readonly Icon: LucideIcon };

/** Word, icon and tone of how far an event is. What waits for another try after one that failed is said so. */
export function lookOf({ state, fault }: Pick<EventLogRow, "state" | "fault">): DeliveryLook {
  if (state === "waiting" && fault) return { word: "Failing", tone: "amber", Icon: RotateCw };
  return LOOKS[state];
}

const LOOKS = {
  waiting: { word: "Waiting", tone: "slate", Icon: Hourglass },
  sending: { word: "Being sent", tone: "slate", Icon: Send },
  delivered: { word: "Delivered", tone: "good", Icon: Check },
  givenUp: { word: "Given up", tone: "red", Icon: X },
  missed: { word: "Missed", tone: "outline", Icon: Unplug },
} as const satisfies Record<EventLogRow["state"], DeliveryLook>;
