import type { Route } from "next";
import { ChipLink } from "@/components/ui/chip-link";
import { AUDIT_SHOW_WORDS, AUDIT_SHOWS, type AuditShow } from "@/lib/domain/audit/show";

export type AuditFiltersProps = { show: AuditShow; personId: string; people: readonly { readonly id: string; readonly name: string }[] };

/** What was done, and by whom; every view is an address of its own. */
export function AuditFilters({ show, personId, people }: AuditFiltersProps) {
  const address = (words: { show: AuditShow; by: string }): Route =>
    `/audit?${new URLSearchParams({ ...(words.show === "all" ? {} : { show: words.show }), ...(words.by ? { by: words.by } : {}) })}`;
  return (
    <nav aria-label="Filters" className="flex flex-col gap-2">
      <div className="scroll-x -m-1 flex gap-2 p-1 md:flex-wrap">
        {AUDIT_SHOWS.map((one) => (
          <ChipLink key={one} href={address({ show: one, by: personId })} isCurrent={one === show}>
            {AUDIT_SHOW_WORDS[one]}
          </ChipLink>
        ))}
      </div>
      <div className="scroll-x -m-1 flex gap-2 p-1 md:flex-wrap">
        {people.map(({ id, name }) => (
          <ChipLink key={id} href={address({ show, by: id === personId ? "" : id })} isCurrent={id === personId}>
            {name}
          </ChipLink>
        ))}
      </div>
    </nav>
  );
}
