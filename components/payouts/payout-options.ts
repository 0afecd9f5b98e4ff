import { queryOptions } from "@tanstack/react-query";
import { readLive } from "@/components/ui/read-live";
import { EvidenceView } from "@/lib/domain/payout/evidence-view";
import { PayoutView } from "@/lib/domain/payout/payout-view";

/** One payout: what the page fills before it is sent, and what keeps it fresh afterwards. */
export function payoutOptions(payoutId: string) {
  return queryOptions({
    queryKey: ["payout", payoutId],
    queryFn: ({ signal }) => readLive(`/api/live/payouts/${payoutId}`, PayoutView, signal),
    meta: { live: { about: "payout", id: payoutId } },
  });
}

/** What was exchanged never changes, so it is asked for once. */
export function evidenceOptions({ payoutId, evidenceId }: { payoutId: string; evidenceId: string }) {
  return queryOptions({
    queryKey: ["payout", payoutId, "evidence", evidenceId],
    queryFn: ({ signal }) => readLive(`/api/live/payouts/${payoutId}/evidence/${evidenceId}`, EvidenceView, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
