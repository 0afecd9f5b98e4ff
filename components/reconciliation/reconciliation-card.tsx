import { CircleCheck, CircleDot, CircleHelp, GitCompareArrows } from "lucide-react";
import type { ReactNode } from "react";
import { Money } from "@/components/display/money";
import { ProviderMark } from "@/components/display/provider-mark";
import { Timestamp } from "@/components/display/timestamp";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import type { ConnectionReconciliation, RunView } from "@/lib/queries/list-reconciliations";

/** One connection: when it was last held against its provider, and what came of it. `deed` is the way to do it now. */
export function ReconciliationCard({ connection, deed }: { connection: ConnectionReconciliation; deed: ReactNode }) {
  const { name, provider, providerLabel, last, lastReadAt, unexplained } = connection;
  return (
    <Card title={name}>
      <div className="flex flex-wrap items-center gap-2 pb-2">
        <ProviderMark id={provider} label={providerLabel} />
        <Standing connection={connection} />
      </div>
      {last?.fault ? (
        <p className="pb-2 text-small">
          {last.fault} Nothing is known of what happened since
          {lastReadAt ? (
            <>
              {" "}
              <Timestamp at={lastReadAt} />.
            </>
          ) : (
            " it was connected."
          )}
        </p>
      ) : null}
      {last ? (
        <DefinitionList isNumeric facts={factsOf(last, unexplained)} />
      ) : (
        <p className="text-grey-5">It has not been reconciled yet.</p>
      )}
      {deed ? <div className="pt-3">{deed}</div> : null}
    </Card>
  );
}

function Standing({ connection: { isActive, isRunning, last, unexplained } }: { connection: ConnectionReconciliation }) {
  if (isRunning) return <Badge icon={<CircleDot aria-hidden />}>Reconciling</Badge>;
  if (!last) return <Badge>{isActive ? "Not yet" : "Not active"}</Badge>;
  if (last.fault !== null) {
    return (
      <Badge tone="amber" icon={<CircleHelp aria-hidden />}>
        Could not be read
      </Badge>
    );
  }
  if (unexplained.count > 0) {
    return (
      <Badge tone="red" icon={<GitCompareArrows aria-hidden />}>
        {unexplained.count} open
      </Badge>
    );
  }
  return (
    <Badge tone="good" icon={<CircleCheck aria-hidden />}>
      Agrees
    </Badge>
  );
}

function factsOf(run: RunView, unexplained: ConnectionReconciliation["unexplained"]) {
  const { endedAt, startedByName, windowFrom, windowTo, matched, explained, reasons, balances, fault } = run;
  const last = { term: fault === null ? "Last time" : "Last tried", value: <Timestamp at={endedAt} /> };
  const by = { term: "Asked for by", value: startedByName };
  if (fault !== null) return [last, by];
  return [
    last,
    by,
    {
      term: "Looked at",
      value: windowFrom && windowTo && (
        <>
          <Timestamp at={windowFrom} isYearShort withZone={false} /> to <Timestamp at={windowTo} isYearShort />
        </>
      ),
    },
    { term: "Matched", value: String(matched) },
    { term: "Explained", value: <Explained count={explained} reasons={reasons} /> },
    { term: "Open", value: String(unexplained.count) },
    { term: "Unexplained", value: unexplained.sums.length === 0 ? "Nothing" : <Sums {...unexplained} /> },
    { term: "Balance", value: balances.length === 0 ? "Not weighed: it was moving, or is not told" : <Balances balances={balances} /> },
  ];
}

function Explained({ count, reasons }: { count: number; reasons: RunView["reasons"] }) {
  return (
    <>
      {count}
      {reasons.map(({ sentence, count: some }) => (
        <span key={sentence} className="block text-grey-5 text-small">
          {some} {sentence}
        </span>
      ))}
    </>
  );
}

function Sums({ sums }: Pick<ConnectionReconciliation["unexplained"], "sums">) {
  return sums.map((amount) => (
    <span key={amount.currency} className="block">
      <Money amount={amount} />
    </span>
  ));
}

const VERDICTS: Readonly<Record<string, string>> = {
  first: "read for the first time",
  addsUp: "adds up",
  moneyCameIn: "adds up; money came in",
  onItsWay: "differs within what is on its way",
  differs: "does not add up",
};

function Balances({ balances }: Pick<RunView, "balances">) {
  return balances.map(({ amount, verdict, difference }) => (
    <span key={amount.currency} className="block">
      <Money amount={amount} />{" "}
      <span className="text-grey-5 text-small">
        {VERDICTS[verdict] ?? verdict}
        {difference.minor === 0n ? null : (
          <>
            {" "}
            (<Money amount={difference} />)
          </>
        )}
      </span>
    </span>
  ));
}
