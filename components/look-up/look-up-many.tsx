"use client";

import { Money } from "@/components/display/money";
import { StatusBadge } from "@/components/display/status-badge";
import { STATUS_LOOKS } from "@/components/display/status-looks";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { formatPayoutNumber } from "@/lib/base/id";
import { money, toDecimal } from "@/lib/base/money";
import type { LookUpAnswer } from "@/lib/domain/payout/look-up-view";

type Many = Extract<LookUpAnswer, { kind: "many" }>;
export type LookUpManyProps = Pick<Many, "answers" | "left">;

/** A line for each id, in the order in which they were pasted; also for those that nothing is known of. */
export function LookUpMany({ answers, left }: LookUpManyProps) {
  const missing = answers.filter(({ hits }) => hits.length === 0).length;
  return (
    <div className="flex flex-col gap-3">
      {left > 0 ? (
        <Callout tone="warning" title={`The first ${answers.length} ids are answered; ${left} are left`}>
          Paste the rest once more.
        </Callout>
      ) : null}
      <p role="status" className="flex items-center gap-2 text-small">
        {answers.length} ids: {answers.length - missing} found, {missing} not
        <CopyButton text={asText(answers)} label="Copy the answers as a table" />
      </p>
      <Table label="Answers, in the order of the ids">
        <TableHead>
          <HeadCell>Id</HeadCell>
          <HeadCell>Payout</HeadCell>
          <HeadCell>Receiver</HeadCell>
          <HeadCell isNumeric>Amount</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell>Found because</HeadCell>
        </TableHead>
        <tbody>
          {answers.map(({ id, hits }) =>
            hits.length === 0 ? (
              <Row key={id}>
                <Cell className="max-w-72 truncate font-mono">{id}</Cell>
                <td colSpan={5} className="border-grey-2 border-b px-3 text-grey-5">
                  None found
                </td>
              </Row>
            ) : (
              hits.map((hit, place) => (
                <Row key={`${id} ${hit.id}`}>
                  <Cell className="max-w-72 truncate font-mono">{place === 0 ? id : ""}</Cell>
                  <Cell className="font-mono">
                    <Link href={`/payouts/${hit.number}`} tone="quiet">
                      {formatPayoutNumber(hit.number)}
                    </Link>
                  </Cell>
                  <Cell className="max-w-56 truncate">{hit.receiverName}</Cell>
                  <Cell isNumeric>
                    <Money amount={money(BigInt(hit.amountMinor), hit.currency)} />
                  </Cell>
                  <Cell>
                    <StatusBadge state={hit.state} />
                  </Cell>
                  <Cell isQuiet>{hit.why}</Cell>
                </Row>
              ))
            ),
          )}
        </tbody>
      </Table>
    </div>
  );
}

/** As spreadsheets take it. */
function asText(answers: Many["answers"]): string {
  const lines = answers.flatMap(({ id, hits }) =>
    hits.length === 0
      ? [[id, "none"]]
      : hits.map((hit) => [
          id,
          hit.number,
          hit.receiverName,
          toDecimal(money(BigInt(hit.amountMinor), hit.currency)),
          hit.currency,
          STATUS_LOOKS[hit.state].word,
        ]),
  );
  return lines.map((cells) => cells.map((cell) => cell.replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
}
