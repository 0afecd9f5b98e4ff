import { SearchX, UserPlus } from "lucide-react";
import NextLink from "next/link";
import { EnrolmentBadge } from "@/components/display/enrolment-badge";
import { Money } from "@/components/display/money";
import { ReceiverLabel } from "@/components/display/receiver-label";
import { Timestamp } from "@/components/display/timestamp";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyFace } from "@/components/ui/empty-face";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { TableFace } from "@/components/ui/table-faces";
import { money } from "@/lib/base/money";
import type { EnrolmentState } from "@/lib/domain/enrolment/state";
import type { ReceiverRow } from "@/lib/queries/list-receivers";

export type ReceiverListProps = { receivers: readonly ReceiverRow[]; isNarrowed: boolean; mayCreate: boolean };

const COLUMNS = 5;
const PHONE = "max-md:h-auto max-md:border-0 max-md:p-0";

/** Who may be paid, newest first; on a phone two lines each. */
export function ReceiverList({ receivers, isNarrowed, mayCreate }: ReceiverListProps) {
  return (
    <Table label="Receivers, newest first" className="max-md:-mx-4 max-md:rounded-none max-md:border-x-0">
      <TableHead>
        <HeadCell className="max-md:hidden">Receiver</HeadCell>
        <HeadCell className="max-md:hidden">Account</HeadCell>
        <HeadCell className="max-lg:hidden">E-mail, reference</HeadCell>
        <HeadCell isNumeric className="max-md:hidden">
          Paid in total
        </HeadCell>
        <HeadCell className="max-md:hidden">Last payout</HeadCell>
      </TableHead>
      {receivers.length > 0 ? (
        <tbody>
          {receivers.map((receiver) => (
            <ReceiverLine key={receiver.id} receiver={receiver} />
          ))}
        </tbody>
      ) : (
        <TableFace columns={COLUMNS}>
          {isNarrowed ? (
            <EmptyFace
              icon={<SearchX aria-hidden />}
              title="No receiver matches"
              action={<ButtonLink href="/receivers">Show all receivers</ButtonLink>}
            >
              Check the spelling, take a filter away, or search by e-mail, reference, the last four digits or the whole account number.
            </EmptyFace>
          ) : (
            <EmptyFace
              icon={<UserPlus aria-hidden />}
              title="No receivers yet"
              action={
                mayCreate ? (
                  <ButtonLink href="/receivers/new" tone="primary">
                    Add a receiver
                  </ButtonLink>
                ) : undefined
              }
            >
              Receivers are the people and companies you pay to accounts that never paid in. Those you send money back to need none.
            </EmptyFace>
          )}
        </TableFace>
      )}
    </Table>
  );
}

/** The link fills the row, so that any part of it leads to the receiver. */
function ReceiverLine({ receiver }: { receiver: ReceiverRow }) {
  const { id, kind, name, email, reference, state, mergedIntoId, tags, readiness, accountMasked, accountCount, paid, lastPayoutAt } =
    receiver;
  const waits = WORST_FIRST.find((one) => readiness.includes(one));
  return (
    <Row className="relative max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-3 max-md:gap-y-1 max-md:border-grey-2 max-md:border-b max-md:px-4 max-md:py-2.5">
      <Cell className={`${PHONE} w-2/5 max-w-0 max-md:order-1 max-md:w-auto max-md:max-w-none`}>
        <span className="flex min-w-0 items-center gap-2">
          <NextLink
            href={`/receivers/${id}`}
            prefetch={false}
            className="min-w-0 rounded-inner font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            <ReceiverLabel name={name} kind={kind === "company" ? "business" : "person"} />
          </NextLink>
          {state === "closed" ? <Badge>{mergedIntoId ? "Merged" : "Closed"}</Badge> : null}
          {waits ? <EnrolmentBadge state={waits} /> : null}
          <span className="flex min-w-0 gap-1 truncate text-grey-5 text-small max-xl:hidden">{tags.join(", ")}</span>
        </span>
      </Cell>
      <Cell className={`${PHONE} max-md:order-3`}>
        {accountMasked ? (
          <span className="whitespace-nowrap font-mono text-grey-5">
            {accountMasked}
            {accountCount > 1 ? <span className="font-sans"> and {accountCount - 1} more</span> : null}
          </span>
        ) : (
          <span className="text-grey-5">No account</span>
        )}
      </Cell>
      <Cell isQuiet className="w-1/4 max-w-0 max-lg:hidden">
        <span className="flex min-w-0 gap-x-3">
          {email ? <span className="truncate">{email}</span> : null}
          {reference ? <span className="max-w-1/2 shrink-0 truncate">{reference}</span> : null}
        </span>
      </Cell>
      <Cell isNumeric className={`${PHONE} whitespace-nowrap max-md:order-2`}>
        <Paid paid={paid} />
      </Cell>
      <Cell isQuiet className={`${PHONE} max-md:order-4`}>
        {lastPayoutAt ? (
          <>
            <span className="md:hidden">Last payout </span>
            <Timestamp at={lastPayoutAt} dateOnly isYearShort />
          </>
        ) : (
          <span className="max-md:hidden">Never</span>
        )}
      </Cell>
    </Row>
  );
}

/** What needs somebody is told in the list; that all is well is not. */
const WORST_FIRST = ["refused", "needsReceiver"] as const satisfies readonly EnrolmentState[];

const MOST_CURRENCIES = 2;

/** The currencies of most payouts first. */
function Paid({ paid }: Pick<ReceiverRow, "paid">) {
  if (paid.length === 0) return <span className="text-grey-5 max-md:hidden">Nothing</span>;
  const rest = paid.length - MOST_CURRENCIES;
  return (
    <span className="flex flex-wrap justify-end gap-x-3">
      {paid.slice(0, MOST_CURRENCIES).map(({ currency, minor }) => (
        <Money key={currency} amount={money(BigInt(minor), currency)} />
      ))}
      {rest > 0 ? <span className="text-grey-5">and {rest === 1 ? "one currency" : `${rest} currencies`} more</span> : null}
    </span>
  );
}
