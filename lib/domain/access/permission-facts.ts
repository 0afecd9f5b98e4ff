import { PERMISSION_NAMES, type Permission } from "./permissions";

/** What a permission is about, in the order in which roles are shown. */
export const PERMISSION_NOUNS = {
  payouts: "Payouts",
  approvals: "Approvals",
  receivers: "Receivers and accounts",
  paidIn: "What was paid in",
  operations: "Operations",
  audit: "Audit and evidence",
  settings: "Settings and access",
} as const;
export type PermissionNoun = keyof typeof PERMISSION_NOUNS;

export type PermissionFacts = {
  readonly noun: PermissionNoun;
  /** What whoever holds it may do, after "may". */
  readonly sentence: string;
  /** It lets money go or decides who may: giving it to somebody takes a second admin. */
  readonly isGuarded?: true;
  /** Only a merchant's own systems, by API: no role of people holds it. */
  readonly isForSystems?: true;
};

/** Whoever adds a permission says here what it means for people who hand it out. */
export const PERMISSION_FACTS: Readonly<Record<Permission, PermissionFacts>> = {
  "overview.view": { noun: "payouts", sentence: "see the overview of what needs a person today" },
  "payout.view": { noun: "payouts", sentence: "see payouts and their history" },
  "payout.create": { noun: "payouts", sentence: "make payouts and ask for their approval" },
  "payout.cancel": { noun: "payouts", sentence: "withdraw and cancel payouts" },
  "payout.attach": { noun: "payouts", sentence: "attach papers to payouts" },
  "payout.lookUp": { noun: "payouts", sentence: "have the provider asked how a payout stands" },
  "payout.note": { noun: "payouts", sentence: "write notes on payouts, which may speak of colleagues" },
  "payout.assign": { noun: "payouts", sentence: "say whose a payout is" },
  "payout.share": { noun: "payouts", sentence: "make links on which customers see how their payout stands, and end them" },
  "payout.resolve": { noun: "payouts", sentence: "settle payouts in doubt and contradictions, with a second person", isGuarded: true },
  "approval.view": { noun: "approvals", sentence: "see what waits for approval" },
  "payout.approve": { noun: "approvals", sentence: "approve and reject payouts that others made", isGuarded: true },
  "account.confirm": { noun: "approvals", sentence: "confirm receivers' accounts after a call back", isGuarded: true },
  "batch.view": { noun: "payouts", sentence: "see files of payouts and what became of their rows" },
  "batch.create": { noun: "payouts", sentence: "bring files of payouts, mend their rows and submit them" },
  "receiver.view": { noun: "receivers", sentence: "see receivers, with masked accounts" },
  "receiver.create": { noun: "receivers", sentence: "add, change, merge and close receivers, and bring accounts" },
  "receiver.note": { noun: "receivers", sentence: "write notes on receivers" },
  "receiver.reveal": { noun: "receivers", sentence: "look at full account numbers, with a reason that is written down" },
  "account.check": { noun: "receivers", sentence: "have a receiver's bank asked whether the name is right" },
  "paymentSource.view": { noun: "paidIn", sentence: "look up the accounts that paid in" },
  "paymentSource.write": { noun: "paidIn", sentence: "tell what has been paid in", isForSystems: true },
  "operations.view": { noun: "operations", sentence: "see webhooks, jobs, health and reconciliation" },
  "delivery.replay": { noun: "operations", sentence: "have a webhook applied again, or sent again" },
  "reconciliation.run": { noun: "operations", sentence: "have the desk held against a provider's books" },
  "reconciliation.explain": { noun: "operations", sentence: "explain differences that a reconciliation found" },
  "freeze.set": { noun: "operations", sentence: "freeze a connection, a receiver, a maker or everything" },
  "freeze.lift": { noun: "operations", sentence: "lift a freeze, with a second person", isGuarded: true },
  "evidence.view": { noun: "audit", sentence: "see the exchanges with providers behind a payout" },
  "audit.view": { noun: "audit", sentence: "read the audit trail" },
  "connection.view": { noun: "settings", sentence: "see which providers are connected" },
  "connection.manage": { noun: "settings", sentence: "connect providers and change their credentials", isGuarded: true },
  "policy.view": { noun: "settings", sentence: "read the approval policy and its versions" },
  "policy.manage": {
    noun: "settings",
    sentence: "change the approval policy, with a second person, and keep exchange rates",
    isGuarded: true,
  },
  "team.manage": { noun: "settings", sentence: "invite people, give roles and change what roles hold", isGuarded: true },
  "endpoint.view": { noun: "operations", sentence: "see where webhooks are sent, and what was sent there" },
  "endpoint.manage": { noun: "settings", sentence: "ask for webhook endpoints and switch them off", isGuarded: true },
  "apiKey.manage": { noun: "settings", sentence: "ask for API keys and revoke them", isGuarded: true },
};

export const PERMISSIONS_FOR_PEOPLE = PERMISSION_NAMES.filter((permission) => !PERMISSION_FACTS[permission].isForSystems);

/** Whether somebody who goes from the first to the second can let money go, or say who may, where they could not before. */
export function gainsGuarded(before: readonly Permission[], after: readonly Permission[]): boolean {
  return after.some((permission) => PERMISSION_FACTS[permission].isGuarded && !before.includes(permission));
}

/** Nobody decides on what they made, whatever they hold. A role that does both is still worth a plain word to whoever makes it. */
export function makesAndApproves(permissions: readonly Permission[]): boolean {
  return permissions.includes("payout.create") && permissions.includes("payout.approve");
}
