"use client";

import { AccountNumber } from "@/components/display/account-number";
import { CopyKey } from "@/components/display/copy-key";
import { LoopMark } from "@/components/display/loop-mark";
import { MadeWith } from "@/components/display/made-with";
import { Money } from "@/components/display/money";
import { PersonLabel } from "@/components/display/person-label";
import { ProviderMark } from "@/components/display/provider-mark";
import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import { type Definition, DefinitionList } from "@/components/ui/definition-list";
import type { ApprovalView } from "@/lib/domain/approval/approval-view";
import type { PayoutView } from "@/lib/domain/payout/payout-view";

/** Exactly what the decision signs, and who asks for it. */
export function ApprovalFacts({ view }: { view: ApprovalView }) {
  return (
    <Card title="What is asked">
      <DefinitionList facts={factsOf(view)} />
    </Card>
  );
}

const SOURCES = { screen: "", api: ", by API", batch: ", in a batch", schedule: ", by a schedule" } as const;

function factsOf({ payout, balance }: ApprovalView): Definition[] {
  const { account, maker, connection, paidInBy, receiver } = payout;
  const order = paidInBy && (paidInBy.orderId ?? paidInBy.orderReference);
  const rows: readonly (readonly [string, Definition["value"]])[] = [
    ["Receiver", receiver.name],
    ["Account", account && <AccountNumber number={account.masked} kind={account.kind ?? undefined} />],
    ["Account holder", account && account.holderName !== receiver.name && account.holderName],
    ["Way", <LoopMark key="way" loop={payout.loop} />],
    ["Order", order && <CopyKey label="order id" text={order} />],
    [
      "Came in",
      paidInBy && (
        <span className="flex flex-wrap items-baseline gap-x-2">
          <Money amount={paidInBy.paidIn} />
          {paidInBy.paidInAt ? (
            <span className="text-grey-5">
              <Timestamp at={paidInBy.paidInAt} />
            </span>
          ) : null}
        </span>
      ),
    ],
    ["From", <ProviderMark key="from" id={connection.provider} label={connection.name} />],
    ["Fee", payout.fee ? <Money key="fee" amount={payout.fee} /> : "Known once the provider has taken it"],
    [
      "Left there then",
      balance && (
        <span key="left" className="flex flex-wrap items-baseline gap-x-2">
          <span className={balance.after.minor < 0n ? "font-medium text-red" : undefined}>
            <Money amount={balance.after} />
          </span>
          <span className="text-grey-5">
            {balance.after.minor < 0n ? "too little, " : ""}as read <Timestamp at={balance.readAt} isRelative />
          </span>
        </span>
      ),
    ],
    ["Goes on", payout.sendAfter && <Timestamp key="day" at={payout.sendAfter} />],
    ["Reference", payout.reference],
    ["Made together with", payout.madeWith.length > 0 && <MadeWith key="with" payouts={payout.madeWith} />],
    ["On the statement", payout.statementText],
    [
      "Made by",
      <span key="maker" className="flex flex-wrap items-center gap-x-2">
        <PersonLabel name={maker.name} isYou={maker.isYou} roleLabel={maker.kind === "apiKey" ? "API key" : undefined} />
        <span className="text-grey-5">
          <Timestamp at={payout.submittedAt} />
          {SOURCES[payout.source]}
        </span>
      </span>,
    ],
    ["Lapses", payout.expiresAt && <Timestamp key="lapses" at={payout.expiresAt} />],
    ["Approvals", payout.neededCheckers > 1 && sayApprovals(payout)],
    ...Object.entries(payout.metadata),
  ];
  return rows.flatMap(([term, value]) => (value === null || value === false || value === "" ? [] : [{ term, value }]));
}

function sayApprovals({ approvedBy, neededCheckers }: PayoutView): string {
  const names = approvedBy.map(({ name, isYou }) => (isYou ? `${name} (you)` : name)).join(", ");
  return `${approvedBy.length} of ${neededCheckers}${names ? `: ${names}` : ""}`;
}
