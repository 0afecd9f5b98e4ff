import {
  Ban,
  CalendarX,
  Check,
  CircleHelp,
  CircleX,
  CornerDownLeft,
  FilePen,
  Hourglass,
  type LucideIcon,
  OctagonX,
  PauseCircle,
  Send,
  Stamp,
  ThumbsDown,
  Trash2,
  UserCheck,
} from "lucide-react";
import type { BadgeTone } from "@/components/ui/badge";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";

export type StatusLook = { word: string; tone: BadgeTone; Icon: LucideIcon };

/**
 * The one table from lifecycle state to word, icon and tint. Amber: a person must act. Red: the money did not arrive.
 * Blue-grey: on its way. Unconfirmed is hatched: nobody knows yet, and it must not look like a failure.
 */
export const STATUS_LOOKS = {
  draft: { word: "Draft", tone: "outline", Icon: FilePen },
  awaitingApproval: { word: "Awaiting approval", tone: "amber", Icon: Stamp },
  approved: { word: "Approved", tone: "slate", Icon: UserCheck },
  held: { word: "On hold", tone: "amber", Icon: PauseCircle },
  dispatching: { word: "Sending", tone: "slate", Icon: Send },
  unconfirmed: { word: "Unconfirmed", tone: "hatched", Icon: CircleHelp },
  inFlight: { word: "On its way", tone: "slate", Icon: Hourglass },
  settled: { word: "Paid", tone: "good", Icon: Check },
  discarded: { word: "Discarded", tone: "outline", Icon: Trash2 },
  rejected: { word: "Rejected", tone: "neutral", Icon: ThumbsDown },
  expired: { word: "Expired", tone: "neutral", Icon: CalendarX },
  refused: { word: "Refused", tone: "red", Icon: OctagonX },
  failed: { word: "Failed", tone: "red", Icon: CircleX },
  cancelled: { word: "Cancelled", tone: "neutral", Icon: Ban },
  returned: { word: "Returned", tone: "red", Icon: CornerDownLeft },
} as const satisfies Record<PayoutState, StatusLook>;
