"use client";

import { Search } from "lucide-react";
import { type Ref, useEffect, useEffectEvent, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import { TextField } from "@/components/ui/text-field";
import { SHORTEST_WORD, wordsOf } from "@/lib/domain/payout/filters";

const PAUSE_MS = 200;

export type HistorySearchProps = {
  ref: Ref<HTMLInputElement>;
  /** What is searched for at present. */
  text: string | null;
  onSearch: (text: string | null, isTyping: boolean) => void;
  /** Out of the field and on with the keys: to the first row. */
  onLeave: () => void;
};

/** Searches while typing, after a short pause. Escape and Enter lead on to the rows. */
export function HistorySearch({ ref, text, onSearch, onLeave }: HistorySearchProps) {
  const [typed, setTyped] = useState(text ?? "");
  const [shown, setShown] = useState(text);
  // The address moved without the field: back, a link, "clear".
  if (shown !== text) {
    setShown(text);
    if ((text ?? "") !== asked(typed)) setTyped(text ?? "");
  }

  const search = useEffectEvent((isTyping: boolean) => {
    const wanted = asked(typed);
    if (wanted !== null && wanted !== (text ?? "")) onSearch(wanted || null, isTyping);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every letter starts the pause anew.
  useEffect(() => {
    const timer = setTimeout(() => search(true), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const isTooShort = asked(typed) === null;
  return (
    <div className="relative w-full md:w-64">
      <TextField
        ref={ref}
        label="Search payouts"
        isLabelHidden
        value={typed}
        onChange={setTyped}
        placeholder="Name, number, reference"
        before={<Search aria-hidden />}
        after={typed === "" ? <Kbd>/</Kbd> : undefined}
        maxLength={200}
        autoComplete="off"
        spellCheck="false"
        onKeyDown={(event) => {
          if (event.key === "Escape" && typed !== "") return setTyped("");
          if (event.key !== "Enter" && event.key !== "Escape") return;
          search(false);
          onLeave();
        }}
      />
      {isTooShort ? (
        <p className="absolute top-full left-0 z-10 mt-1 bg-paper text-grey-5 text-small">At least {SHORTEST_WORD} characters of a word</p>
      ) : null}
    </div>
  );
}

/** What typing asks for: nothing ("") when the field is empty, null while it is too little to search by. */
function asked(typed: string): string | null {
  const text = typed.trim();
  return text === "" || wordsOf(text).some((word) => word.length >= SHORTEST_WORD) ? text : null;
}
