import { Money } from "@/components/display/money";
import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { formatPayoutNumber } from "@/lib/base/id";
import { DIFFERENCES, OUTCOMES, type Outcome, type Tally } from "@/lib/domain/approval/back-test";
import type { BackTestView } from "@/lib/queries/back-test-policy";

const OUTCOME_WORDS: Record<Outcome, string> = {
  passed: "Go alone",
  waited: "Wait for people",
  stopped: "Nobody could release them",
};

/** What the last 90 days would have looked like, beside what the policy in force makes of them. */
export function BackTestCard({ test }: { test: BackTestView }) {
  const { total, judged, days } = test;
  return (
    <Card title={`Tried on the last ${days} days`}>
      <div className="flex flex-col gap-4">
        <p className="text-grey-5 text-small">
          {judged === total
            ? `All ${count(total)} payouts that were asked for, judged as they stood then, by the people, tags and rates of today.`
            : `${count(judged)} of ${count(total)} payouts, drawn evenly; the numbers are of those. Judged as they stood then, by the people, tags and rates of today.`}
        </p>
        <Table label="Outcomes now and then">
          <TableHead>
            <HeadCell>Payouts that</HeadCell>
            <HeadCell isNumeric>Policy in force</HeadCell>
            <HeadCell isNumeric>Sum</HeadCell>
            <HeadCell isNumeric>This version</HeadCell>
            <HeadCell isNumeric>Sum</HeadCell>
          </TableHead>
          <tbody>
            {OUTCOMES.map((outcome) => (
              <Row key={outcome}>
                <Cell>{OUTCOME_WORDS[outcome]}</Cell>
                <Cell isNumeric>{count(test.present[outcome].count)}</Cell>
                <Cell isNumeric>
                  <Sum tally={test.present[outcome]} />
                </Cell>
                <Cell isNumeric>{count(test.draft[outcome].count)}</Cell>
                <Cell isNumeric>
                  <Sum tally={test.draft[outcome]} />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
        {test.differences.length === 0 ? (
          <p>None of them would have fared otherwise.</p>
        ) : (
          <ul aria-label="What would change" className="flex flex-col gap-2">
            {test.differences.map(({ kind, tally, examples }) => (
              <li key={kind}>
                <Disclosure
                  summary={
                    <span className="flex flex-wrap items-baseline gap-x-2">
                      <span className="font-medium">{DIFFERENCES[kind]}</span>
                      <span className="text-grey-5">
                        {count(tally.count)}, <Sum tally={tally} />
                      </span>
                    </span>
                  }
                >
                  <ul className="flex flex-col gap-2 pt-1 text-small">
                    {examples.map(({ number, receiverName, amount, at, why }) => (
                      <li key={number} className="flex flex-col">
                        <span className="flex flex-wrap items-baseline gap-x-2">
                          <Link href={`/payouts/${number}`} className="font-mono">
                            {formatPayoutNumber(number)}
                          </Link>
                          <Money amount={amount} /> to {receiverName}, <Timestamp at={at} dateOnly />
                        </span>
                        <span className="text-grey-5">{why}</span>
                      </li>
                    ))}
                  </ul>
                </Disclosure>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function Sum({ tally: { sum, unconverted } }: { tally: Tally }) {
  return (
    <>
      <Money amount={sum} />
      {unconverted > 0 ? <span className="text-grey-5"> and {count(unconverted)} without a rate</span> : null}
    </>
  );
}

function count(number: number): string {
  return number.toLocaleString("en");
}
