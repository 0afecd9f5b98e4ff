import type { Route } from "next";
import { ChipLink } from "@/components/ui/chip-link";
import { REQUEST_SHOWS, type RequestShow } from "@/lib/domain/api-request/schema";

export type RequestView = { readonly show: RequestShow; readonly apiKeyId: string; readonly text: string };
export type RequestFiltersProps = { view: RequestView; keys: readonly { readonly id: string; readonly name: string }[] };

const WORDS: Record<RequestShow, string> = { all: "All", changes: "Changes", refused: "Refused", failed: "Our fault" };

/** Where a view of the log lies. */
export function requestsHref({ show, apiKeyId, text }: RequestView, more: Readonly<Record<string, string>> = {}): Route {
  const words = { ...(show === "all" ? {} : { show }), ...(apiKeyId ? { key: apiKeyId } : {}), ...(text ? { q: text } : {}), ...more };
  return `/operations/api-requests?${new URLSearchParams(words)}`;
}

/** Every view of the log is an address of its own. */
export function RequestFilters({ view, keys }: RequestFiltersProps) {
  return (
    <nav aria-label="Filters" className="scroll-x -m-1 flex gap-2 p-1 md:flex-wrap">
      {REQUEST_SHOWS.map((show) => (
        <ChipLink key={show} href={requestsHref({ ...view, show })} isCurrent={show === view.show}>
          {WORDS[show]}
        </ChipLink>
      ))}
      <span className="w-px shrink-0 bg-grey-3" aria-hidden />
      {keys.map(({ id, name }) => (
        <ChipLink key={id} href={requestsHref({ ...view, apiKeyId: id === view.apiKeyId ? "" : id })} isCurrent={id === view.apiKeyId}>
          {name}
        </ChipLink>
      ))}
    </nav>
  );
}
