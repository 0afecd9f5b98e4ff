import NextLink from "next/link";
import { Money } from "@/components/display/money";
import { StatusBadge } from "@/components/display/status-badge";
import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import { EmptyFace } from "@/components/ui/empty-face";
import { Link } from "@/components/ui/link";
import { money } from "@/lib/base/money";
import type { PayoutRow } from "@/lib/domain/payout/history-view";

export type ReceiverPayoutsProps = { receiverId: string; payouts: readonly PayoutRow[] };

/** The latest payouts to this receiver; all of them are one link away in the history. */
export function ReceiverPayouts({ receiverId, payouts }: ReceiverPayoutsProps) {
  return (
    <Card
      title="Latest payouts"
      padding="flush"
      tools={payouts.length > 0 ? <Link href={`/payouts?receiverId=${receiverId}`}>All payouts</Link> : null}
    >
      {payouts.length === 0 ? (
        <EmptyFace title="No payouts yet">Payouts to this receiver stand here, newest first.</EmptyFace>
      ) : (
        <ul className="divide-y divide-grey-2 text-small">
          {payouts.map(({ id, number, createdAt, reference, amountMinor, currency, state }) => (
            <li key={id}>
              <NextLink
                href={`/payouts/${number}`}
                prefetch={false}
                className="grid min-h-(--row) grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-1.5 transition-colors hover:bg-grey-1 focus-visible:-outline-offset-2 sm:grid-cols-[9rem_minmax(0,1fr)_auto_10rem]"
              >
                <span className="text-grey-5 max-sm:order-3">
                  <Timestamp at={new Date(createdAt)} withZone={false} isYearShort />
                </span>
                <span className="truncate max-sm:order-1">{reference}</span>
                <span className="text-right max-sm:order-2">
                  <Money amount={money(BigInt(amountMinor), currency)} />
                </span>
                <span className="max-sm:order-4 max-sm:justify-self-end">
                  <StatusBadge state={state} />
                </span>
              </NextLink>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
