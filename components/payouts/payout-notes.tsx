"use client";

import { useState } from "react";
import { NoteThread } from "@/components/display/note-thread";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { TextArea } from "@/components/ui/text-area";
import { askMakerAction } from "@/lib/actions/approvals";
import { answerCheckerAction } from "@/lib/actions/payouts";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { useDeed } from "./use-deed";

/** What checkers ask and makers answer, while it can still be decided on. */
export function PayoutNotes({ payout: { id: payoutId, notes, mayNote, maker } }: { payout: PayoutView }) {
  const [text, setText] = useState("");
  const { run, isPending, refused } = useDeed(payoutId);
  if (notes.length === 0 && mayNote !== "question") return null;
  const isQuestion = mayNote === "question";
  const send = () =>
    run(() => (isQuestion ? askMakerAction({ payoutId, text }) : answerCheckerAction({ payoutId, text })), {
      done: isQuestion ? `${maker.name} is asked` : "The answer is there for whoever decides",
      refused: isQuestion ? "It was not asked" : "It was not answered",
      onDone: () => setText(""),
    });
  return (
    <Card title="Questions">
      <div className="flex flex-col gap-4">
        {notes.length > 0 ? <NoteThread notes={notes} /> : null}
        {refused ? (
          <Callout tone="danger" title={refused.title} isLive>
            {refused.sentence}
          </Callout>
        ) : null}
        {mayNote ? (
          <form
            className="flex flex-col gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              send();
            }}
          >
            <TextArea
              label={isQuestion ? "Ask the maker" : "Answer"}
              hint={isQuestion ? `${maker.name} gets it by mail. It goes on waiting meanwhile.` : "Whoever asked gets it by mail."}
              rows={2}
              value={text}
              onChange={setText}
              maxLength={1000}
            />
            <div>
              <Button type="submit" isPending={isPending} isDisabled={text.trim() === ""}>
                {isQuestion ? "Ask" : "Answer"}
              </Button>
            </div>
          </form>
        ) : null}
      </div>
    </Card>
  );
}
