import type { Route } from "next";
import NextLink from "next/link";
import { classNames } from "@/components/ui/class-names";
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
        <Chip key={one} href={address({ show: one, connection: connectionId })} isCurrent={one === show}>
          {WORDS[one]}
        </Chip>
      ))}
      <span className="w-px shrink-0 bg-grey-3" aria-hidden />
      {connections.map(({ id, name }) => (
        <Chip key={id} href={address({ show, connection: id === connectionId ? "" : id })} isCurrent={id === connectionId}>
          {name}
        </Chip>
      ))}
    </nav>
  );
}

function Chip({ href, isCurrent, children }: { href: Route; isCurrent: boolean; children: string }) {
  return (
    <NextLink
      href={href}
      aria-current={isCurrent ? "true" : undefined}
      className={classNames(
        "inline-flex h-7 shrink-0 items-center rounded-full border px-2.5 text-small transition-colors pointer-coarse:h-11",
        isCurrent ? "border-accent bg-accent-wash font-medium" : "border-grey-4 border-dashed hover:bg-grey-1",
      )}
    >
      {children}
    </NextLink>
  );
}
