"use client";

import { Check, Copy } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { useCopy } from "@/components/ui/use-copy";

export type CopyKeyProps = {
  /** What lands in the clipboard. */
  text: string;
  /** What is shown, when it is shorter or grouped. */
  shown?: string;
  /** What it is: "Provider id". Read out with the key. */
  label: string;
};

/** An identifier that copies itself when it is pressed. */
export function CopyKey({ text, shown = text, label }: CopyKeyProps) {
  const { answer, copy } = useCopy();
  return (
    <Button
      aria-label={`Copy ${label} ${text}`}
      onPress={() => copy(text)}
      className="group -mx-1 inline-flex min-h-6 max-w-[calc(100%+0.5rem)] items-center gap-1.5 rounded-inner px-1 font-mono text-small transition-colors hover:bg-grey-2 pointer-coarse:min-h-11"
    >
      <span className="truncate">{shown}</span>
      {answer === "copied" ? (
        <Check className="size-3.5 shrink-0 text-accent" aria-hidden />
      ) : (
        <Copy className="size-3.5 shrink-0 text-grey-4 group-hover:text-grey-5" aria-hidden />
      )}
      <span role="status" className={answer === "refused" ? "font-sans text-red" : "sr-only"}>
        {answer === "copied" ? "Copied" : answer === "refused" ? "Not copied: select it by hand" : null}
      </span>
    </Button>
  );
}
