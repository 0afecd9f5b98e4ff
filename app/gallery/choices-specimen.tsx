"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { ComboBox } from "@/components/ui/combo-box";
import type { DateRange } from "@/components/ui/date-range";
import { sayDateRange } from "@/components/ui/date-range";
import { DateRangePicker } from "@/components/ui/date-range-picker";
import { FilterChip } from "@/components/ui/filter-chip";
import { Select } from "@/components/ui/select";
import { LOCALE, NOW, ZONE } from "./samples";
import { Specimen } from "./specimen";

const RAILS = [
  { id: "sepaInstant", text: "SEPA Instant", detail: "Ten seconds, around the clock" },
  { id: "sepaCredit", text: "SEPA Credit Transfer", detail: "Next working day" },
  { id: "fasterPayments", text: "Faster Payments", detail: "Two hours at most", isDisabled: true },
];

export function ChoicesSpecimen() {
  const [rail, setRail] = useState<string | null>("sepaInstant");
  const [range, setRange] = useState<DateRange | null>({ from: "2026-03-03", to: "2026-03-09" });
  return (
    <>
      <Specimen name="Select, combo box" layout="grid">
        <Select label="Rail" choices={RAILS} value={rail} onChange={setRail} hint="What the receiver's bank takes." />
        <Select label="Rail" choices={RAILS} value={null} error="Choose a rail." />
        <Select label="Rail" choices={RAILS} value="sepaCredit" disabled />
        <ComboBox label="Rail" choices={RAILS} placeholder="Type to choose" />
        <ComboBox label="Searched elsewhere" find={findLater} placeholder="Type two letters" hint="Answers come as you type." />
        <ComboBox label="Rail" choices={RAILS} error="Choose one of the list." />
      </Specimen>
      <Specimen name="Filter chips">
        <FilterChip name="Status">
          <div className="flex flex-col gap-2">
            <Checkbox value={false}>Failed</Checkbox>
            <Checkbox value={false}>Returned</Checkbox>
          </div>
        </FilterChip>
        <FilterChip name="Provider" chosen="TrueLayer, Ivy" onClear={() => undefined}>
          …
        </FilterChip>
        <FilterChip name="Date" chosen={range ? sayDateRange(range, "2026-03-14", LOCALE) : undefined} onClear={() => setRange(null)}>
          {(close) => <DateRangePicker value={range} onChange={setRange} timeZone={ZONE} now={NOW} onDone={close} />}
        </FilterChip>
      </Specimen>
    </>
  );
}

async function findLater(typed: string) {
  return RAILS.filter((rail) => rail.text.toLowerCase().includes(typed.toLowerCase()));
}
