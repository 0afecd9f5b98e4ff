"use client";

import { useState } from "react";
import { Timestamp } from "@/components/display/timestamp";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Refusal } from "@/components/ui/refusal";
import { TextArea } from "@/components/ui/text-area";
import { noteOnReceiverAction } from "@/lib/actions/receivers";
import type { ReceiverNoteView } from "@/lib/queries/read-receiver";

export type ReceiverNotesProps = { receiverId: string; notes: readonly ReceiverNoteView[]; mayWrite: boolean };

/** What people want the next one to know. A note stays as it was written. */
export function ReceiverNotes({ receiverId, notes, mayWrite }: ReceiverNotesProps) {
  const [text, setText] = useState("");
  const { run, isPending, refusal } = useAnswer();
  const write = () =>
    run(
      () => noteOnReceiverAction({ receiverId, text }),
      "The note is kept.",
      () => setText(""),
    );
  return (
    <Card title="Notes">
      <div className="flex flex-col gap-4">
        {mayWrite ? (
          <form
            className="flex flex-col gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              write();
            }}
          >
            <TextArea
              label="New note"
              hint="It stays as it is written, with your name."
              rows={2}
              value={text}
              onChange={setText}
              maxLength={2000}
            />
            <div>
              <Button type="submit" isPending={isPending} pendingLabel="Keeping the note" isDisabled={text.trim() === ""}>
                Add note
              </Button>
            </div>
          </form>
        ) : null}
        <Refusal title="The note was not kept" sentence={refusal} />
        {notes.length === 0 ? (
          <p className="text-grey-5">No notes yet.</p>
        ) : (
          <ul className="flex flex-col divide-y divide-grey-2">
            {notes.map((note) => (
              <li key={note.id} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
                <p className="wrap-anywhere whitespace-pre-wrap">{note.text}</p>
                <p className="text-grey-5 text-small">
                  {note.authorName}, <Timestamp at={note.at} />
                  {note.onName ? `, on ${note.onName} before the merge` : ""}
                </p>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
