"use client";

import { useState } from "react";
import { AccountNumber } from "@/components/display/account-number";
import { LoopMark } from "@/components/display/loop-mark";
import { Money } from "@/components/display/money";
import { ProviderMark } from "@/components/display/provider-mark";
import { ReceiverLabel } from "@/components/display/receiver-label";
import { StatusBadge } from "@/components/display/status-badge";
import { Timestamp } from "@/components/display/timestamp";
import { Checkbox } from "@/components/ui/checkbox";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterChip } from "@/components/ui/filter-chip";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { NOW, ROWS } from "../samples";

export function SampleHistory() {
  const [current, setCurrent] = useState(1);
  const [ticked, setTicked] = useState<readonly string[]>(["CF9TZ1C6HJ3V5N"]);
  const toggle = (number: string) => setTicked(ticked.includes(number) ? ticked.filter((one) => one !== number) : [...ticked, number]);
  useKeyBindings("In the list", [
    { keys: "j", label: "Next payout", canRepeat: true, onPress: () => setCurrent(Math.min(current + 1, ROWS.length - 1)) },
    { keys: "k", label: "Previous payout", canRepeat: true, onPress: () => setCurrent(Math.max(current - 1, 0)) },
    { keys: "x", label: "Select", onPress: () => toggle(ROWS[current]?.number ?? "") },
  ]);
  return (
    <>
      <FilterBar>
        <FilterChip name="Status" chosen="all but settled" onClear={() => undefined}>
          …
        </FilterChip>
        <FilterChip name="Date">…</FilterChip>
        <FilterChip name="Provider">…</FilterChip>
        <FilterChip name="Currency">…</FilterChip>
        <FilterChip name="Amount">…</FilterChip>
        <FilterChip name="Maker">…</FilterChip>
      </FilterBar>
      <Table label="Payouts, newest first">
        <TableHead>
          <HeadCell isLabelHidden>Select</HeadCell>
          <HeadCell>Created (CET)</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell className="w-full">Receiver</HeadCell>
          <HeadCell>Loop</HeadCell>
          <HeadCell>Provider</HeadCell>
          <HeadCell>Reference</HeadCell>
          <HeadCell isNumeric>Amount</HeadCell>
        </TableHead>
        <tbody>
          {ROWS.map((row, place) => (
            <Row key={row.number} isCurrent={place === current} isSelected={ticked.includes(row.number)}>
              <Cell>
                <Checkbox aria-label={`Select ${row.receiver}`} value={ticked.includes(row.number)} onChange={() => toggle(row.number)} />
              </Cell>
              <Cell isQuiet>
                <Timestamp at={new Date(NOW.getTime() - row.minutesAgo * 60_000)} withZone={false} />
              </Cell>
              <Cell>
                <StatusBadge state={row.state} />
              </Cell>
              <Cell>
                <ReceiverLabel name={row.receiver} kind={row.kind} detail={<AccountNumber kind="iban" number={row.account} />} />
              </Cell>
              <Cell>
                <LoopMark loop={row.loop} isShort />
              </Cell>
              <Cell>
                <ProviderMark id={row.provider.id} label={row.provider.label} />
              </Cell>
              <Cell>{row.reference}</Cell>
              <Cell isNumeric>
                <Money amount={row.amount} isVoid={row.state === "failed" || row.state === "returned"} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </>
  );
}
