import { CornerDownRight, MessageCircleQuestion } from "lucide-react";
import { Timestamp } from "./timestamp";

export type NoteThreadProps = {
  notes: readonly {
    readonly id: string;
    readonly kind: "question" | "answer";
    readonly text: string;
    readonly who: { readonly name: string; readonly isYou: boolean };
    readonly at: Date;
  }[];
};

/** Questions and answers in the order in which they were said. */
export function NoteThread({ notes }: NoteThreadProps) {
  return (
    <ol className="flex flex-col gap-3">
      {notes.map(({ id, kind, text, who, at }) => (
        <li key={id} className={kind === "answer" ? "flex gap-2 pl-5" : "flex gap-2"}>
          {kind === "question" ? (
            <MessageCircleQuestion className="mt-0.5 size-4 shrink-0 text-amber" aria-hidden />
          ) : (
            <CornerDownRight className="mt-0.5 size-4 shrink-0 text-grey-5" aria-hidden />
          )}
          <div className="flex min-w-0 flex-col gap-0.5">
            <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
            <p className="text-grey-5 text-small">
              {who.isYou ? "You" : who.name} {kind === "question" ? "asked" : "answered"}, <Timestamp at={at} />
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
