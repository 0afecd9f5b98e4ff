import { CalendarClock } from "lucide-react";
import NextLink from "next/link";
import { Money } from "@/components/display/money";
import { ScheduleBadge } from "@/components/display/schedule-badge";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyFace } from "@/components/ui/empty-face";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { TableFace } from "@/components/ui/table-faces";
import { sayDay } from "@/lib/domain/calendar/working-days";
import type { ScheduleRow } from "@/lib/queries/list-schedules";

/** What is paid again and again, those that go on first. */
export function ScheduleList({ schedules, mayCreate }: { schedules: readonly ScheduleRow[]; mayCreate: boolean }) {
  return (
    <Table label="Schedules" className="max-md:-mx-4 max-md:rounded-none max-md:border-x-0">
      <TableHead>
        <HeadCell>Receiver</HeadCell>
        <HeadCell isNumeric>Amount</HeadCell>
        <HeadCell className="max-md:hidden">Next</HeadCell>
        <HeadCell className="max-md:hidden">State</HeadCell>
      </TableHead>
      {schedules.length === 0 ? (
        <TableFace columns={4}>
          <EmptyFace
            icon={<CalendarClock aria-hidden />}
            title="Nothing is paid by a schedule yet"
            action={
              mayCreate ? (
                <ButtonLink href="/payouts/new?when=repeat" tone="primary">
                  Set one up
                </ButtonLink>
              ) : undefined
            }
          >
            Rent, salaries, fees: what is due again and again is asked for by itself before each of its days, and approved each time.
          </EmptyFace>
        </TableFace>
      ) : (
        <tbody>
          {schedules.map((one) => (
            <Row key={one.id} className="relative">
              <Cell className="w-full max-w-0 max-md:py-2">
                <NextLink
                  href={`/payouts/schedules/${one.id}`}
                  prefetch={false}
                  className="block truncate rounded-inner font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
                >
                  {one.receiverName}
                </NextLink>
                <span className="block truncate text-grey-5">
                  {one.reference} · {one.said}
                </span>
                <span className="block truncate text-grey-5 md:hidden">{sayNext(one)}</span>
              </Cell>
              <Cell isNumeric>
                <Money amount={one.amount} />
              </Cell>
              <Cell className="max-md:hidden">{sayNext(one)}</Cell>
              <Cell className="max-md:hidden">
                <ScheduleBadge state={one.state} />
              </Cell>
            </Row>
          ))}
        </tbody>
      )}
    </Table>
  );
}

function sayNext({ state, next }: ScheduleRow): string {
  if (state === "paused") return "Paused";
  return next ? sayDay(next.sendDay ?? next.day) : "Nothing more";
}
