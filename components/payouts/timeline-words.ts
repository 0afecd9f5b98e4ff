import {
  ArrowDownToLine,
  Ban,
  CalendarX,
  Check,
  CircleHelp,
  CircleX,
  CornerDownLeft,
  CornerDownRight,
  Eye,
  FilePen,
  Handshake,
  House,
  type LucideIcon,
  MessageCircleQuestion,
  OctagonX,
  PauseCircle,
  PlayCircle,
  Radio,
  Search,
  Send,
  Stamp,
  StickyNote,
  ThumbsDown,
  TriangleAlert,
  Undo2,
  UserRound,
} from "lucide-react";
import type { TimelineTone } from "@/components/display/timeline";
import { REJECTION_REASONS } from "@/lib/domain/approval/policy";
import { isRejectionReason } from "@/lib/domain/approval/schema";
import type { TimelineItem, TimelineItemOf } from "@/lib/domain/payout/payout-view";

/** How one entry of a payout's story is told: a plain sentence, its look, and the words of whoever left some. */
export type TimelineWords = { what: string; Icon: LucideIcon; tone: TimelineTone; note?: string };

export function timelineWords(item: TimelineItem, providerLabel: string): TimelineWords {
  switch (item.kind) {
    case "move":
      return moveWords(item, providerLabel);
    case "decision":
      return decisionWords(item);
    case "attempt":
      return attemptWords(item, providerLabel);
    case "observation":
      return observationWords(item);
    case "exchange":
      return exchangeWords(item, providerLabel);
    case "note":
      return NOTES[item.noteKind];
    case "assignment":
      return assignmentWords(item);
  }
}

/** What was said stands under it, by whoever draws it: people are set apart in it. */
const NOTES: Readonly<Record<TimelineItemOf<"note">["noteKind"], TimelineWords>> = {
  question: { what: "Asked the maker", Icon: MessageCircleQuestion, tone: "amber" },
  answer: { what: "Answered", Icon: CornerDownRight, tone: "plain" },
  note: { what: "Noted", Icon: StickyNote, tone: "plain" },
};

function assignmentWords({ assignee, isTaken }: TimelineItemOf<"assignment">): TimelineWords {
  const look = { Icon: UserRound, tone: "plain" } as const;
  if (assignee === null) return { ...look, what: "Put it down: it is nobody's" };
  return { ...look, what: isTaken ? "Took it" : `Gave it to ${assignee.isYou ? "you" : assignee.name}` };
}

type MoveLook = { what: string; Icon: LucideIcon; tone?: TimelineTone };

const MOVES: Readonly<Record<string, MoveLook>> = {
  submit: { what: "Made the payout and asked for approval", Icon: FilePen },
  approve: { what: "Approved it", Icon: Stamp, tone: "good" },
  reject: { what: "Rejected it", Icon: ThumbsDown },
  withdraw: { what: "Took it back", Icon: Undo2 },
  discard: { what: "Discarded the draft", Icon: Undo2 },
  expire: { what: "Nobody decided in time, so it lapsed", Icon: CalendarX },
  revoke: { what: "Took the approval back", Icon: Undo2, tone: "amber" },
  reopen: { what: "Took the rejection back", Icon: Undo2, tone: "amber" },
  mend: { what: "Changed it and asked for approval anew", Icon: FilePen },
  hold: { what: "Held it back", Icon: PauseCircle, tone: "amber" },
  release: { what: "Let it go on", Icon: PlayCircle },
  cancel: { what: "Cancelled it", Icon: Ban },
  dispatch: { what: "Began to send it", Icon: Send, tone: "slate" },
  accept: { what: "Accepted it", Icon: Handshake, tone: "slate" },
  refuse: { what: "Refused it", Icon: OctagonX, tone: "red" },
  loseTrack: { what: "Unconfirmed: whether it was taken is not known", Icon: CircleHelp, tone: "amber" },
  stayHome: { what: "It surely was not taken, so it is tried again", Icon: House },
  findAbsent: { what: "Does not know it, so it may be sent again", Icon: Search },
  resurface: { what: "Has it after all", Icon: TriangleAlert, tone: "amber" },
  settle: { what: "Reported it as paid", Icon: Check, tone: "good" },
  fail: { what: "Reported it as failed", Icon: CircleX, tone: "red" },
  bounce: { what: "Reported that the money came back", Icon: CornerDownLeft, tone: "red" },
};

const VIA = { send: "in its answer", webhook: "by webhook", lookUp: "when asked" } as const;

function moveWords({ event, who, seen, note, decision }: TimelineItemOf<"move">, providerLabel: string): TimelineWords {
  const look = MOVES[event] ?? { what: event, Icon: Radio };
  const tone = look.tone ?? "plain";
  if (decision) {
    const reason = reasonText(decision.reason);
    return { ...look, tone, what: reason ? `${look.what}: ${lowerFirst(reason)}` : look.what, note: decision.note ?? undefined };
  }
  if (event === "approve" && who.kind === "system") {
    return { ...look, tone, what: "Policy released it without a person", note: note ?? undefined };
  }
  if (seen) return { ...look, tone, what: `${look.what} ${VIA[seen.via]} (${seen.providerStatus})`, note: note ?? undefined };
  if (event === "refuse") return { ...look, tone, what: `${providerLabel} refused it`, note: note ?? undefined };
  return { ...look, tone, note: note ?? undefined };
}

function decisionWords({ verdict, reason, note, isOutdated }: TimelineItemOf<"decision">): TimelineWords {
  const look: MoveLook = MOVES[verdict] ?? { what: verdict, Icon: Stamp };
  const said = reasonText(reason);
  const plain = verdict === "approve" && !isOutdated ? "Gave one of several approvals" : look.what;
  const what = said ? `${plain}: ${lowerFirst(said)}` : plain;
  return {
    what: isOutdated ? `${what}, before it changed` : what,
    Icon: look.Icon,
    tone: isOutdated ? "plain" : (look.tone ?? "plain"),
    note: note ?? undefined,
  };
}

function reasonText(reason: string | null): string | null {
  if (reason === null) return null;
  return isRejectionReason(reason) ? REJECTION_REASONS[reason] : reason;
}

const ENDS = {
  accepted: { said: "it was taken", tone: "slate" },
  refused: { said: "it was refused", tone: "red" },
  notSent: { said: "it surely was not taken", tone: "plain" },
  unknown: { said: "no answer that says whether it was taken", tone: "amber" },
} as const satisfies Record<string, { said: string; tone: TimelineTone }>;

function attemptWords({ sequence, end, isReplay, detail, endedAt, at }: TimelineItemOf<"attempt">, providerLabel: string): TimelineWords {
  const sent = isReplay ? `asked ${providerLabel} again under the same key` : `handed to ${providerLabel}`;
  const took = endedAt ? ` (${sayDuration(endedAt.getTime() - at.getTime())})` : "";
  const came = end ? ENDS[end].said : "no answer yet";
  return {
    what: `Attempt ${sequence}, ${sent}: ${came}${took}`,
    Icon: Send,
    tone: end ? ENDS[end].tone : "slate",
    note: end === "accepted" ? undefined : (detail ?? undefined),
  };
}

export function sayDuration(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

function observationWords(item: TimelineItemOf<"observation">): TimelineWords {
  const { effect, providerStatus, providerStatusText, note, via, times } = item;
  const often = times > 1 ? ` (asked ${times} times)` : "";
  if (effect === "contradiction") {
    return { what: `Contradicts what is known here: ${providerStatus}`, Icon: TriangleAlert, tone: "amber", note: note ?? undefined };
  }
  if (effect === "unrecognised") {
    return {
      what: `Said ${VIA[via]} what is not known here: ${providerStatus}`,
      Icon: CircleHelp,
      tone: "amber",
      note: note ?? providerStatusText,
    };
  }
  const said = { already: "Confirmed", behind: "Said late", move: "Said" }[effect];
  return { what: `${said} ${VIA[via]}: ${providerStatus}${often}`, Icon: Eye, tone: "plain", note: note ?? undefined };
}

const PURPOSES: Readonly<Record<string, string>> = {
  sendPayout: "Sent a request whose answer was not written down",
  lookUpPayout: "Asked after the payout",
  cancelPayout: "Asked to cancel the payout",
  token: "Asked for credentials",
};

function exchangeWords({ purpose, status, fault, times }: TimelineItemOf<"exchange">, providerLabel: string): TimelineWords {
  const asked = PURPOSES[purpose] ?? `Spoke to ${providerLabel} (${purpose})`;
  const answered = status === null ? "no answer" : `answered ${status}`;
  const often = times > 1 ? ` (${times} times)` : "";
  return {
    what: `${asked}: ${answered}${often}`,
    Icon: status === null ? TriangleAlert : ArrowDownToLine,
    tone: status === null && purpose === "sendPayout" ? "amber" : "plain",
    note: fault ?? undefined,
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
