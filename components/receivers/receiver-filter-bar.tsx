"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { ComboBox } from "@/components/ui/combo-box";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterChip } from "@/components/ui/filter-chip";
import { RadioCards } from "@/components/ui/radio-cards";
import { READINESS, RECEIVER_STATES, type Readiness, type ReceiverStateFilter } from "@/lib/domain/receiver/filters";

type Choice = { readonly id: string; readonly text: string };

export type ReceiverFilterBarProps = { countries: readonly Choice[]; tags: readonly Choice[] };

const STATE_WORDS: Readonly<Record<ReceiverStateFilter, string>> = { active: "Open", closed: "Closed", merged: "Merged away" };

const READINESS_WORDS: Readonly<Record<Readiness, string>> = {
  wanted: "To be enrolled",
  pending: "Being checked",
  needsReceiver: "Receiver must act",
  ready: "Ready",
  refused: "Refused",
  none: "Not asked of any provider",
};

type FilterName = "state" | "readiness" | "country" | "tag";

/** Each filter stands in the address, so that a link gives the same list; a change begins at the first page. */
export function ReceiverFilterBar({ countries, tags }: ReceiverFilterBarProps) {
  const [address, setAddress] = useQueryStates(
    {
      state: parseAsString,
      readiness: parseAsString,
      country: parseAsString,
      tag: parseAsString,
      older: parseAsString,
      newer: parseAsString,
    },
    { shallow: false, history: "push", scroll: false },
  );
  const set = (name: FilterName, value: string | null) => void setAddress({ [name]: value, older: null, newer: null });
  const states = RECEIVER_STATES.map((id) => ({ id, title: STATE_WORDS[id] }));
  const readiness = READINESS.map((id) => ({ id, title: READINESS_WORDS[id] }));
  return (
    <FilterBar>
      <Words name="State" cards={states} chosen={address.state} onChoose={(id) => set("state", id)} />
      <Words name="Readiness" cards={readiness} chosen={address.readiness} onChoose={(id) => set("readiness", id)} />
      <Values
        name="Country"
        choices={countries}
        chosen={address.country}
        onChoose={(id) => set("country", id)}
        empty="No receiver is there."
      />
      <Values name="Tag" choices={tags} chosen={address.tag} onChoose={(id) => set("tag", id)} empty="No receiver has that tag." />
    </FilterBar>
  );
}

type WordsProps = {
  name: string;
  cards: readonly { readonly id: string; readonly title: string }[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
};

function Words({ name, cards, chosen, onChoose }: WordsProps) {
  return (
    <FilterChip name={name} chosen={cards.find(({ id }) => id === chosen)?.title} onClear={() => onChoose(null)}>
      {(close) => (
        <div className="min-w-56">
          <RadioCards
            label={name}
            isLabelHidden
            cards={[...cards]}
            value={chosen}
            onChange={(id) => {
              onChoose(id);
              close();
            }}
          />
        </div>
      )}
    </FilterChip>
  );
}

type ValuesProps = {
  name: string;
  choices: readonly Choice[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
  empty: string;
};

/** What was chosen by a link but is not on offer is still shown, and can be taken away. */
function Values({ name, choices, chosen, onChoose, empty }: ValuesProps) {
  const text = chosen === null ? undefined : (choices.find(({ id }) => id === chosen)?.text ?? chosen);
  return (
    <FilterChip name={name} chosen={text} onClear={() => onChoose(null)}>
      {(close) => (
        <div className="min-w-64">
          <ComboBox
            label={name}
            choices={choices}
            value={chosen}
            chosenText={text}
            emptySentence={empty}
            onChange={(id) => {
              if (id === chosen) return;
              onChoose(id);
              close();
            }}
          />
        </div>
      )}
    </FilterChip>
  );
}
