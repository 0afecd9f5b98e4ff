"use client";

import type { ReactNode } from "react";
import { AccountNumber } from "@/components/display/account-number";
import { Counterfoil } from "@/components/display/counterfoil";
import { LoopMark } from "@/components/display/loop-mark";
import { Money } from "@/components/display/money";
import { ProviderMark } from "@/components/display/provider-mark";
import { SentenceText } from "@/components/display/sentence-text";
import { StatusBadge } from "@/components/display/status-badge";
import { Link } from "@/components/ui/link";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { sentenceOf } from "@/lib/domain/payout/sentence-of-view";

/** States in which this money surely did not arrive, or did not stay. */
const DID_NOT_ARRIVE: readonly PayoutState[] = ["refused", "failed", "returned"];

/** The counterfoil: how much, to whom, where it stands, and in one sentence what that means. */
export function PayoutCard({ payout, actions }: { payout: PayoutView; actions: ReactNode }) {
  return (
    <Counterfoil
      number={payout.number}
      badge={<StatusBadge state={payout.state} goesOn={payout.holdKind === "scheduled" ? payout.sendAfter : null} />}
      amount={<Money amount={payout.amount} size="figure" isVoid={DID_NOT_ARRIVE.includes(payout.state)} />}
      sentence={
        <span aria-live="polite">
          <SentenceText parts={sentenceOf(payout)} />
        </span>
      }
      actions={actions}
    >
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-[auto_auto_1fr]">
        <ShortFact term="To">
          <ReceiverName payout={payout} />
          {payout.account ? <AccountNumber number={payout.account.masked} kind={payout.account.kind ?? undefined} /> : null}
        </ShortFact>
        <ShortFact term="From">
          <ProviderMark id={payout.connection.provider} label={payout.connection.name} />
        </ShortFact>
        <ShortFact term="Way">
          <LoopMark loop={payout.loop} />
        </ShortFact>
      </dl>
    </Counterfoil>
  );
}

function ReceiverName({ payout: { receiver } }: { payout: PayoutView }) {
  if (receiver.id === null) return <span className="font-medium">{receiver.name}</span>;
  return (
    <Link href={`/receivers/${receiver.id}`} tone="quiet" className="font-medium">
      {receiver.name}
    </Link>
  );
}

function ShortFact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="text-grey-5 text-small">{term}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">{children}</dd>
    </div>
  );
}
