"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { NoteThread } from "@/components/display/note-thread";
import { MentionField, NO_TEXT } from "@/components/fields/mention-field";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Refusal } from "@/components/ui/refusal";
import { askMakerAction } from "@/lib/actions/approvals";
import { seeMentionsAction, writeNoteAction } from "@/lib/actions/notes";
import { answerCheckerAction } from "@/lib/actions/payouts";
import { storedText } from "@/lib/domain/note/mentions";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { useDeed } from "./use-deed";

const LONGEST_NOTE = 1000;

/** What checkers ask and makers answer while it can still be decided on, and what anybody notes at any time. */
export function PayoutNotes({ payout }: { payout: PayoutView }) {
  const { id: payoutId, notes, mayNote, mayWriteNote, colleagues, maker } = payout;
  const [text, setText] = useState(NO_TEXT);
  const { run, isPending, refused } = useDeed(payoutId);
  useSeen(payout);
  if (notes.length === 0 && !mayWriteNote && !mayNote) return null;
  const onDone = () => setText(NO_TEXT);
  const said = storedText(text.typed, text.picked);
  const note = () => run(() => writeNoteAction({ payoutId, text: said }), { done: "Noted", refused: "It was not noted", onDone });
  const ask = () =>
    run(() => askMakerAction({ payoutId, text: said }), { done: `${maker.name} is asked`, refused: "It was not asked", onDone });
  const answer = () =>
    run(() => answerCheckerAction({ payoutId, text: said }), {
      ...{ done: "The answer is there for whoever decides", refused: "It was not answered", onDone },
    });
  const isEmpty = text.typed.trim() === "";
  return (
    <Card title="Notes">
      <div className="flex flex-col gap-4">
        {notes.length > 0 ? <NoteThread notes={notes} /> : null}
        <Refusal {...refused} />
        {mayWriteNote || mayNote ? (
          <div className="flex flex-col gap-2">
            <MentionField
              label={mayWriteNote ? "Note" : mayNote === "question" ? "Question" : "Answer"}
              hint={hintOf(payout)}
              people={mayWriteNote ? colleagues.filter(({ isYou }) => !isYou) : []}
              value={text}
              onChange={setText}
              maxLength={LONGEST_NOTE}
            />
            <div className="flex flex-wrap gap-2">
              {mayWriteNote ? (
                <Button onPress={note} isPending={isPending} isDisabled={isEmpty}>
                  Add note
                </Button>
              ) : null}
              {mayNote === "question" ? (
                <Button onPress={ask} isPending={isPending} isDisabled={isEmpty}>
                  Ask the maker
                </Button>
              ) : null}
              {mayNote === "answer" ? (
                <Button onPress={answer} isPending={isPending} isDisabled={isEmpty}>
                  Answer
                </Button>
              ) : null}
            </div>
          </div>
        ) : null}
      </div>
    </Card>
  );
}

function hintOf({ mayWriteNote, mayNote, maker }: PayoutView): string {
  const mention = mayWriteNote ? "Type @ to speak of a colleague, who then gets it by mail. " : "";
  if (mayNote === "question") return `${mention}A question goes to ${maker.name} by mail; the payout goes on waiting.`;
  if (mayNote === "answer") return `${mention}An answer goes to whoever asked.`;
  return `${mention}Notes stay as they are written.`;
}

/** Whoever has the payout on the screen has seen what its notes say of them. */
function useSeen({ id: payoutId, hasNews }: PayoutView) {
  const see = useEffectEvent(() => void seeMentionsAction({ payoutId }).catch(() => undefined));
  useEffect(() => {
    if (hasNews) see();
  }, [hasNews]);
}
