import type { NoteWords } from "@/lib/domain/payout/payout-view";

/** What somebody wrote, line by line, with the people whom it speaks of set apart. */
export function NoteText({ words }: { words: NoteWords }) {
  return words.map((word, place) =>
    "text" in word ? (
      word.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of one note never change places.
      <span key={place} className="rounded-inner bg-accent-wash px-1 font-medium text-accent">
        @{word.who.isYou ? `${word.who.name} (you)` : word.who.name}
      </span>
    ),
  );
}
