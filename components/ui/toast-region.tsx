"use client";

import { Check, X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "react-aria-components/Button";
import { Kbd } from "./kbd";
import { type Confirmation, confirmations, dismissConfirmation } from "./toast-queue";

const NONE: readonly Confirmation[] = [];

/** Placed once, at the end of the page. The region is there before its first line, so that screen readers hear that line. */
export function ToastRegion() {
  const shown = useSyncExternalStore(confirmations.listen, confirmations.read, () => NONE);
  return (
    <section
      aria-label="Confirmations"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col items-center gap-2 max-md:bottom-20"
    >
      {shown.map((confirmation) => (
        <Toast key={confirmation.key} confirmation={confirmation} />
      ))}
    </section>
  );
}

function Toast({ confirmation: { key, sentence, undo, shownMs } }: { confirmation: Confirmation }) {
  const [isHeld, setIsHeld] = useState(false);

  // It waits while it is pointed at or focused: nobody should have to race for the undo.
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => dismissConfirmation(key), shownMs);
    return () => clearTimeout(timer);
  }, [isHeld, key, shownMs]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: holding is a courtesy; everything to press inside is a button.
    <div
      onMouseEnter={() => setIsHeld(true)}
      onMouseLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      className="pointer-events-auto flex w-full max-w-110 items-center gap-2 rounded-ui bg-ink py-2 pr-2 pl-3 text-paper shadow-float"
    >
      <Check className="size-4 shrink-0" aria-hidden />
      <p className="min-w-0 flex-1">{sentence}</p>
      {undo ? (
        <Button
          onPress={() => {
            undo.onPress();
            dismissConfirmation(key);
          }}
          className="flex h-7 shrink-0 items-center gap-2 rounded-inner px-2 font-medium underline underline-offset-3 focus-visible:outline-paper pointer-coarse:h-11"
        >
          {undo.text}
          {undo.shortcut ? <Kbd tone="reversed">{undo.shortcut}</Kbd> : null}
        </Button>
      ) : null}
      <Button
        aria-label="Dismiss"
        onPress={() => dismissConfirmation(key)}
        className="grid size-7 shrink-0 place-items-center rounded-inner focus-visible:outline-paper pointer-coarse:size-11"
      >
        <X className="size-4" aria-hidden />
      </Button>
    </div>
  );
}
