import { Money } from "@/components/display/money";
import { ProviderMark } from "@/components/display/provider-mark";
import { Timestamp } from "@/components/display/timestamp";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Link } from "@/components/ui/link";
import { formatPayoutNumber } from "@/lib/base/id";
import { FINDINGS } from "@/lib/domain/reconciliation/kinds";
import type { FindingView } from "@/lib/queries/list-findings";
import { ExplainForm } from "./explain-form";
import { FindingBadge } from "./finding-badge";
import { OurSide, TheirSide } from "./finding-sides";

/** One difference: both sides, by how much, and what somebody found out about it. */
export function FindingDetail({ finding, mayExplain }: { finding: FindingView; mayExplain: boolean }) {
  const { id, kind, state, connectionName, provider, providerLabel, payoutNumber, differences, openedAt, closedAt, explanation } = finding;
  const facts = [
    { term: "State", value: <FindingBadge state={state} /> },
    { term: "Connection", value: <ProviderMark id={provider} label={connectionName} /> },
    { term: "Here", value: <OurSide finding={finding} /> },
    { term: `At ${providerLabel}`, value: <TheirSide finding={finding} /> },
    { term: "Difference", value: differences.length === 0 ? "No money" : <Differences differences={differences} /> },
    {
      term: "Payout",
      value: payoutNumber && (
        <Link href={`/payouts/${payoutNumber}`} className="font-mono">
          {formatPayoutNumber(payoutNumber)}
        </Link>
      ),
    },
    { term: "Since", value: <Timestamp at={openedAt} /> },
    { term: "Gone since", value: closedAt && <Timestamp at={closedAt} /> },
  ];
  return (
    <div className="flex flex-col gap-4">
      {state === "open" ? (
        <Callout tone={kind === "twice" || kind === "unknownAtDesk" ? "danger" : "warning"} title={FINDINGS[kind].sentence}>
          Nothing was changed by it. It closes by itself when the two agree again.
        </Callout>
      ) : null}
      <Card title="Both sides">
        <DefinitionList isNumeric facts={facts.filter(({ value }) => value !== null)} />
      </Card>
      {explanation ? (
        <Callout tone="info" title={`What ${explanation.byName} found out`}>
          <p className="whitespace-pre-wrap">{explanation.note}</p>
          <p className="text-grey-5">
            <Timestamp at={explanation.at} />. It is opened again when either side changes.
          </p>
        </Callout>
      ) : null}
      {state === "open" && mayExplain ? <ExplainForm findingId={id} lastRunId={finding.lastRunId} /> : null}
    </div>
  );
}

function Differences({ differences }: Pick<FindingView, "differences">) {
  return differences.map((amount) => (
    <span key={amount.currency} className="block">
      <Money amount={amount} />
    </span>
  ));
}
