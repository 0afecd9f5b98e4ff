"use client";

import { Search } from "lucide-react";
import type { Ref } from "react";
import { AccountNumber } from "@/components/display/account-number";
import type { AccountNumberKind } from "@/components/display/account-text";
import { Money } from "@/components/display/money";
import { ProviderMark } from "@/components/display/provider-mark";
import { Timestamp } from "@/components/display/timestamp";
import { Callout } from "@/components/ui/callout";
import { EmptyFace } from "@/components/ui/empty-face";
import { RadioCards } from "@/components/ui/radio-cards";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";
import { TextField } from "@/components/ui/text-field";
import type { Money as MoneyValue } from "@/lib/base/money";

export type PaymentSourceChoice = {
  id: string;
  /** Who paid in, as the provider knows them. */
  holder: string;
  provider: { id: string; label: string };
  account?: { number: string; kind?: AccountNumberKind };
  /** Paid in, less refunds, payouts and what is reserved. Null where the provider sets no bound. */
  returnable: MoneyValue | null;
  lastPaidInAt?: Date;
  /** How what may still be sent back comes about: "paid in", "refunded"; what is nothing is left out by the caller. */
  sums?: readonly { label: string; amount: MoneyValue }[];
  /** The order or reference by which it was found. */
  order?: string;
  /** Why it stands in the list, where that is not plain: "the same customer". */
  note?: string;
  /** Why it cannot be chosen: "everything has been sent back". */
  blockedBecause?: string;
};

export type PaymentSourcePickerProps = {
  /** Order id or customer, as pasted. */
  query: string;
  onQueryChange: (query: string) => void;
  status: "idle" | "searching" | "found" | "failed";
  sources: readonly PaymentSourceChoice[];
  /** Accounts at providers that did not answer: the list may lack theirs, and says so. */
  silent?: readonly string[];
  /** Enter or a paste: the person waits for the answer now. */
  onAskNow?: (query: string) => void;
  value: string | null;
  onChange: (id: string) => void;
  onBlur?: () => void;
  name?: string;
  error?: string;
  disabled?: boolean;
  autoFocus?: boolean;
  ref?: Ref<HTMLInputElement>;
};

/** Paste an order id or a customer; the accounts that paid in stand there with what may still be sent back to each. */
export function PaymentSourcePicker({
  query,
  onQueryChange,
  onAskNow,
  status,
  sources,
  silent = [],
  ref,
  ...choice
}: PaymentSourcePickerProps) {
  return (
    <div className="flex flex-col gap-3">
      <TextField
        ref={ref}
        label="Order or customer"
        value={query}
        onChange={onQueryChange}
        placeholder="Paste an order id, reference, customer id, e-mail or name"
        before={<Search aria-hidden />}
        isMono={/\d/.test(query)}
        autoComplete="off"
        spellCheck="false"
        autoFocus={choice.autoFocus}
        disabled={choice.disabled}
        onKeyDown={(event) => {
          if (event.key === "Enter") onAskNow?.(query);
        }}
        onPaste={(event) => {
          // The field takes the text in by itself; the question need not wait for the pause after typing.
          const pasted = event.clipboardData.getData("text").trim();
          if (query === "" && pasted !== "") onAskNow?.(pasted);
        }}
      />
      {silent.length > 0 && status === "found" ? (
        <Callout tone="warning" title={`${silent.join(", ")} did not answer`} isLive>
          What paid in there is not in this list. Press Enter in the field to ask again.
        </Callout>
      ) : null}
      <Sources status={status} sources={sources} {...choice} />
    </div>
  );
}

type SourcesProps = Omit<PaymentSourcePickerProps, "query" | "onQueryChange" | "onAskNow" | "silent" | "ref">;

function Sources({ status, sources, autoFocus: _, ...choice }: SourcesProps) {
  if (status === "idle") return null;
  if (status === "failed") {
    return (
      <Callout tone="warning" title="The provider did not answer" isLive>
        Nothing was done. Change the text to ask again.
      </Callout>
    );
  }
  if (status === "searching" && sources.length === 0) {
    return (
      <div className="flex flex-col gap-2 rounded-ui border border-grey-2 p-3">
        <LoadingNote>Looking for accounts that paid in</LoadingNote>
        <Skeleton width="long" />
        <Skeleton width="medium" />
      </div>
    );
  }
  if (sources.length === 0) {
    return (
      <div className="rounded-ui border border-grey-3 border-dashed">
        <EmptyFace title="No account that paid in">Check the id, or send the money to a receiver instead.</EmptyFace>
      </div>
    );
  }
  return <RadioCards {...choice} label="Account to send back to" cards={sources.map(asCard)} />;
}

function asCard(source: PaymentSourceChoice) {
  return {
    id: source.id,
    title: source.holder,
    isDisabled: source.blockedBecause !== undefined,
    aside: source.blockedBecause ? (
      source.blockedBecause
    ) : source.returnable ? (
      <>
        up to <Money amount={source.returnable} />
      </>
    ) : undefined,
    sentence: (
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-0.5">
        <ProviderMark id={source.provider.id} label={source.provider.label} />
        {source.account ? <AccountNumber number={source.account.number} kind={source.account.kind} /> : null}
        {source.lastPaidInAt ? (
          <span>
            paid in <Timestamp at={source.lastPaidInAt} isRelative dateOnly />
          </span>
        ) : null}
        {source.order ? <span className="truncate font-mono">{source.order}</span> : null}
        {source.note ? <span>{source.note}</span> : null}
        {source.sums && source.sums.length > 0 ? (
          <span className="flex w-full flex-wrap gap-x-4 gap-y-0.5">
            {source.sums.map(({ label, amount }) => (
              <span key={label}>
                {label} <Money amount={amount} />
              </span>
            ))}
          </span>
        ) : null}
      </span>
    ),
  };
}
