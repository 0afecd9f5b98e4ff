"use client";

import { ListFilterPlus } from "lucide-react";
import { type Ref, useState } from "react";
import { LoopMark } from "@/components/display/loop-mark";
import { ProviderMark } from "@/components/display/provider-mark";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { isCurrency } from "@/lib/base/currency";
import { FAILURE_REASONS } from "@/lib/domain/payout/failure";
import type { HistoryPage } from "@/lib/domain/payout/history-view";
import type { HistoryChoices } from "@/lib/queries/list-history-choices";
import { HistoryAmountChip } from "./history-amount-chip";
import { HistoryChoiceChip } from "./history-choice-chip";
import { HistoryDateChip } from "./history-date-chip";
import { HistoryLinkChips } from "./history-link-chips";
import { HistoryNameChip } from "./history-name-chip";
import { HistoryReceiverChip } from "./history-receiver-chip";
import { HistorySearch } from "./history-search";
import { HistoryStatusChip } from "./history-status-chip";
import { HistoryTextChip } from "./history-text-chip";
import type { HistoryAddressState } from "./use-history-address";

export type HistoryBarProps = {
  address: HistoryAddressState;
  choices: HistoryChoices;
  names: HistoryPage["names"] | undefined;
  search: Ref<HTMLInputElement>;
  onLeaveSearch: () => void;
};

/** Filters that stand in the bar only once they are wanted. */
const FURTHER = {
  currency: "Currency",
  amount: "Amount",
  connection: "Paid from",
  loop: "Loop",
  receiver: "Receiver",
  maker: "Made by",
  checker: "Decided by",
  batch: "Batch",
  assignee: "Whose",
  rail: "Rail",
  failure: "Why it failed",
  reference: "Reference",
  order: "Order",
} as const;
type Further = keyof typeof FURTHER;

/** Everything the history is narrowed by, as chips in one bar: what is set can be read, changed and removed where it stands. */
export function HistoryBar({ address, choices, names, search, onLeaveSearch }: HistoryBarProps) {
  const { filters, change, clear, isFiltered } = address;
  const [opened, setOpened] = useState<Further | null>(null);
  const isSet: Record<Further, boolean> = {
    currency: filters.currency.length > 0,
    amount: filters.amountFrom !== null || filters.amountTo !== null,
    connection: filters.connection.length > 0,
    loop: filters.loop !== null,
    receiver: filters.receiverId !== null,
    maker: filters.makerId !== null,
    checker: filters.checkerId !== null,
    batch: filters.batchId !== null,
    assignee: filters.assigneeId !== null,
    rail: filters.rail.length > 0,
    failure: filters.failureReason.length > 0,
    reference: filters.reference !== null,
    order: filters.orderId !== null,
  };
  /** A chip that was added opens at once, and goes again when it is left without a value. */
  const chip = (further: Further) => ({
    name: FURTHER[further],
    isOpen: opened === further,
    onOpenChange: (isOpen: boolean) => setOpened(isOpen ? further : null),
  });
  const shows = (further: Further) => isSet[further] || opened === further;
  const idle = Object.keys(FURTHER)
    .filter(isFurther)
    .filter((further) => !shows(further));

  return (
    <search className="flex flex-col gap-2 md:flex-row md:items-start" aria-label="Filters">
      <HistorySearch ref={search} text={filters.q} onSearch={(q, isTyping) => change({ q }, { isTyping })} onLeave={onLeaveSearch} />
      <div className="scroll-x flex items-center gap-1.5 max-md:-mx-4 max-md:px-4 max-md:pb-1 md:min-h-8 md:flex-1 md:flex-wrap [&>*]:shrink-0">
        <HistoryStatusChip states={filters.state} onChange={(state) => change({ state })} />
        <HistoryDateChip
          from={filters.from}
          to={filters.to}
          zone={filters.zone}
          onChange={(range) => change({ from: range?.from ?? null, to: range?.to ?? null, ...(range ? {} : { zone: null }) })}
          onZone={(zone) => change({ zone })}
        />
        <HistoryChoiceChip
          name="Provider"
          choices={choices.providers.map(({ id, label }) => ({ id, text: label, mark: <ProviderMark id={id} label={label} /> }))}
          chosen={filters.provider}
          onChange={(provider) => change({ provider })}
        />
        {shows("currency") ? (
          <HistoryChoiceChip
            {...chip("currency")}
            choices={choices.currencies.map((currency) => ({ id: currency, text: currency }))}
            chosen={filters.currency}
            onChange={(currency) => change({ currency })}
          />
        ) : null}
        {shows("amount") ? (
          <HistoryAmountChip
            {...chip("amount")}
            from={filters.amountFrom}
            to={filters.amountTo}
            currencies={filters.currency.filter(isCurrency)}
            onChange={change}
          />
        ) : null}
        {shows("connection") ? (
          <HistoryChoiceChip
            {...chip("connection")}
            choices={choices.connections.map(({ name, provider }) => ({
              id: name,
              text: name,
              mark: <ProviderMark id={provider} label={name} />,
            }))}
            chosen={filters.connection}
            onChange={(connection) => change({ connection })}
          />
        ) : null}
        {shows("loop") ? (
          <HistoryChoiceChip
            {...chip("loop")}
            choices={[
              { id: "closed", text: "Closed", mark: <LoopMark loop="closed" /> },
              { id: "open", text: "Open", mark: <LoopMark loop="open" /> },
            ]}
            chosen={filters.loop ? [filters.loop] : []}
            onChange={(loops) => change({ loop: loops.find((loop) => loop !== filters.loop) ?? null })}
          />
        ) : null}
        {shows("receiver") ? (
          <HistoryReceiverChip
            {...chip("receiver")}
            receiverId={filters.receiverId}
            chosenName={names?.receiverId ?? null}
            onChange={(receiverId) => change({ receiverId })}
          />
        ) : null}
        {shows("maker") ? (
          <HistoryNameChip
            {...chip("maker")}
            choices={[...choices.people, ...choices.apiKeys]}
            emptySentence={NOBODY}
            chosenId={filters.makerId}
            chosenName={names?.makerId ?? null}
            onChange={(makerId) => change({ makerId })}
          />
        ) : null}
        {shows("checker") ? (
          <HistoryNameChip
            {...chip("checker")}
            choices={choices.people}
            emptySentence={NOBODY}
            chosenId={filters.checkerId}
            chosenName={names?.checkerId ?? null}
            onChange={(checkerId) => change({ checkerId })}
          />
        ) : null}
        {shows("batch") ? (
          <HistoryNameChip
            {...chip("batch")}
            choices={choices.batches}
            emptySentence="None of the newest files has that name."
            chosenId={filters.batchId}
            chosenName={names?.batchId ?? null}
            onChange={(batchId) => change({ batchId })}
          />
        ) : null}
        {shows("assignee") ? (
          <HistoryNameChip
            {...chip("assignee")}
            choices={choices.people}
            emptySentence={NOBODY}
            chosenId={filters.assigneeId}
            chosenName={names?.assigneeId ?? null}
            onChange={(assigneeId) => change({ assigneeId })}
          />
        ) : null}
        {shows("rail") ? (
          <HistoryChoiceChip
            {...chip("rail")}
            choices={choices.rails.map((rail) => ({ id: rail, text: rail }))}
            chosen={filters.rail}
            onChange={(rail) => change({ rail })}
          />
        ) : null}
        {shows("failure") ? (
          <HistoryChoiceChip
            {...chip("failure")}
            choices={FAILURES}
            chosen={filters.failureReason}
            onChange={(failureReason) => change({ failureReason })}
          />
        ) : null}
        {shows("reference") ? (
          <HistoryTextChip
            {...chip("reference")}
            value={filters.reference}
            hint="The whole reference, as it was given. For a part of it, search."
            onChange={(reference) => change({ reference })}
          />
        ) : null}
        {shows("order") ? (
          <HistoryTextChip
            {...chip("order")}
            value={filters.orderId}
            hint="The order whose payment was sent back."
            onChange={(orderId) => change({ orderId })}
          />
        ) : null}
        <HistoryLinkChips filters={filters} onChange={change} />
        {idle.length > 0 ? (
          <Menu
            label="Add a filter"
            trigger={
              <Button tone="plain" size="small">
                <ListFilterPlus aria-hidden />
                Filter
              </Button>
            }
          >
            {idle.map((further) => (
              <MenuItem key={further} id={further} text={FURTHER[further]} onAction={() => setOpened(further)} />
            ))}
          </Menu>
        ) : null}
        {isFiltered ? (
          <Button tone="plain" size="small" onPress={clear}>
            Clear all
          </Button>
        ) : null}
      </div>
    </search>
  );
}

const NOBODY = "Nobody here has that name.";

const FAILURES = Object.entries(FAILURE_REASONS).map(([id, { sentence }]) => ({ id, text: sentence.replace(/\.$/, "") }));

function isFurther(text: string): text is Further {
  return Object.hasOwn(FURTHER, text);
}
