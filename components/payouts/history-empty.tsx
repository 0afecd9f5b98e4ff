"use client";

import { ArrowUpRight, SearchX } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyFace } from "@/components/ui/empty-face";
import { TableFace } from "@/components/ui/table-faces";
import type { HistoryAddressState } from "./use-history-address";

export type HistoryEmptyProps = {
  address: Pick<HistoryAddressState, "isFiltered" | "isNewest" | "clear" | "turnToNewest">;
  mayCreate: boolean;
  /** How many columns the table has. */
  columns: number;
};

/** Nothing here for one of three reasons, each with its own way on. */
export function HistoryEmpty({ address, mayCreate, columns }: HistoryEmptyProps) {
  return (
    <TableFace columns={columns}>
      {!address.isNewest ? (
        <EmptyFace
          icon={<SearchX aria-hidden />}
          title="Nothing on this page"
          action={<Button onPress={address.turnToNewest}>Show the newest</Button>}
        >
          There are no payouts beyond this point.
        </EmptyFace>
      ) : address.isFiltered ? (
        <EmptyFace
          icon={<SearchX aria-hidden />}
          title="No payout matches"
          action={<Button onPress={address.clear}>Clear all filters</Button>}
        >
          Nothing was lost: the filters above hide everything there is. Take one away to see more.
        </EmptyFace>
      ) : (
        <EmptyFace
          icon={<ArrowUpRight aria-hidden />}
          title="No payouts yet"
          action={
            mayCreate ? (
              <ButtonLink href="/payouts/new" tone="primary">
                Make the first payout
              </ButtonLink>
            ) : undefined
          }
        >
          Every payout stays here for good, with who asked for it, who approved it, and the proof of what became of it.
        </EmptyFace>
      )}
    </TableFace>
  );
}
