"use client";

import { type Control, useController, useWatch } from "react-hook-form";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { AccountAddress } from "@/lib/domain/account/address";
import { plausibilityWarnings } from "@/lib/domain/account/plausibility";
import type { CreateReceiver } from "@/lib/domain/receiver/schema";
import type { ReceiverDraft } from "./receiver-draft";

/** What is unlikely about an account whose format is right, for the person who typed it to say that it is right all the same. */
export function AccountDoubts({ control }: { control: Control<ReceiverDraft, unknown, CreateReceiver> }) {
  const address = AccountAddress.safeParse(useWatch({ control, name: "account.address" }));
  const { field } = useController({ control, name: "account.confirmedDoubts" });
  const doubts = address.success ? plausibilityWarnings(address.data) : [];
  if (doubts.length === 0) return null;
  return (
    <Callout tone="warning" title="Is this right?" isLive>
      <ul className="flex flex-col gap-1">
        {doubts.map((doubt) => (
          <li key={doubt}>{doubt}</li>
        ))}
      </ul>
      <div className="mt-2">
        <Checkbox
          value={doubts.every((doubt) => field.value?.includes(doubt))}
          onChange={(isRight) => field.onChange(isRight ? [...doubts] : [])}
          onBlur={field.onBlur}
          ref={field.ref}
        >
          It is right all the same
        </Checkbox>
      </div>
    </Callout>
  );
}
