import { AUDIT_EVENTS, type AuditEvent, isAuditEvent } from "./events";

/** Views of the audit trail, each by the nouns of its events; `reveals` by name. */
export const AUDIT_SHOWS = ["all", "decisions", "payouts", "receivers", "access", "settings", "reveals"] as const;
export type AuditShow = (typeof AUDIT_SHOWS)[number];

export const AUDIT_SHOW_WORDS: Record<AuditShow, string> = {
  all: "Everything",
  decisions: "Decisions",
  payouts: "Payouts",
  receivers: "Receivers",
  access: "People and sign-ins",
  settings: "Connections and stops",
  reveals: "Reveals",
};

const DECISIONS =
  /\.(approved|approvalCounted|rejected|withdrawn|cancelled|resendConfirmed|accountConfirmed|accountRejected|changeConfirmed|changeDeclined|lifted|kept|contradictionResolved|explained)$/;
const SHOWN: Record<Exclude<AuditShow, "all">, RegExp> = {
  decisions: DECISIONS,
  payouts: /^(payout|batch|schedule|unit|view)\./,
  receivers: /^(receiver|enrolment|paymentSource)\./,
  access: /^(session|sso|stepUp|secondFactor|passkey|recoveryCode|password|person|membership|role|access|apiKey|delegation)\./,
  settings: /^(connection|endpoint|freeze|webhook|reconciliation|policy|rate|keys|audit)\./,
  reveals: /\.(revealed|linkShown|exported)$/,
};

export function readAuditShow(text: string): AuditShow {
  return AUDIT_SHOWS.find((show) => show === text) ?? "all";
}

/** The events of a view; null for all of them, also of those that have no name here any more. */
export function eventsShown(show: AuditShow): readonly AuditEvent[] | null {
  if (show === "all") return null;
  return Object.keys(AUDIT_EVENTS)
    .filter(isAuditEvent)
    .filter((event) => SHOWN[show].test(event));
}
