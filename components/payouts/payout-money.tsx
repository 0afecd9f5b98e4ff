"use client";

import { Money } from "@/components/display/money";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { addMoney } from "@/lib/base/money";
import type { PayoutView } from "@/lib/domain/payout/payout-view";

/** What the receiver gets, what the provider takes, and what that makes together. */
export function PayoutMoney({ payout: { amount, fee, connection } }: { payout: PayoutView }) {
  const unknown = <span className="text-grey-5 text-small">{connection.providerLabel} has shown none</span>;
  return (
    <Card title="Money">
      <DefinitionList
        isNumeric
        facts={[
          { term: "To the receiver (net)", value: <Money amount={amount} /> },
          { term: "Fee", value: fee ? <Money amount={fee} /> : unknown },
          { term: "Out of the account (gross)", value: fee ? <Money amount={addMoney(amount, fee)} /> : <Money amount={amount} /> },
        ]}
      />
    </Card>
  );
}
