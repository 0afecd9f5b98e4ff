import { chance } from "@/lib/base/chance";
import { currentTime } from "@/lib/base/clock";
import { addMs } from "@/lib/base/time";
import { nextCheckInMs } from "@/lib/domain/payout/checks";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { providerOf } from "@/lib/providers/registry";

/** When the desk looks again by itself at a payout that is in this state, and was looked at so often since it came into it. */
export function nextCheckAt({ state, checks, provider }: { state: PayoutState; checks: number; provider: string }): Date | null {
  const waitMs = nextCheckInMs({ state, checks, looks: providerOf(provider).manifest.looks }, chance());
  return waitMs === null ? null : addMs(currentTime(), waitMs);
}
