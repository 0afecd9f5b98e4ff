"use client";

import { AccountNumber } from "@/components/display/account-number";
import { Money } from "@/components/display/money";
import { spellAmount } from "@/components/fields/spell-amount";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { Money as MoneyValue } from "@/lib/base/money";
import { type DraftPart, mostOf, readAmount, splitOf } from "@/lib/domain/payout/draft";
import type { NewPayout } from "./use-payout-form";

/** An amount that is more than one account may get back: over which it is split, and what came in from none of them. */
export function NewPayoutSplit({ payout: { form, context } }: { payout: NewPayout }) {
  const draft = form.watch();
  const read = readAmount(draft, context.locale);
  const most = mostOf(draft);
  if (draft.way === "open" || !read.ok || !most || most.currency !== read.value.currency) return null;
  const { currency } = most;
  const { parts, restMinor } = splitOf(draft, read.value.minor);
  const rest = { minor: restMinor, currency };
  const sendBackMost = (thenRest: string) => {
    form.setValue("amount", spellAmount(most), { shouldDirty: true, shouldValidate: true });
    form.setValue("thenRest", thenRest, { shouldDirty: true });
    form.setFocus("amount");
  };
  return (
    <>
      {parts.length > 1 && restMinor === 0n ? <SplitParts parts={parts} /> : null}
      {restMinor > 0n && most.minor > 0n ? (
        <Callout
          tone="warning"
          title="Not all of it came in from here"
          isLive
          actions={
            <>
              <Button size="small" onPress={() => sendBackMost("")}>
                Send back <Money amount={most} />
              </Button>
              <Button size="small" onPress={() => sendBackMost(spellAmount(rest))}>
                Send back, then pay the rest
              </Button>
            </>
          }
        >
          <Money amount={most} /> may still go back. The other <Money amount={rest} /> never came in from this customer, or has gone back
          already, so it can only be paid to a receiver.
        </Callout>
      ) : null}
      <ThenRest text={draft.thenRest} currency={currency} />
    </>
  );
}

/** Each part is a payout of its own, with its own approval. */
export function SplitParts({ parts }: { parts: readonly DraftPart[] }) {
  return (
    <section aria-label="Split" className="flex flex-col gap-1 rounded-ui border border-grey-2 bg-raised px-3 py-2.5 text-small">
      <p className="font-medium">In {parts.length} payouts, since no single account may get all of it back</p>
      <ul className="flex flex-col divide-y divide-grey-2">
        {parts.map(({ source, amount }) => (
          <li key={source.paymentSourceId} className="flex flex-wrap items-baseline justify-between gap-x-4 py-1.5">
            <span className="flex flex-wrap items-baseline gap-x-2">
              {source.masked ? <AccountNumber number={source.masked} /> : (source.holderName ?? "Unnamed payer")}
              <span className="text-grey-5">{source.orderReference ?? source.orderId ?? source.connectionName}</span>
            </span>
            <Money amount={amount} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ThenRest({ text, currency }: { text: string; currency: MoneyValue["currency"] }) {
  if (text === "") return null;
  return (
    <p className="text-grey-5 text-small">
      Then a form for the other {text} {currency} opens, to be paid to a receiver.
    </p>
  );
}
