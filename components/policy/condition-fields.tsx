"use client";

import { X } from "lucide-react";
import { CheckChoices } from "@/components/fields/check-choices";
import { IconButton } from "@/components/ui/icon-button";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { CURRENCIES } from "@/lib/base/currency";
import type { ConditionKind, Conditions, Range } from "@/lib/domain/approval/policy";
import { SAID } from "@/lib/domain/approval/policy-words";
import type { PolicyChoices } from "@/lib/queries/read-policy-choices";

export type ConditionFieldsProps = {
  when: Conditions;
  currency: string;
  choices: PolicyChoices;
  errors: Readonly<Record<string, string>>;
  onChange: (when: Conditions) => void;
};

/** The conditions of a rule, each with its own field; all of them have to hold. */
export function ConditionFields({ when, currency, choices, errors, onChange }: ConditionFieldsProps) {
  const present = KINDS.filter(({ id }) => when[id] !== undefined);
  const absent = KINDS.filter(({ id }) => when[id] === undefined);
  const remove = (kind: ConditionKind) => onChange(Object.fromEntries(Object.entries(when).filter(([name]) => name !== kind)));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="pb-1 font-medium text-small">Where all of this holds</legend>
      {present.length === 0 ? <p className="text-grey-5 text-small">Nothing is asked, so the rule fires for every payout.</p> : null}
      {present.map(({ id, text }) => (
        <section key={id} aria-label={text} className="flex items-start gap-2 rounded-ui border border-grey-2 p-3">
          <div className="min-w-0 flex-1">
            <ConditionField kind={id} text={text} {...{ when, currency, choices, onChange }} error={errors[id]} />
          </div>
          <IconButton label={`Without: ${text}`} size="small" onPress={() => remove(id)}>
            <X />
          </IconButton>
        </section>
      ))}
      {absent.length > 0 ? (
        <Select
          label="Add a condition"
          placeholder="Choose what it looks at"
          value={null}
          choices={absent}
          onChange={(id) => {
            const kind = KINDS.find((one) => one.id === id);
            if (kind) onChange({ ...when, ...kind.begin });
          }}
        />
      ) : null}
    </fieldset>
  );
}

type Kind = { readonly id: ConditionKind; readonly text: string; readonly begin: Conditions };

const KINDS: readonly Kind[] = [
  { id: "amount", text: "Amount", begin: { amount: {} } },
  { id: "ownAmount", text: "Amount in its own currency", begin: { ownAmount: {} } },
  { id: "makerDay", text: "What its maker asks for in a day", begin: { makerDay: {} } },
  { id: "currency", text: "Currency", begin: { currency: [] } },
  { id: "provider", text: "Provider", begin: { provider: [] } },
  { id: "rail", text: "Rail", begin: { rail: [] } },
  { id: "loop", text: "Way", begin: { loop: [] } },
  { id: "source", text: "How it comes in", begin: { source: [] } },
  { id: "maker", text: "Maker", begin: { maker: [] } },
  { id: "receiver", text: "First payout or changed account", begin: { receiver: [] } },
  { id: "receiverYoungerThanDays", text: "How long the receiver is on file", begin: { receiverYoungerThanDays: 30 } },
  { id: "country", text: "Country of the receiver", begin: { country: [] } },
  { id: "tag", text: "Tag of the receiver", begin: { tag: [] } },
  { id: "risk", text: "What stands out", begin: { risk: [] } },
  { id: "payee", text: "What the receiver's bank said", begin: { payee: [] } },
  { id: "weekday", text: "Day of the week", begin: { weekday: [] } },
  { id: "hours", text: "Time of day", begin: { hours: { from: "18:00", to: "08:00" } } },
];

type FieldProps = Omit<ConditionFieldsProps, "errors"> & { kind: ConditionKind; text: string; error?: string };

function ConditionField({ kind, text, when, currency, choices, error, onChange }: FieldProps) {
  const set = (value: Conditions) => onChange({ ...when, ...value });
  const checks = { label: text, error };
  switch (kind) {
    case "amount":
      return <RangeField label={text} unit={currency} range={when.amount ?? {}} error={error} onChange={(amount) => set({ amount })} />;
    case "ownAmount":
      return <RangeField label={text} range={when.ownAmount ?? {}} error={error} onChange={(ownAmount) => set({ ownAmount })} />;
    case "makerDay":
      return (
        <RangeField label={text} unit={currency} range={when.makerDay ?? {}} error={error} onChange={(makerDay) => set({ makerDay })} />
      );
    case "currency":
      return (
        <CheckChoices {...checks} choices={CURRENCY_CHOICES} chosen={when.currency ?? []} onChange={(currency) => set({ currency })} />
      );
    case "provider":
      return (
        <CheckChoices {...checks} choices={choices.providers} chosen={when.provider ?? []} onChange={(provider) => set({ provider })} />
      );
    case "rail":
      return <CheckChoices {...checks} choices={choices.rails} chosen={when.rail ?? []} onChange={(rail) => set({ rail })} />;
    case "loop":
      return <CheckChoices {...checks} choices={LOOPS} chosen={when.loop ?? []} onChange={(loop) => set({ loop })} />;
    case "source":
      return <CheckChoices {...checks} choices={SOURCES} chosen={when.source ?? []} onChange={(source) => set({ source })} />;
    case "maker":
      return <CheckChoices {...checks} choices={choices.makers} chosen={when.maker ?? []} onChange={(maker) => set({ maker })} />;
    case "receiver":
      return <CheckChoices {...checks} choices={MARKS} chosen={when.receiver ?? []} onChange={(receiver) => set({ receiver })} />;
    case "receiverYoungerThanDays":
      return (
        <NumberField
          label={text}
          aside="fewer days than"
          inputMode="numeric"
          value={String(when.receiverYoungerThanDays ?? "")}
          error={error}
          onChange={(typed) => set({ receiverYoungerThanDays: wholeNumber(typed) })}
        />
      );
    case "country":
      return (
        <WordsField
          label={text}
          hint="Two letters each, such as DE, FR; none: not on file."
          words={when.country ?? []}
          error={error}
          onChange={(country) => set({ country: country.map(asCountry) })}
        />
      );
    case "tag":
      return <WordsField label={text} hint={tagHint(choices)} words={when.tag ?? []} error={error} onChange={(tag) => set({ tag })} />;
    case "risk":
      return <CheckChoices {...checks} choices={RISKS} chosen={when.risk ?? []} onChange={(risk) => set({ risk })} />;
    case "payee":
      return <CheckChoices {...checks} choices={PAYEES} chosen={when.payee ?? []} onChange={(payee) => set({ payee })} />;
    case "weekday":
      return (
        <CheckChoices
          {...checks}
          choices={WEEKDAYS}
          chosen={(when.weekday ?? []).map(String)}
          onChange={(weekday) => set({ weekday: weekday.map(Number) })}
        />
      );
    case "hours": {
      const { from = "", to = "" } = when.hours ?? {};
      return (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField label="From" type="time" value={from} error={error} onChange={(time) => set({ hours: { from: time, to } })} />
          <TextField label="Until just before" type="time" value={to} onChange={(time) => set({ hours: { from, to: time } })} />
        </div>
      );
    }
  }
}

function choicesOf<K extends string>(
  said: Readonly<Record<K, string>>,
  ids: readonly K[],
): readonly { readonly id: K; readonly text: string }[] {
  return ids.map((id) => ({ id, text: said[id].charAt(0).toUpperCase() + said[id].slice(1) }));
}

const CURRENCY_CHOICES = CURRENCIES.map((id) => ({ id, text: id }));
const LOOPS = choicesOf(SAID.loop, ["closed", "open"]);
const SOURCES = choicesOf(SAID.source, ["screen", "api", "batch", "schedule"]);
const MARKS = choicesOf(SAID.risk, ["firstPayout", "accountChanged"]);
const RISKS = choicesOf(SAID.risk, [
  "sameAmount",
  "sameReference",
  "accountShared",
  "accountNew",
  "amountAbove",
  "makerAbove",
  "firstPayout",
  "accountChanged",
]);
const PAYEES = choicesOf(SAID.payee, ["match", "partialMatch", "noMatch", "notPossible", "none"]);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ id: String(day), text: SAID.weekday(day) }));

function tagHint({ tags }: PolicyChoices): string {
  const known = tags.slice(0, 6).map(({ text }) => text);
  return known.length === 0 ? "Several with commas between." : `Several with commas between. In use: ${known.join(", ")}.`;
}

function asCountry(word: string): string {
  return word.toLowerCase() === "none" ? "none" : word.toUpperCase();
}

/** What is no whole number is refused when the rule is kept, with the sentence beside the field. */
function wholeNumber(typed: string): number {
  return /^\d+$/.test(typed.trim()) ? Number(typed) : 0;
}

function RangeField({
  label,
  unit,
  range,
  error,
  onChange,
}: {
  label: string;
  unit?: string;
  range: Range;
  error?: string;
  onChange: (range: Range) => void;
}) {
  const set = (end: "above" | "upTo") => (typed: string) => {
    const { [end]: _, ...rest } = range;
    onChange(typed.trim() === "" ? rest : { ...rest, [end]: typed.trim() });
  };
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <NumberField
        label={`${label} above`}
        aside={unit}
        value={range.above ?? ""}
        error={error}
        onChange={set("above")}
        placeholder="10000"
      />
      <NumberField label="up to" aside={unit} value={range.upTo ?? ""} onChange={set("upTo")} placeholder="no end" />
    </div>
  );
}

function WordsField({
  label,
  hint,
  words,
  error,
  onChange,
}: {
  label: string;
  hint: string;
  words: readonly string[];
  error?: string;
  onChange: (words: string[]) => void;
}) {
  const split = (typed: string) => [
    ...new Set(
      typed
        .split(",")
        .map((word) => word.trim())
        .filter(Boolean),
    ),
  ];
  // As typed while it is being typed: a comma must not vanish under the hand.
  return (
    <TextField
      label={label}
      hint={hint}
      defaultValue={words.join(", ")}
      error={error}
      onChange={(typed) => onChange(split(typed))}
      autoComplete="off"
    />
  );
}
