"use client";

import { useQueries } from "@tanstack/react-query";
import { AccountNumber } from "@/components/display/account-number";
import { Money } from "@/components/display/money";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { type Money as MoneyValue, money } from "@/lib/base/money";
import type { ApprovalView } from "@/lib/domain/approval/approval-view";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { whyNot } from "./approval-detail";
import { approvalOptions } from "./approval-options";

export type ApproveSeveralDialogProps = {
  numbers: readonly string[];
  isPending: boolean;
  onApprove: (payouts: readonly PayoutView[]) => void;
  onClose: () => void;
};

/** The last look at what was selected: what each is, read anew, and the sum. What turned out to be worth a look is left for a look. */
export function ApproveSeveralDialog({ numbers, isPending, onApprove, onClose }: ApproveSeveralDialogProps) {
  const answers = useQueries({ queries: numbers.map((number) => approvalOptions(number)) });
  const views = answers.flatMap(({ data }) => data ?? []);
  const isRead = answers.every(({ isPending: isReading }) => !isReading);
  const good = views.filter(isPlain);
  const left = numbers.length - good.length;
  const canApprove = isRead && good.length > 0 && !isPending;
  const approve = () => (canApprove ? onApprove(good.map(({ payout }) => payout)) : undefined);
  useKeyBindings("Approve several", [{ keys: "Enter", label: "Approve them", isDisabled: !canApprove, onPress: approve }], "dialog");
  return (
    <Dialog
      title={good.length === 1 ? "Approve one payout" : `Approve ${good.length} payouts`}
      width="wide"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button size="large" onPress={onClose}>
            Back to the list <Kbd>Esc</Kbd>
          </Button>
          <Button
            size="large"
            tone="primary"
            isDisabled={!canApprove}
            isPending={isPending || !isRead}
            pendingLabel="One moment"
            onPress={approve}
          >
            Approve {good.length} <Kbd tone="reversed">Enter</Kbd>
          </Button>
        </>
      }
    >
      {isRead && left > 0 ? (
        <Callout tone="warning" title={left === 1 ? "One of them is left for a look" : `${left} of them are left for a look`}>
          Something stands out about it, or somebody else was faster. Open it in the list and decide there.
        </Callout>
      ) : null}
      <p className="flex flex-wrap gap-x-4 gap-y-1 font-medium">
        {sumsOf(good).map((sum) => (
          <Money key={sum.currency} amount={sum} />
        ))}
        <span className="font-normal text-grey-5">nothing stands out about any of them</span>
      </p>
      <ul className="divide-y divide-grey-2 rounded-ui border border-grey-2">
        {good.map(({ payout }) => (
          <Line key={payout.id} payout={payout} />
        ))}
      </ul>
    </Dialog>
  );
}

function Line({ payout: { amount, receiver, account, reference, connection, maker } }: { payout: PayoutView }) {
  return (
    <li className="flex flex-col gap-0.5 px-3 py-2">
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{receiver.name}</span>
        <span className="shrink-0 font-medium">
          <Money amount={amount} />
        </span>
      </span>
      <span className="flex flex-wrap gap-x-3 text-grey-5 text-small">
        {account ? <AccountNumber number={account.masked} kind={account.kind ?? undefined} /> : null}
        <span className="min-w-0 truncate">{reference}</span>
        <span>from {connection.name}</span>
        <span>by {maker.name}</span>
      </span>
    </li>
  );
}

function isPlain(view: ApprovalView): boolean {
  return view.risk.level === "low" && view.payout.state === "awaitingApproval" && whyNot(view) === null;
}

function sumsOf(views: readonly ApprovalView[]): readonly MoneyValue[] {
  const sums = new Map<MoneyValue["currency"], bigint>();
  for (const { payout } of views) sums.set(payout.amount.currency, (sums.get(payout.amount.currency) ?? 0n) + payout.amount.minor);
  return [...sums].map(([currency, minor]) => money(minor, currency));
}
