"use client";

import { LoaderCircle, Search } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useEffect, useEffectEvent, useRef, useState, useTransition } from "react";
import { Kbd } from "@/components/ui/kbd";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { TextField } from "@/components/ui/text-field";

const PAUSE_MS = 200;

/** Searches while typing; the server answers with the rows, and the address carries the text. */
export function ReceiverSearch() {
  const field = useRef<HTMLInputElement>(null);
  const [isSearching, startSearch] = useTransition();
  const [address, setAddress] = useQueryStates(
    { q: parseAsString, older: parseAsString, newer: parseAsString },
    { shallow: false, history: "replace", scroll: false, startTransition: startSearch },
  );
  const [typed, setTyped] = useState(address.q ?? "");

  const search = useEffectEvent(() => {
    const wanted = typed.trim() || null;
    if (wanted !== address.q) void setAddress({ q: wanted, older: null, newer: null });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every letter starts the pause anew.
  useEffect(() => {
    const timer = setTimeout(search, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  useKeyBindings("Receivers", [{ keys: "/", label: "Search receivers", onPress: () => field.current?.select() }]);
  return (
    <search className="w-full md:w-80">
      <TextField
        ref={field}
        label="Search receivers"
        isLabelHidden
        value={typed}
        onChange={setTyped}
        placeholder="Name, e-mail, IBAN, last four"
        before={isSearching ? <LoaderCircle className="animate-turn" aria-hidden /> : <Search aria-hidden />}
        after={typed === "" ? <Kbd>/</Kbd> : undefined}
        maxLength={200}
        autoComplete="off"
        spellCheck="false"
        onKeyDown={(event) => {
          if (event.key === "Escape") setTyped("");
        }}
      />
    </search>
  );
}
