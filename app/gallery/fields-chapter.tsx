"use client";

import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { AccountNumberField } from "@/components/fields/account-number-field";
import { ConnectionSelect } from "@/components/fields/connection-select";
import { CurrencySelect } from "@/components/fields/currency-select";
import { IbanField } from "@/components/fields/iban-field";
import { MoneyField } from "@/components/fields/money-field";
import { PaymentSourcePicker } from "@/components/fields/payment-source-picker";
import { ReceiverPicker } from "@/components/fields/receiver-picker";
import { SortCodeField } from "@/components/fields/sort-code-field";
import { Button } from "@/components/ui/button";
import type { Currency } from "@/lib/base/currency";
import { money } from "@/lib/base/money";
import { NOW } from "./samples";
import { Chapter, Specimen } from "./specimen";

const RECEIVERS = [
  { id: "1", name: "Amélie Dufour", kind: "person", detail: "FR•• •••• 0189 · SEPA Instant", aside: "paid 12 times" },
  { id: "2", name: "Northwind Supplies Ltd", kind: "business", detail: "••-••-•• ••••6819 · Faster Payments", aside: "new" },
] as const;

const SOURCES = [
  {
    id: "a",
    holder: "Amélie Dufour",
    provider: { id: "truelayer", label: "TrueLayer EUR" },
    account: { number: "FR•• •••• 0189", kind: "iban" },
    returnable: money(12_500n, "EUR"),
    lastPaidInAt: new Date(NOW.getTime() - 3 * 86_400_000),
  },
  {
    id: "b",
    holder: "A. Dufour",
    provider: { id: "truelayer", label: "TrueLayer EUR" },
    account: { number: "DE•• •••• 3000", kind: "iban" },
    returnable: money(0n, "EUR"),
    blockedBecause: "everything was sent back",
  },
] as const;

type Form = { iban: string; amount: string; sortCode: string; accountNumber: string };

export function FieldsChapter() {
  const [typed, setTyped] = useState({ exact: "1.250,00", unclear: "1.250", wrong: "12,3,4" });
  const [iban, setIban] = useState("DE89370400440532013000");
  const [sortCode, setSortCode] = useState("200000");
  const [accountNumber, setAccountNumber] = useState("1234567");
  const [query, setQuery] = useState("ORD-88213");
  const [source, setSource] = useState<string | null>("a");
  const [connection, setConnection] = useState<string | null>("1");
  const [currency, setCurrency] = useState<Currency | null>("EUR");
  const [receiver, setReceiver] = useState<string | null>(null);
  return (
    <Chapter title="Fields">
      <Specimen name="Amount" layout="grid">
        <MoneyField
          label="Amount"
          currency="EUR"
          value={typed.exact}
          onChange={(exact) => setTyped({ ...typed, exact })}
          most={money(184_000n, "EUR")}
          mostReason="may go back"
        />
        <MoneyField label="Amount, unclear" currency="BTC" value={typed.unclear} onChange={(unclear) => setTyped({ ...typed, unclear })} />
        <MoneyField label="Amount, unreadable" currency="EUR" value={typed.wrong} onChange={(wrong) => setTyped({ ...typed, wrong })} />
      </Specimen>
      <Specimen name="Accounts" layout="grid">
        <IbanField value={iban} onChange={setIban} />
        <IbanField label="IBAN, mistyped" value="DE88370400440532013000" onChange={() => undefined} />
        <IbanField label="IBAN, empty" value="" onChange={() => undefined} />
        <SortCodeField value={sortCode} onChange={setSortCode} />
        <AccountNumberField value={accountNumber} onChange={setAccountNumber} />
      </Specimen>
      <Specimen name="Pickers" layout="grid">
        <ReceiverPicker find={findReceivers} value={receiver} onChange={setReceiver} />
        <ConnectionSelect
          value={connection}
          onChange={setConnection}
          connections={[
            { id: "1", name: "TrueLayer EUR", provider: { id: "truelayer", label: "TrueLayer" }, balance: money(4_021_182n, "EUR") },
            { id: "2", name: "Ivy GBP", provider: { id: "ivy", label: "Ivy" }, blockedBecause: "Does not pay out in EUR" },
          ]}
        />
        <CurrencySelect currencies={["EUR", "GBP", "PLN", "USDC"]} value={currency} onChange={setCurrency} />
      </Specimen>
      <Specimen name="Payment source" layout="grid">
        <PaymentSourcePicker query={query} onQueryChange={setQuery} status="found" sources={SOURCES} value={source} onChange={setSource} />
        <PaymentSourcePicker
          query="ORD-1"
          onQueryChange={() => undefined}
          status="found"
          sources={[]}
          value={null}
          onChange={() => undefined}
        />
        <PaymentSourcePicker
          query="ORD-2"
          onQueryChange={() => undefined}
          status="searching"
          sources={[]}
          value={null}
          onChange={() => undefined}
        />
        <PaymentSourcePicker
          query="ORD-3"
          onQueryChange={() => undefined}
          status="failed"
          sources={[]}
          value={null}
          onChange={() => undefined}
        />
      </Specimen>
      <FormSpecimen />
    </Chapter>
  );
}

/** All of them stand in react-hook-form Controllers; a press shows each error and focuses the first. */
function FormSpecimen() {
  const { control, handleSubmit } = useForm<Form>({ defaultValues: { iban: "", amount: "", sortCode: "", accountNumber: "" } });
  return (
    <Specimen name="In a form" layout="stack">
      <form
        onSubmit={(event) => {
          void handleSubmit(() => undefined)(event);
        }}
        className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2 lg:grid-cols-3"
      >
        <Controller
          control={control}
          name="amount"
          rules={{ required: "Enter an amount." }}
          render={({ field, fieldState }) => (
            <MoneyField {...field} label="Amount in the form" currency="EUR" error={fieldState.error?.message} />
          )}
        />
        <Controller
          control={control}
          name="iban"
          rules={{ required: "Enter the IBAN." }}
          render={({ field, fieldState }) => <IbanField {...field} label="IBAN in the form" error={fieldState.error?.message} />}
        />
        <div className="pt-6.5">
          <Button type="submit">Check</Button>
        </div>
      </form>
    </Specimen>
  );
}

async function findReceivers(typed: string) {
  return RECEIVERS.filter((receiver) => receiver.name.toLowerCase().includes(typed.toLowerCase()));
}
