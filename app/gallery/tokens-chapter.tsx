import { Chapter, Specimen } from "./specimen";

const SWATCHES = [
  { name: "paper", look: "bg-paper" },
  { name: "raised", look: "bg-raised" },
  { name: "grey-1", look: "bg-grey-1" },
  { name: "grey-2", look: "bg-grey-2" },
  { name: "grey-3", look: "bg-grey-3" },
  { name: "grey-4", look: "bg-grey-4" },
  { name: "grey-5", look: "bg-grey-5" },
  { name: "ink", look: "bg-ink" },
  { name: "accent-solid", look: "bg-accent-solid" },
  { name: "accent-wash", look: "bg-accent-wash" },
  { name: "amber", look: "bg-amber" },
  { name: "amber-wash", look: "bg-amber-wash" },
  { name: "red-solid", look: "bg-red-solid" },
  { name: "red-wash", look: "bg-red-wash" },
  { name: "slate", look: "bg-slate" },
  { name: "slate-wash", look: "bg-slate-wash" },
] as const;

export function TokensChapter() {
  return (
    <Chapter title="Tokens">
      <Specimen name="Colour">
        {SWATCHES.map(({ name, look }) => (
          <span key={name} className="flex w-24 flex-col gap-1 text-small">
            <span className={`h-12 rounded-ui border border-grey-3 ${look}`} />
            {name}
          </span>
        ))}
      </Specimen>
      <Specimen name="Type" layout="stack">
        <p className="font-semibold text-figure tabular-nums">28 px, a money figure 1,842,075.00</p>
        <p className="font-semibold text-title">20 px, the title of a page</p>
        <p className="text-base">14 px, everything that is read. The receiver's bank sent the money back.</p>
        <p className="text-small">13 px, tables and notes. Northwind Supplies Ltd · INV-2026-0411</p>
        <p className="font-mono text-small">13 px mono, identifiers. DE89 3704 0044 0532 0130 00</p>
      </Specimen>
    </Chapter>
  );
}
