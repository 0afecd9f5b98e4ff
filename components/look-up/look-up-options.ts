import { queryOptions } from "@tanstack/react-query";
import { askLive } from "@/components/ui/read-live";
import { SECOND_MS } from "@/lib/base/time";
import { LookUpAnswer } from "@/lib/domain/payout/look-up-view";

const FRESH_MS = 5 * SECOND_MS;

/** What was pasted is asked again while the answer is on screen: whoever is on the telephone reads out how it stands now. */
export function lookUpOptions(text: string) {
  return queryOptions({
    queryKey: ["look-up", text],
    queryFn: ({ signal }) => askLive("/api/live/look-up", { text }, LookUpAnswer, signal),
    meta: { live: { about: "payouts" }, liveMs: 2 * SECOND_MS },
    enabled: text !== "",
    refetchInterval: FRESH_MS,
    retry: false,
    // Names and account numbers are not kept longer than they are looked at.
    gcTime: 0,
  });
}
