import { useState } from "react";

// Words that are not said yet, by whose they are: a reason is a person's word on record, so that it is kept here and not given for them.
const kept = new Map<string, string>();

/** A text that outlives its field: rows come and go as the list is scrolled and its views change. */
export function useTyped(key: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => kept.get(key) ?? "");
  const type = (typed: string) => {
    if (typed === "") kept.delete(key);
    else kept.set(key, typed);
    setText(typed);
  };
  return [text, type];
}
