"use client";

import { useState } from "react";
import { Timestamp } from "@/components/display/timestamp";
import { CurrencySelect } from "@/components/fields/currency-select";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { NumberField } from "@/components/ui/number-field";
import { TextField } from "@/components/ui/text-field";
import { setRateAction } from "@/lib/actions/policies";
import { CURRENCIES, type Currency } from "@/lib/base/currency";
import type { RateLine } from "@/lib/queries/list-rates";

export type RateCardProps = { rates: readonly RateLine[]; inCurrency: Currency; today: string; maySet: boolean };

/** What other currencies are worth in the policy's. Without a rate an amount counts as above every limit. */
export function RateCard({ rates, inCurrency, today, maySet }: RateCardProps) {
  return (
    <Card title="Exchange rates">
      <div className="flex flex-col gap-4">
        <p className="text-grey-5 text-small">
          Amounts are converted into {inCurrency}. Without a rate an amount counts as above every limit. A new rate takes two admins, or the
          operator's feed.
        </p>
        {rates.length === 0 ? (
          <p>There are none yet.</p>
        ) : (
          <ul aria-label="Rates" className="flex flex-col divide-y divide-grey-2">
            {rates.map(({ currency, inCurrency: other, rate, day, setByName, setAt }) => (
              <li key={`${currency} ${other}`} className="flex flex-wrap items-baseline justify-between gap-x-3 py-2">
                <span className="tabular-nums">
                  1 {currency} = {rate} {other}
                </span>
                <span className="text-grey-5 text-small">
                  of {day}, by {setByName} <Timestamp at={setAt} dateOnly />
                </span>
              </li>
            ))}
          </ul>
        )}
        {maySet ? <RateForm inCurrency={inCurrency} today={today} /> : null}
      </div>
    </Card>
  );
}

function RateForm({ inCurrency, today }: { inCurrency: Currency; today: string }) {
  const { run, isPending, refusal } = useAnswer();
  const [currency, setCurrency] = useState<Currency | null>(null);
  const [rate, setRate] = useState("");
  const [day, setDay] = useState(today);
  const others = CURRENCIES.filter((one) => one !== inCurrency);
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-3">
        <CurrencySelect label="One" currencies={others} value={currency} onChange={setCurrency} />
        <NumberField label={`is worth, in ${inCurrency}`} value={rate} onChange={setRate} placeholder="1.17" />
        <TextField label="from" type="date" value={day} onChange={setDay} />
      </div>
      {refusal ? (
        <p role="alert" className="text-red">
          {refusal}
        </p>
      ) : null}
      <div>
        <Button
          isDisabled={currency === null || rate.trim() === ""}
          isPending={isPending}
          pendingLabel="Asking"
          onPress={() =>
            run(
              () => setRateAction({ currency, inCurrency, rate: rate.trim(), day }),
              "It counts once another admin has confirmed it.",
              () => setRate(""),
            )
          }
        >
          Ask a second admin
        </Button>
      </div>
    </div>
  );
}
