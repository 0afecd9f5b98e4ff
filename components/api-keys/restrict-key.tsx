"use client";

import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Refusal } from "@/components/ui/refusal";
import { TextArea } from "@/components/ui/text-area";
import { restrictApiKeyAction } from "@/lib/actions/api-keys";
import { RestrictApiKey } from "@/lib/domain/access/api-key-schema";

export type RestrictKeyProps = { apiKeyId: string; name: string; ranges: readonly string[]; usedFrom: readonly string[] };

export function RestrictKey(props: RestrictKeyProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="small" onPress={() => setIsOpen(true)}>
        Addresses
      </Button>
      {isOpen ? <RestrictDialog {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

/** Where the key may be used from: one address or range a line, or nothing for anywhere. A second admin confirms it. */
function RestrictDialog({ apiKeyId, name, ranges, usedFrom, onClose }: RestrictKeyProps & { onClose: () => void }) {
  const { run, isPending, refusal } = useAnswer();
  const [text, setText] = useState(ranges.join("\n"));
  const [fault, setFault] = useState<string>();
  const ask = () => {
    const lines = text.split(/[\s,]+/).filter(Boolean);
    const parsed = RestrictApiKey.safeParse({ apiKeyId, ranges: lines });
    const [issue] = parsed.error?.issues ?? [];
    const place = issue?.path[1];
    setFault(issue && (typeof place === "number" ? `${lines[place]}: ${issue.message}` : issue.message));
    if (parsed.success)
      run(() => restrictApiKeyAction(parsed.data), "It waits for a second admin. Until then nothing is different.", onClose);
  };
  return (
    <Dialog
      title={`Where ${name} may be used from`}
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} onPress={ask} isPending={isPending} pendingLabel="Asking">
          Ask for it
        </DialogActions>
      }
    >
      <div className="flex flex-col gap-4">
        <TextArea
          label="Addresses and ranges, one a line"
          hint="Such as 203.0.113.7 or 203.0.113.0/24. Empty: from anywhere."
          value={text}
          onChange={setText}
          error={fault}
        />
        {usedFrom.length > 0 ? (
          <p className="text-grey-5 text-small">
            Of late it was used from <span className="font-mono">{usedFrom.join(", ")}</span>.
          </p>
        ) : null}
        <p className="text-grey-5 text-small">
          The desk goes by the address that the proxy before it writes down. It holds only if the desk cannot be reached past that proxy.
        </p>
        <Refusal title="Nothing was asked for" sentence={refusal} />
      </div>
    </Dialog>
  );
}
