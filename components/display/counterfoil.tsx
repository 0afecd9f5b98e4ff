import type { ReactNode } from "react";
import { formatPayoutNumber } from "@/lib/base/id";
import { CopyKey } from "./copy-key";

export type CounterfoilProps = {
  /** As stored: "CF7K3M9Q2X4B8T". */
  number: string;
  /** The state, at the right of the number. */
  badge: ReactNode;
  /** The amount, as a figure. */
  amount: ReactNode;
  /** What happened, who acts next, until when: one sentence. */
  sentence: ReactNode;
  /** Receiver, account, connection: short facts under the sentence. */
  children?: ReactNode;
  /** What may be done now. */
  actions?: ReactNode;
};

/** The part that stays with the payer: perforated on its left edge, numbered in mono. The motif is used here and nowhere else. */
export function Counterfoil({ number, badge, amount, sentence, children, actions }: CounterfoilProps) {
  return (
    <section aria-label={`Payout ${formatPayoutNumber(number)}`} className="perforated rounded-r-ui border border-grey-3 bg-raised">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-grey-2 border-b border-dashed px-5 py-2.5">
        <CopyKey label="payout number" text={formatPayoutNumber(number)} />
        {badge}
      </header>
      <div className="flex flex-col gap-4 px-5 py-4">
        <div className="flex flex-col gap-1.5">
          {amount}
          <p className="max-w-prose text-base">{sentence}</p>
        </div>
        {children}
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </section>
  );
}
