import { Money } from "@/components/display/money";
import { Card } from "@/components/ui/card";
import { money } from "@/lib/base/money";
import type { ReceiverView } from "@/lib/queries/read-receiver";

/** What went to this receiver, by currency, and what is still under way. */
export function ReceiverTotals({ totals }: Pick<ReceiverView, "totals">) {
  return (
    <Card title="Paid in total">
      {totals.length === 0 ? (
        <p className="text-grey-5">Nothing has been paid yet.</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {totals.map(({ currency, paidCount, paidMinor, openCount, openMinor }) => (
            <li key={currency} className="flex flex-col">
              {paidCount > 0 ? <Money amount={money(BigInt(paidMinor), currency)} size="figure" /> : null}
              <span className="text-grey-5 text-small">
                {paidCount > 0 ? `in ${paidCount} ${paidCount === 1 ? "payout" : "payouts"}` : `Nothing paid in ${currency} yet`}
                {openCount > 0 ? (
                  <>
                    ; <Money amount={money(BigInt(openMinor), currency)} /> under way
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
