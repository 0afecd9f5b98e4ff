"use client";

import { useState } from "react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { giveDelegationAction } from "@/lib/actions/delegations";
import { addDays, startOfDay } from "@/lib/base/day";

export type DelegationFormProps = {
  colleagues: readonly { readonly id: string; readonly text: string }[];
  currency: string;
  today: string;
};

/** Lends one's own place for whole days: from the beginning of the first to the end of the last. */
export function DelegationForm({ colleagues, currency, today }: DelegationFormProps) {
  const { timeZone } = useDisplaySettings();
  const { run, isPending, refusal } = useAnswer();
  const [delegateId, setDelegateId] = useState<string | null>(null);
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(addDays(today, 7));
  const [upTo, setUpTo] = useState("");
  const [note, setNote] = useState("");
  const isReady = delegateId !== null && from !== "" && until !== "";
  const give = () =>
    run(
      () =>
        giveDelegationAction({
          ...{ delegateId, upTo, note },
          fromAt: startOfDay(from, timeZone).toISOString(),
          untilAt: startOfDay(addDays(until, 1), timeZone).toISOString(),
        }),
      "The place is lent.",
      () => setDelegateId(null),
    );
  return (
    <div className="flex flex-col gap-3">
      <Select
        label="Who takes your place"
        value={delegateId}
        choices={colleagues}
        onChange={setDelegateId}
        placeholder="Choose a colleague"
      />
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField label="From" type="date" value={from} onChange={setFrom} />
        <TextField label="Through" type="date" value={until} onChange={setUntil} />
        <NumberField label="Up to" aside={currency} placeholder="any amount" value={upTo} onChange={setUpTo} />
      </div>
      <TextField label="Note" aside="optional" value={note} onChange={setNote} autoComplete="off" />
      {refusal ? (
        <p role="alert" className="text-red">
          {refusal}
        </p>
      ) : null}
      <div>
        <Button tone="primary" isDisabled={!isReady} isPending={isPending} pendingLabel="Lending your place" onPress={give}>
          Lend my place
        </Button>
      </div>
    </div>
  );
}
