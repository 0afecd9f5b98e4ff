import { addMs, DAY_MS } from "@/lib/base/time";

/** When those who could still sign are told that a payout lapses: a day before, or a quarter of its time where that is less. */
export function expiryWarningAt({ since, expiresAt }: { since: Date; expiresAt: Date }): Date {
  return addMs(expiresAt, -Math.min(DAY_MS, (expiresAt.getTime() - since.getTime()) / 4));
}
