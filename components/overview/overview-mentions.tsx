import { AtSign } from "lucide-react";
import { NoteText } from "@/components/display/note-text";
import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { formatPayoutNumber } from "@/lib/base/id";
import type { MentionLine } from "@/lib/queries/list-mentions";

/** What colleagues say to this person in notes, until they have opened the payout. */
export function OverviewMentions({ mentions }: { mentions: readonly MentionLine[] }) {
  if (mentions.length === 0) return null;
  return (
    <Card title="Notes that speak of you" padding="flush">
      <ul className="divide-y divide-grey-2">
        {mentions.map(({ noteId, number, receiverName, authorName, at, words }) => (
          <li key={noteId} className="flex gap-3 px-4 py-3">
            <AtSign className="mt-0.5 size-4 shrink-0 text-amber" aria-hidden />
            <div className="flex min-w-0 flex-col gap-0.5">
              <p className="wrap-anywhere line-clamp-3 whitespace-pre-wrap">
                <NoteText words={words} />
              </p>
              <p className="text-grey-5 text-small">
                {authorName}, <Timestamp at={at} isRelative />, on{" "}
                <Link href={`/payouts/${number}`}>
                  {formatPayoutNumber(number)} to {receiverName}
                </Link>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
