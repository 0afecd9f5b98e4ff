import type { StepUpAsk } from "./step-up";

/** Why an operation did not do what was asked: a stable code, and a sentence for people. Never a provider's text. */
export type Denial = {
  readonly code: DenialCode;
  readonly sentence: string;
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  /** With `stepUpNeeded`: what has to be proven before the same is asked for again. */
  readonly stepUp?: StepUpAsk;
};

export const DENIALS = {
  unauthenticated: "You are signed out. Nothing was done; sign in and try again.",
  wrongCredentials: "That e-mail and password do not belong together.",
  lockedOut: "There were too many wrong tries. Wait a little before the next one.",
  wrongCode: "That code is not right, or it was used already. Wait for the next one.",
  passkeyRefused: "That passkey was not accepted. Nothing was done; try again.",
  ssoFailed: "Signing in there did not work. Try again.",
  ssoUnknown: "You signed in there, but nobody here has that address. Ask an admin to invite you.",
  ssoUnverified: "You signed in there, but your address is not verified there, so it proves nothing here.",
  ssoNoRole: "You signed in there, but you are in none of the groups that may come in here.",
  stepUpNeeded: "Prove once more that it is you. Nothing was done yet.",
  wrongPassword: "That is not your password.",
  secondFactorMissing: "This asks for a second factor, and you have none. Set one up under Security, in the menu with your name.",
  forbidden: "Your role does not include this.",
  notFound: "There is nothing here by that name, or it belongs to someone else.",
  invalidInput: "Something in the form needs changing.",
  changedMeanwhile: "Someone else was faster: it has changed since you opened it. Nothing was done.",
  makerIsChecker: "You made this payout, so someone else has to decide on it.",
  touchedByChecker: "You had a hand in this payout or in the account that it goes to, so someone else has to decide on it.",
  mustBeOpened: "There is something about this payout to look at first. Open it and decide there.",
  notYourStep: "It is not your turn: the step that is open asks for somebody else.",
  alreadyDecided: "You have already decided on this payout.",
  connectionUnavailable: "This connection is not active.",
  currencyMismatch: "The connection does not pay out in this currency.",
  notReturnable: "Nothing can be sent back to this account.",
  overReturnable: "That is more than may still be sent back.",
  unsupportedAccount: "This connection cannot pay to that kind of account.",
  accountDoubtful: "Something about this account is unlikely, and nobody has said yet that it is right.",
  proposerIsConfirmer: "You brought this account yourself, so someone else has to decide on it.",
  reasonNeeded: "The same may have been asked for before. Say why this is another one.",
  receiverIncomplete: "The provider has to know more of this receiver first.",
  receiverClosed: "This receiver is closed, so nothing can be paid to them.",
  notMergeable: "These two cannot be merged as they stand.",
  tooLate: "It can no longer be stopped: it is with the provider.",
  keyReused: "This idempotency key was used before with another request.",
  forgedDelivery: "This webhook was forged, so nothing that it says is ever applied.",
  liftNeedsAnother: "You asked for this yourself, so someone else has to confirm it.",
  changeNeedsAnother: "You asked for this change yourself, so another admin has to decide on it.",
  lastManager: "Nobody would be left who manages the team. Give somebody else that role first.",
  policyPending: "Another change of the policy is open. It has to end before the next begins.",
  policyDeadEnd: "Some payouts could never be released by this policy.",
  policyNeedsAnother: "You had a hand in this policy, so another admin has to decide on it.",
  notProvenAbsent: "It is not proven that it never arrived, so it cannot be sent again.",
  resendNeedsAnother: "You asked for this yourself, so someone else has to confirm it.",
  keyExpired: "This idempotency key did its deed so long ago that the answer is no longer kept. Nothing was done now; look the deed up.",
  exportsUnderWay: "Three files are already being written for you. Wait until one of them is ready.",
  inFlight: "A request with this idempotency key is still being worked on.",
  providerUnavailable: "The provider does not answer right now. Nothing was done; try again in a moment.",
} as const;

export type DenialCode = keyof typeof DENIALS;

/** Not that it cannot be done now, but that this person may not. */
const NOT_ALLOWED: readonly DenialCode[] = [
  ...(["forbidden", "makerIsChecker", "touchedByChecker", "notYourStep", "policyNeedsAnother", "changeNeedsAnother"] as const),
];

export function isNotAllowed({ code }: Pick<Denial, "code">): boolean {
  return NOT_ALLOWED.includes(code);
}

/** What the sign-in page may say of a sign-in that happened elsewhere: its code stands in the address, where anyone can write. */
export function isSsoDenial(code: unknown): code is DenialCode & `sso${string}` {
  return typeof code === "string" && code.startsWith("sso") && Object.hasOwn(DENIALS, code);
}

export function denial(code: DenialCode, sentence: string = DENIALS[code], fields?: Denial["fields"]): Denial {
  return fields ? { code, sentence, fields } : { code, sentence };
}

/** Once it is proven, the same may be asked for again. */
export function stepUpDenial(stepUp: StepUpAsk): Denial {
  return { ...denial("stepUpNeeded"), stepUp };
}
