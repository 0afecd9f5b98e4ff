"use client";

import { AccountNumber } from "@/components/display/account-number";
import { CopyKey } from "@/components/display/copy-key";
import { MadeWith } from "@/components/display/made-with";
import { Money } from "@/components/display/money";
import { PersonLabel } from "@/components/display/person-label";
import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import { type Definition, DefinitionList } from "@/components/ui/definition-list";
import { Link } from "@/components/ui/link";
import type { PayoutView } from "@/lib/domain/payout/payout-view";

const SOURCES = { screen: "By hand", api: "By API", batch: "In a batch", schedule: "By a schedule" } as const;
const MODES = { live: "Live", sandbox: "Sandbox: no real money", simulator: "Simulator: no real money" } as const;

/** What is fixed about a payout, each id ready to be copied. */
export function PayoutFacts({ payout }: { payout: PayoutView }) {
  return (
    <Card title="Facts">
      <DefinitionList facts={factsOf(payout)} />
    </Card>
  );
}

function factsOf(payout: PayoutView): Definition[] {
  const { account, maker, connection, paidInBy } = payout;
  return present([
    ["Reference", <CopyKey key="reference" label="reference" text={payout.reference} />],
    [
      "From the file",
      payout.batch && (
        <span key="file">
          <Link href={`/batches/${payout.batch.id}`}>{payout.batch.name}</Link>, line {payout.batch.line}
        </span>
      ),
    ],
    ["Made together with", payout.madeWith.length > 0 && <MadeWith key="with" payouts={payout.madeWith} />],
    ["On the statement", payout.statementText],
    ["Account", account && <AccountNumber number={account.masked} kind={account.kind ?? undefined} />],
    ["Account holder", account && account.holderName !== payout.receiver.name && account.holderName],
    ["Details of account", account?.version && account.version > 1 && `Version ${account.version}`],
    ["Order", paidInBy && copyable("order id", paidInBy.orderId)],
    ["Own order reference", paidInBy && copyable("order reference", paidInBy.orderReference)],
    ["Customer", paidInBy && copyable("customer id", paidInBy.userId)],
    ["Payment source", paidInBy && paidInBy.sourceId !== paidInBy.orderId && copyable("payment source id", paidInBy.sourceId)],
    ["Came in", paidInBy && <Money amount={paidInBy.paidIn} />],
    ["Came in on", paidInBy?.paidInAt && <Timestamp at={paidInBy.paidInAt} />],
    [
      "Made by",
      <PersonLabel key="maker" name={maker.name} isYou={maker.isYou} roleLabel={maker.kind === "apiKey" ? "API key" : undefined} />,
    ],
    ["Made", SOURCES[payout.source]],
    ["Made on", <Timestamp key="made" at={payout.createdAt} />],
    ["To be sent on", payout.sendAfter && <Timestamp key="day" at={payout.sendAfter} />],
    ["Sent on", payout.sentAt && <Timestamp at={payout.sentAt} />],
    ["Paid on", payout.settledAt && <Timestamp at={payout.settledAt} />],
    ["Connection", `${connection.name}, ${MODES[connection.mode].toLowerCase()}`],
    [`Status at ${connection.providerLabel}`, payout.providerStatus && <ProviderStatus payout={payout} />],
    [`Id at ${connection.providerLabel}`, copyable("provider id", payout.providerPayoutId)],
    ["Rail", payout.rail],
    ["Bank trace", copyable("trace id", payout.traceId)],
    ["Our id", copyable("payout id", payout.id)],
    ...Object.entries(payout.metadata).map(([name, value]): [string, Definition["value"]] => [name, value]),
  ]);
}

function ProviderStatus({ payout: { providerStatus, providerStatusText } }: { payout: PayoutView }) {
  return (
    <span className="flex flex-col">
      <span className="font-mono text-small">{providerStatus}</span>
      {providerStatusText ? <span className="text-grey-5 text-small">{providerStatusText}</span> : null}
    </span>
  );
}

function copyable(label: string, text: string | null) {
  return text ? <CopyKey label={label} text={text} /> : null;
}

/** What is not there is left out: a column of dashes says nothing. */
function present(facts: readonly (readonly [string, Definition["value"]])[]): Definition[] {
  return facts.flatMap(([term, value]) =>
    value === null || value === undefined || value === false || value === "" ? [] : [{ term, value }],
  );
}
