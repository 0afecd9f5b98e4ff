"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { Refusal } from "@/components/ui/refusal";
import { TextArea } from "@/components/ui/text-area";
import { confirmDone } from "@/components/ui/toast-queue";
import { askMakerAction } from "@/lib/actions/approvals";
import type { PayoutView } from "@/lib/domain/payout/payout-view";

export type AskDialogProps = { payout: PayoutView; onAsked: () => void; onClose: () => void };

const LOST = "The answer did not come back, so it may or may not have been asked. Look at the payout before you ask again.";

/** A question to the maker. The payout goes on waiting, and whoever else decides on it reads the question too. */
export function AskDialog({ payout: { id: payoutId, maker, receiver }, onAsked, onClose }: AskDialogProps) {
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const ask = () => {
    if (text.trim() === "" || isPending) return;
    start(async () => {
      const answer = await askMakerAction({ payoutId, text }).catch(() => null);
      if (answer?.ok) {
        confirmDone(`${maker.name} is asked`);
        onAsked();
      } else setRefusal(answer ? answer.denial.sentence : LOST);
    });
  };
  useKeyBindings("Ask", [{ keys: "mod+Enter", label: "Ask", onPress: ask }], "dialog");
  return (
    <Dialog
      title={`Ask about the payout to ${receiver.name}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button size="large" onPress={onClose}>
            Do not ask
          </Button>
          <Button size="large" tone="primary" isDisabled={text.trim() === ""} isPending={isPending} pendingLabel="Asking" onPress={ask}>
            Ask <Kbd tone="reversed">Ctrl Enter</Kbd>
          </Button>
        </>
      }
    >
      <Refusal title="It was not asked" sentence={refusal} />
      <TextArea
        label="Question"
        hint={`${maker.name} gets it by mail and answers on the payout's page. It goes on waiting meanwhile.`}
        rows={3}
        value={text}
        onChange={setText}
        maxLength={1000}
        autoFocus
      />
    </Dialog>
  );
}
