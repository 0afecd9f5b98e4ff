import { Link } from "@/components/ui/link";
import { formatPayoutNumber } from "@/lib/base/id";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { Money } from "./money";

/** The other parts of one amount, which the same press made. */
export function MadeWith({ payouts }: { payouts: PayoutView["madeWith"] }) {
  return (
    <ul className="flex flex-col gap-1">
      {payouts.map(({ number, amount }) => (
        <li key={number} className="flex flex-wrap items-baseline gap-x-2">
          <Link href={`/payouts/${number}`} className="font-mono text-small">
            {formatPayoutNumber(number)}
          </Link>
          <Money amount={amount} />
        </li>
      ))}
    </ul>
  );
}
