import { Evidence } from "@/components/display/evidence";
import { ProviderMark } from "@/components/display/provider-mark";
import { Timestamp } from "@/components/display/timestamp";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Link } from "@/components/ui/link";
import { formatPayoutNumber } from "@/lib/base/id";
import type { DeliveryView } from "@/lib/queries/read-delivery";
import { DeliveryStateBadge, ProofBadge } from "./delivery-badges";
import { PROOF_LOOKS, sayOutcome } from "./delivery-looks";

/** One delivery, word for word but for account numbers and secrets. */
export function DeliveryDetail({ delivery }: { delivery: DeliveryView }) {
  const { proof, state, payoutNumber, receivedAt, appliedAt } = delivery;
  const facts = [
    { term: "From", value: <ProviderMark id={delivery.provider} label={`${delivery.providerLabel}, ${delivery.connectionName}`} /> },
    { term: "Received", value: <Timestamp at={receivedAt} withSeconds /> },
    { term: "Proof", value: <ProofBadge proof={proof} /> },
    { term: "State", value: <DeliveryStateBadge state={state} /> },
    { term: "What it did", value: sayOutcome(delivery) },
    { term: "Applied", value: appliedAt && <Timestamp at={appliedAt} withSeconds /> },
    { term: "Waits until", value: state === "waiting" ? <Timestamp at={delivery.waitsUntil} /> : null },
    {
      term: "Payout",
      value: payoutNumber && (
        <Link href={`/payouts/${payoutNumber}`} className="font-mono">
          {formatPayoutNumber(payoutNumber)}
        </Link>
      ),
    },
  ];
  return (
    <div className="flex flex-col gap-4">
      {proof === "forged" ? (
        <Callout tone="danger" title="Forged: nothing that it says was applied">
          It is kept as it came, apart from the others. Compare the signing secret with the provider's, if this should have been theirs.
        </Callout>
      ) : null}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Evidence
            request={{ line: delivery.line, headers: [], body: delivery.body }}
            response={{ line: proof === "forged" ? "401" : `200, ${PROOF_LOOKS[proof].word.toLowerCase()}`, headers: [], body: "" }}
          />
          <Card title="Headers">
            <DefinitionList
              facts={delivery.headers.map(([term, value]) => ({ term, value: <span className="font-mono">{value}</span> }))}
            />
          </Card>
        </div>
        <Card title="Facts">
          <DefinitionList isNumeric facts={facts.filter(({ value }) => value !== null)} />
        </Card>
      </div>
    </div>
  );
}
