/**
 * What is tried before a connection is trusted with money, in this order. Each is a promise of the provider's that the engine leans
 * on; where a provider does not make one, its check is skipped and says so.
 */
export const PREFLIGHT_CHECKS = {
  credential: "The credentials are accepted",
  scope: "They open the account that payouts leave from",
  clock: "Our clock and the provider's agree",
  balance: "The balance can be read",
  refusal: "A payout that cannot be is refused, with a reason that we know",
  payment: "The smallest payment goes all the way to its end",
  lookUp: "That payment is found again by our own reference",
  replay: "Sent again under its key, it is not paid twice",
  webhook: "The provider's webhook arrives here, with a proof that holds",
  rateLimit: "Many questions at once are answered, or slowed down politely",
} as const satisfies Record<string, string>;

export type PreflightName = keyof typeof PREFLIGHT_CHECKS;
export const PREFLIGHT_NAMES = Object.keys(PREFLIGHT_CHECKS).filter(isPreflightName);

export function isPreflightName(text: string): text is PreflightName {
  return Object.hasOwn(PREFLIGHT_CHECKS, text);
}

export const PREFLIGHT_STATES = ["waiting", "running", "passed", "failed", "skipped"] as const;
export type PreflightState = (typeof PREFLIGHT_STATES)[number];

/** What came of one check. A failure says which field to look at, what to change there, and where the right value is found. */
export type PreflightResult =
  | { readonly state: "passed"; readonly sentence: string }
  | { readonly state: "skipped"; readonly sentence: string }
  | { readonly state: "failed"; readonly sentence: string; readonly field: string | null; readonly remedy: string };

/** Checks that send an order. Nothing is sent in live mode: a trial must never move a customer's money. */
export const SENDING_CHECKS: readonly PreflightName[] = ["refusal", "payment", "lookUp", "replay", "webhook"];

/** How far apart the clocks may be: signatures and webhooks are judged by time, Ipay's nonce within five minutes. */
export const MOST_SKEW_MS = 60_000;
