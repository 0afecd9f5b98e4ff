"use client";

import { Money } from "@/components/display/money";
import { Card } from "@/components/ui/card";
import { type Definition, DefinitionList } from "@/components/ui/definition-list";
import { addMoney } from "@/lib/base/money";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import type { PayoutView } from "@/lib/domain/payout/payout-view";

/** What the receiver gets, what the provider takes, and what that makes together; or plainly that nothing went out. */
export function PayoutMoney({ payout }: { payout: PayoutView }) {
  return (
    <Card title="Money">
      <DefinitionList isNumeric facts={factsOf(payout)} />
    </Card>
  );
}

const NEVER_WENT_OUT: readonly PayoutState[] = ["rejected", "discarded", "expired", "refused", "cancelled"];
const DID_NOT_STAY: readonly PayoutState[] = ["failed", "returned"];

function factsOf({ amount, fee, state, connection }: PayoutView): Definition[] {
  const asked = { term: "Asked for", value: <Money amount={amount} /> };
  if (NEVER_WENT_OUT.includes(state)) return [asked, { term: "Out of the account", value: "Nothing" }];

  const unknown = <span className="text-grey-5 text-small">{connection.providerLabel} has shown none</span>;
  const charged = { term: "Fee", value: fee ? <Money amount={fee} /> : unknown };
  if (DID_NOT_STAY.includes(state)) return [asked, charged, { term: "Kept by the receiver", value: "Nothing" }];
  return [
    { term: "To the receiver (net)", value: <Money amount={amount} /> },
    charged,
    { term: "Out of the account (gross)", value: <Money amount={fee ? addMoney(amount, fee) : amount} /> },
  ];
}
