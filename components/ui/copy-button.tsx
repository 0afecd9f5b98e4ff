"use client";

import { Check, Copy, X } from "lucide-react";
import { IconButton } from "./icon-button";
import { useCopy } from "./use-copy";

/** For longer texts. An identifier that is itself on screen copies itself instead. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { answer, copy } = useCopy();
  return (
    <>
      <IconButton label={answer === "refused" ? "Not copied: the browser did not allow it" : label} size="small" onPress={() => copy(text)}>
        {answer === "copied" ? <Check className="text-accent" /> : answer === "refused" ? <X className="text-red" /> : <Copy />}
      </IconButton>
      <span role="status" className="sr-only">
        {answer === "copied" ? "Copied" : answer === "refused" ? "Not copied" : null}
      </span>
    </>
  );
}
