import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { NoteWords } from "@/lib/domain/payout/payout-view";
import { readNotes } from "./read-notes";

export type MentionLine = {
  readonly noteId: string;
  readonly number: string;
  readonly receiverName: string;
  readonly authorName: string;
  readonly at: Date;
  readonly words: NoteWords;
};

/** More than anybody reads before they open the first. */
const MOST_LINES = 10;

/** Notes that speak of this person and stand on payouts that they have not opened since; the newest first. */
export async function listMentions(actor: Extract<Actor, { kind: "person" }>): Promise<readonly MentionLine[]> {
  const { merchantId, personId } = actor;
  const mentions = await db().payoutMention.findMany({
    where: { merchantId, personId, seenAt: null },
    orderBy: [{ at: "desc" }, { noteId: "desc" }],
    take: MOST_LINES,
    include: { note: true, payout: { select: { number: true, receiverName: true } } },
  });
  const notes = await readNotes(
    actor,
    mentions.map(({ note }) => note),
  );
  const wordsOf = new Map(notes.map(({ id, words }) => [id, words]));
  return mentions.map(({ noteId, at, note, payout }) => ({
    ...{ noteId, at, ...payout, authorName: note.authorName },
    words: wordsOf.get(noteId) ?? [],
  }));
}
