"use client";

import { Callout } from "@/components/ui/callout";
import { FAILURE_REASONS } from "@/lib/domain/payout/failure";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { PayoutAccountHold } from "./payout-account-hold";
import { PayoutContradiction } from "./payout-contradiction";
import { PayoutDoubt } from "./payout-doubt";
import { PayoutReceiverLink } from "./payout-receiver-link";

/** What a person must not miss: a contradiction, money that did not arrive, what a checker wrote. Each stays as long as it is so. */
export function PayoutNotices({ payout }: { payout: PayoutView }) {
  const { failure, rejection, connection } = payout;
  return (
    <>
      <PayoutReceiverLink payout={payout} />
      <PayoutAccountHold payout={payout} />
      <PayoutDoubt payout={payout} />
      <PayoutContradiction payout={payout} />
      {failure ? (
        <Callout tone="danger" title={FAILURE_REASONS[failure.reason].sentence}>
          <p>
            {FAILURE_REASONS[failure.reason].mayRetry
              ? "Another payout with the same facts may go through."
              : "Another payout with the same facts would most likely end the same way."}
          </p>
          {failure.code || failure.message ? (
            <p className="mt-1 text-grey-5">
              {connection.providerLabel}'s own words: {failure.code ? <span className="font-mono">{failure.code}</span> : null}
              {failure.code && failure.message ? " · " : null}
              {failure.message}
            </p>
          ) : null}
        </Callout>
      ) : null}
      {rejection?.note ? (
        <Callout tone="info" title={`What ${rejection.by} wrote`}>
          {rejection.note}
        </Callout>
      ) : null}
    </>
  );
}
