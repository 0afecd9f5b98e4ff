import { CornerDownRight, type LucideIcon, MessageCircleQuestion, StickyNote } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { NoteText } from "./note-text";
import { Timestamp } from "./timestamp";

type Note = PayoutView["notes"][number];

const LOOKS: Readonly<
  Record<Note["kind"], { readonly did: string; readonly Icon: LucideIcon; readonly icon: string; readonly line?: string }>
> = {
  question: { did: "asked", Icon: MessageCircleQuestion, icon: "text-amber" },
  answer: { did: "answered", Icon: CornerDownRight, icon: "text-grey-5", line: "pl-5" },
  note: { did: "noted", Icon: StickyNote, icon: "text-grey-5" },
};

/** What was asked, answered and noted, in the order in which it was said. */
export function NoteThread({ notes }: { notes: readonly Note[] }) {
  return (
    <ol className="flex flex-col gap-3">
      {notes.map(({ id, kind, words, who, at }) => {
        const { did, Icon, icon, line } = LOOKS[kind];
        return (
          <li key={id} className={classNames("flex gap-2", line)}>
            <Icon className={classNames("mt-0.5 size-4 shrink-0", icon)} aria-hidden />
            <div className="flex min-w-0 flex-col gap-0.5">
              <p className="wrap-anywhere whitespace-pre-wrap">
                <NoteText words={words} />
              </p>
              <p className="text-grey-5 text-small">
                {who.isYou ? "You" : who.name} {did}, <Timestamp at={at} />
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
