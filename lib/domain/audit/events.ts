/** Every deed that is written down, by name: `noun.pastTense`. The details are plain JSON, scrubbed by whoever writes them. */
export const AUDIT_EVENTS = {
  "session.started": "signed in",
  "session.refused": "failed to sign in",
  "session.ended": "signed out",
  "session.switched": "turned to this merchant",
  "sso.linked": "was recognised by single sign-on for the first time",
  "secondFactor.set": "set up an authenticator app",
  "secondFactor.removed": "removed an authenticator app",
  "secondFactor.reset": "took away a person's second factors",
  "passkey.added": "added a passkey",
  "passkey.renamed": "renamed a passkey",
  "passkey.removed": "removed a passkey",
  "recoveryCode.made": "made new recovery codes",
  "recoveryCode.used": "signed in with a recovery code",
  "password.changed": "changed the own password",
  "stepUp.made": "proved once more that it is them",
  "stepUp.refused": "failed to prove once more that it is them",
  "payout.submitted": "created the payout and asked for approval",
  "payout.withdrawn": "withdrew the payout",
  "payout.approved": "approved the payout",
  "payout.approvalCounted": "gave one of several approvals",
  "payout.rejected": "rejected the payout",
  "payout.mended": "changed the payout and asked for approval anew",
  "payout.approvalUndone": "took an approval back",
  "payout.rejectionUndone": "took the rejection back",
  "payout.asked": "asked a question about the payout",
  "payout.answered": "answered a question about the payout",
  "payout.paperAdded": "attached a paper to the payout",
  "payout.paperOpened": "opened a paper of the payout",
  "payout.receiptTaken": "took a receipt of the payout",
  "payout.released": "was released by policy without a person",
  "payout.moved": "changed the payout's state",
  "payout.contradicted": "saw the provider contradict the payout's state",
  "payout.cancelAsked": "asked the provider to let go of the payout",
  "payout.resendAsked": "asked to send the payout again",
  "payout.resendConfirmed": "confirmed that the payout is sent again",
  "payout.resendWithdrawn": "ended the wish to send the payout again",
  "payout.linkShown": "looked at the page on which the receiver names the account",
  "payout.attached": "said which of the provider's payouts this one is",
  "payout.contradictionResolved": "found out which of two contradicting statements is true",
  "payout.cancelled": "cancelled the payout",
  "payout.exportAsked": "asked for a file of payouts",
  "payout.exportTaken": "took a file of payouts",
  "receiver.created": "added the receiver",
  "receiver.accountAdded": "added an account of the receiver",
  "receiver.accountChanged": "changed an account of the receiver",
  "receiver.accountConfirmed": "confirmed an account of the receiver after calling back",
  "receiver.accountRejected": "rejected an account of the receiver",
  "receiver.payeeChecked": "had the receiver's bank asked for the name",
  "receiver.revealed": "looked at the full account number",
  "enrolment.moved": "was told by the provider how far the receiver's enrolment is",
  "enrolment.askedAgain": "asked the provider for the receiver's enrolment again",
  "receiver.changed": "changed the receiver's facts",
  "receiver.closed": "closed the receiver",
  "receiver.reopened": "opened the receiver again",
  "receiver.merged": "merged a duplicate into the receiver",
  "receiver.mergedAway": "merged the receiver into another",
  "receiver.asked": "made a link on which the receiver types the account",
  "receiver.askRevoked": "took back a link to the receiver",
  "receiver.askAnswered": "typed the account on the page of a link",
  "receiver.imported": "imported a file of receivers",
  "receiver.exported": "exported receivers to a file",
  "receiver.noted": "wrote a note on the receiver",
  "batch.opened": "brought a file of payouts",
  "batch.changed": "changed rows of a file of payouts",
  "batch.mapped": "said what the columns of a file of payouts mean",
  "batch.rowsDropped": "left rows out of a file of payouts, or took them in again",
  "batch.reasonGiven": "said why rows are to be paid although they may be somebody else's or paid already",
  "batch.submitted": "submitted rows of a file of payouts",
  "batch.continued": "had what was left of a file of payouts made",
  "batch.reopened": "opened rows again whose payouts were surely not paid",
  "unit.approved": "approved payouts of a file as one",
  "unit.rejected": "rejected payouts of a file as one",
  "unit.approvalUndone": "took the approval of a file's payouts back",
  "batch.exported": "took the result of a file of payouts",
  "schedule.created": "set up a schedule of payouts",
  "schedule.edited": "changed what a schedule pays, or when",
  "schedule.paused": "paused a schedule",
  "schedule.resumed": "let a schedule go on",
  "schedule.ended": "ended a schedule",
  "schedule.occurrenceMade": "made a payout of a schedule",
  "schedule.occurrenceLeft": "made no payout on a day of a schedule",
  "paymentSource.read": "read where a payment came from",
  "paymentSource.told": "said that a payment came in",
  "webhook.refused": "refused a forged webhook",
  "webhook.flooded": "got so many forged webhooks that no more of them are kept for a while",
  "webhook.replayed": "had a webhook applied again",
  "view.saved": "saved a view of the payouts",
  "view.removed": "removed a view of the payouts",
  "freeze.set": "froze",
  "freeze.explained": "said why it was frozen",
  "freeze.liftAsked": "asked to lift the freeze",
  "freeze.kept": "kept the freeze",
  "freeze.lifted": "lifted the freeze",
  "connection.created": "connected a provider account",
  "connection.changeProposed": "asked for a change of a connection",
  "connection.changeConfirmed": "confirmed a change of a connection",
  "connection.changeDeclined": "declined a change of a connection",
  "connection.changed": "changed a connection's credentials",
  "connection.switched": "switched a connection on or off",
  "connection.tried": "began a preflight of a connection",
  "reconciliation.asked": "asked for a reconciliation of the connection",
  "reconciliation.raised": "found differences between the desk and the provider",
  "reconciliation.explained": "explained a difference between the desk and the provider",
  "reconciliation.reopened": "opened an explained difference again, since its facts have changed",
  "policy.drafted": "began a change of the approval policy",
  "policy.edited": "changed the draft of an approval policy",
  "policy.proposed": "asked for another approval policy",
  "policy.confirmed": "confirmed another approval policy",
  "policy.rejected": "rejected another approval policy",
  "policy.discarded": "let go of a change of the approval policy",
  "delegation.given": "lent somebody the own place among those who sign",
  "delegation.ended": "ended a lent place",
  "rate.set": "said what a currency is worth",
  "person.created": "added a person",
  "person.disabled": "disabled a person",
  "person.enabled": "let a disabled person in again",
  "person.sessionsEnded": "ended a person's sessions",
  "person.invited": "invited a person",
  "person.invitationSent": "sent an invitation again",
  "person.invitationRevoked": "took back an invitation",
  "person.joined": "accepted the invitation",
  "membership.changed": "changed a person's role",
  "role.created": "made a role",
  "role.changed": "changed a role",
  "role.deleted": "deleted a role",
  "access.changeProposed": "asked for a change of who may do what",
  "access.changeConfirmed": "confirmed a change of who may do what",
  "access.changeDeclined": "declined a change of who may do what",
  "audit.exported": "exported the audit trail",
  "keys.rotated": "had everything secret locked with a new key",
  "apiKey.created": "created an API key",
  "apiKey.rotated": "gave an API key a new secret",
  "apiKey.oldSecretEnded": "ended the old secret of an API key",
  "apiKey.restricted": "changed where an API key may be used from",
  "apiKey.revoked": "revoked an API key",
} as const satisfies Record<string, string>;

export type AuditEvent = keyof typeof AUDIT_EVENTS;

export function isAuditEvent(text: string): text is AuditEvent {
  return Object.hasOwn(AUDIT_EVENTS, text);
}

export type AuditSubject =
  | "payout"
  | "payoutFile"
  | "view"
  | "receiver"
  | "receiverFile"
  | "receiverAccount"
  | "paymentSource"
  | "batch"
  | "schedule"
  | "connection"
  | "person"
  | "role"
  | "invitation"
  | "apiKey"
  | "webhookDelivery"
  | "freeze"
  | "finding"
  | "merchant"
  | "policy"
  | "delegation"
  | "rate"
  | "session";
