"use client";

import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";

/** Where a code is typed off paper. A plain form: it works before and without any script. */
export function CodeField({ typed, error }: { typed?: string; error?: string }) {
  return (
    <form action="/verify" method="get" className="flex flex-col gap-4">
      <TextField
        label="Code on the receipt"
        name="code"
        isMono
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck="false"
        maxLength={60}
        defaultValue={typed}
        hint="24 letters and digits under the words “Is this receipt genuine?”. Hyphens and small letters do not matter."
        error={error}
      />
      <Button type="submit" tone="primary" isWide>
        Check it
      </Button>
    </form>
  );
}
