import { db } from "@/lib/db/client";
import type { PayoutNote } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import { mentionedIn, partsOf } from "@/lib/domain/note/mentions";
import type { NoteWords, PayoutView } from "@/lib/domain/payout/payout-view";

type StoredNote = Pick<PayoutNote, "id" | "kind" | "text" | "authorId" | "authorName" | "at">;

/** Notes with the people whom they speak of as they are called now. Who works here no longer keeps the name. */
export async function readNotes(actor: Actor, notes: readonly StoredNote[]): Promise<PayoutView["notes"]> {
  const personId = actor.kind === "person" ? actor.personId : null;
  const ids = [...new Set(notes.flatMap(({ text }) => mentionedIn(text)))];
  const people =
    ids.length === 0 ? [] : await db().person.findMany({ where: peopleOf(actor.merchantId, ids), select: { id: true, name: true } });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const wordsOf = (text: string): NoteWords =>
    partsOf(text).map((part) => {
      if ("text" in part) return part;
      const name = nameOf.get(part.personId);
      // Nobody's id: whoever wrote it typed it, and it stays as it was typed.
      return name === undefined ? { text: `@[${part.personId}]` } : { who: { kind: "person", name, isYou: part.personId === personId } };
    });
  return notes.map(({ id, kind, text, authorId, authorName, at }) => ({
    ...{ id, at, kind: kind === "answer" || kind === "question" ? kind : "note", words: wordsOf(text) },
    who: { kind: "person", name: authorName, isYou: authorId === personId },
  }));
}

function peopleOf(merchantId: string, ids: readonly string[]) {
  return { id: { in: [...ids] }, memberships: { some: { merchantId } } };
}
