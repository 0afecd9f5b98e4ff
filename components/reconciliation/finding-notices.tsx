import { Callout } from "@/components/ui/callout";
import { Link } from "@/components/ui/link";
import { FINDINGS } from "@/lib/domain/reconciliation/kinds";
import type { FindingView } from "@/lib/queries/list-findings";

/** On the payout's own page: that the provider's list does not fit it. */
export function FindingNotices({ findings, mayOperate }: { findings: readonly FindingView[]; mayOperate: boolean }) {
  return findings.map(({ id, kind }) => (
    <Callout key={id} tone={kind === "twice" ? "danger" : "warning"} title={`Reconciliation: ${FINDINGS[kind].title.toLowerCase()}`}>
      {FINDINGS[kind].sentence} {mayOperate ? <Link href={`/operations/reconciliation/${id}`}>See both sides</Link> : null}
    </Callout>
  ));
}
