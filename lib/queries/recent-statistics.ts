import { type Day, dayOf } from "@/lib/base/day";
import { MINUTE_MS } from "@/lib/base/time";
import { type PayoutStatistics, readPayoutStatistics } from "./read-payout-statistics";

type Kept = { readonly day: Day; readonly timeZone: string; readonly readAt: number; readonly statistics: Promise<PayoutStatistics> };

const KEPT_MS = MINUTE_MS;
/** By merchant, in this process. */
const kept = new Map<string, Kept>();

/**
 * The same month as of at most a minute ago. It reads every payout of two months, and the overview that shows it is drawn anew for
 * everybody who has it open whenever one payout moves.
 */
export function recentStatistics(merchantId: string, { timeZone, now }: { timeZone: string; now: Date }): Promise<PayoutStatistics> {
  const day = dayOf(now, timeZone);
  const known = kept.get(merchantId);
  const isRecent = known && known.day === day && known.timeZone === timeZone && Math.abs(now.getTime() - known.readAt) < KEPT_MS;
  if (isRecent) return known.statistics;
  const statistics = readPayoutStatistics(merchantId, { timeZone, now });
  const latest = { day, timeZone, readAt: now.getTime(), statistics };
  kept.set(merchantId, latest);
  // What failed is asked for again by the next one who looks; what was read since then stays.
  statistics.catch(() => {
    if (kept.get(merchantId) === latest) kept.delete(merchantId);
  });
  return statistics;
}
