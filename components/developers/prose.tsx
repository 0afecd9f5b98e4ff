/** A sentence of the description: what stands between back-ticks is code. */
export function Prose({ text }: { text: string }) {
  return text.split(/(`[^`]+`)/).map((part, place) =>
    part.startsWith("`") ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed sentence have no other name and never move.
      <code key={place} className="rounded-inner bg-grey-1 px-0.5 font-mono text-ink">
        {part.slice(1, -1)}
      </code>
    ) : (
      part
    ),
  );
}
