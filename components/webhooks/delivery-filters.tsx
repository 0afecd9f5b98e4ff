import type { Route } from "next";
import { ChipLink } from "@/components/ui/chip-link";
import { DELIVERY_SHOWS, type DeliveryShow } from "@/lib/domain/webhook/schema";

export type DeliveryFiltersProps = {
  show: DeliveryShow;
  connectionId: string;
  connections: readonly { readonly id: string; readonly name: string }[];
};

const WORDS: Record<DeliveryShow, string> = { all: "All but forged", waiting: "Waiting", unsigned: "Unsigned", forged: "Forged" };

/** Every view of the inbox is an address of its own. */
export function DeliveryFilters({ show, connectionId, connections }: DeliveryFiltersProps) {
  const address = (words: { show: DeliveryShow; connection: string }): Route => {
    const query = new URLSearchParams({
      ...(words.show === "all" ? {} : { show: words.show }),
      ...(words.connection ? { connection: words.connection } : {}),
    });
    return `/operations?${query}`;
  };
  return (
    <nav aria-label="Filters" className="scroll-x -m-1 flex gap-2 p-1 md:flex-wrap">
      {DELIVERY_SHOWS.map((one) => (
        <ChipLink key={one} href={address({ show: one, connection: connectionId })} isCurrent={one === show}>
          {WORDS[one]}
        </ChipLink>
      ))}
      <span className="w-px shrink-0 bg-grey-3" aria-hidden />
      {connections.map(({ id, name }) => (
        <ChipLink key={id} href={address({ show, connection: id === connectionId ? "" : id })} isCurrent={id === connectionId}>
          {name}
        </ChipLink>
      ))}
    </nav>
  );
}
