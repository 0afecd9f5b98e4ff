import { CheckCheck } from "lucide-react";
import NextLink from "next/link";
import { Money } from "@/components/display/money";
import { ProviderMark } from "@/components/display/provider-mark";
import { StatusBadge } from "@/components/display/status-badge";
import { Timestamp } from "@/components/display/timestamp";
import { EmptyFace } from "@/components/ui/empty-face";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { TableFace } from "@/components/ui/table-faces";
import { formatPayoutNumber } from "@/lib/base/id";
import type { DoubtfulPayout } from "@/lib/queries/list-doubtful";

const VERDICTS = {
  safeByKey: "Being asked under its key",
  safeToSendAgain: "Safe to send again, by two people",
  notSafe: "Not safe to send again",
  cannotTellYet: "Nobody can tell yet",
} as const satisfies Record<NonNullable<DoubtfulPayout["verdict"]>["kind"], string>;

function WhatIsKnown({ payout: { contradiction, verdict } }: { payout: DoubtfulPayout }) {
  const otherwise = "It may have been paid. Nobody should pay it again before this is known.";
  return (
    <div className="flex flex-col gap-1 whitespace-normal py-2">
      {contradiction === null && verdict ? <p className="font-medium">{VERDICTS[verdict.kind]}</p> : null}
      <p>{contradiction ?? verdict?.why ?? otherwise}</p>
    </div>
  );
}

/** Payouts that may have been paid, or of which the provider says something that does not fit; the oldest doubt first. */
export function DoubtfulList({ payouts }: { payouts: readonly DoubtfulPayout[] }) {
  return (
    <Table label="Unconfirmed and contradicted payouts, oldest first">
      <TableHead>
        <HeadCell>Payout</HeadCell>
        <HeadCell>Status</HeadCell>
        <HeadCell>What is known</HeadCell>
        <HeadCell>From</HeadCell>
        <HeadCell>Since</HeadCell>
        <HeadCell>Next look</HeadCell>
        <HeadCell isNumeric>Amount</HeadCell>
      </TableHead>
      {payouts.length > 0 ? (
        <tbody>
          {payouts.map((payout) => (
            <Row key={payout.number}>
              <Cell className="font-mono">
                <NextLink
                  href={`/payouts/${payout.number}`}
                  prefetch={false}
                  className="rounded-inner text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent"
                >
                  {formatPayoutNumber(payout.number)}
                </NextLink>
              </Cell>
              <Cell>
                <StatusBadge state={payout.state} />
              </Cell>
              <Cell className="w-full min-w-72 max-w-0">
                <WhatIsKnown payout={payout} />
              </Cell>
              <Cell>
                <ProviderMark id={payout.provider} label={payout.connectionName} />
              </Cell>
              <Cell>
                <Timestamp at={payout.since} isRelative />
              </Cell>
              <Cell isQuiet={payout.nextLookAt === null}>
                {payout.nextLookAt ? <Timestamp at={payout.nextLookAt} withSeconds isYearShort /> : "A person has to look"}
              </Cell>
              <Cell isNumeric>
                <Money amount={payout.amount} />
              </Cell>
            </Row>
          ))}
        </tbody>
      ) : (
        <TableFace columns={7}>
          <EmptyFace icon={<CheckCheck className="text-accent" aria-hidden />} title="Nothing is in doubt">
            Payouts stand here while nobody can say for sure whether they were paid.
          </EmptyFace>
        </TableFace>
      )}
    </Table>
  );
}
