import { Send } from "lucide-react";
import NextLink from "next/link";
import { Timestamp } from "@/components/display/timestamp";
import { EmptyFace } from "@/components/ui/empty-face";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { TableFace } from "@/components/ui/table-faces";
import { formatPayoutNumber } from "@/lib/base/id";
import type { EventLogRow } from "@/lib/queries/list-event-log";
import { EventBadge } from "./event-badge";

/** What was sent, newest first; on a phone the event's own page says the rest. */
export function EventLog({ endpointId, rows }: { endpointId: string; rows: readonly EventLogRow[] }) {
  return (
    <Table label="Events, newest first">
      <TableHead>
        <HeadCell>Happened</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell>Event</HeadCell>
        <HeadCell isNumeric className="max-md:hidden">
          Tries
        </HeadCell>
        <HeadCell className="max-md:hidden">How it went</HeadCell>
        <HeadCell className="max-md:hidden">Payout</HeadCell>
      </TableHead>
      {rows.length > 0 ? (
        <tbody>
          {rows.map((row) => (
            <Row key={row.id}>
              <Cell>
                <NextLink
                  href={`/settings/webhooks/${endpointId}/${row.id}`}
                  prefetch={false}
                  className="rounded-inner text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent"
                >
                  <Timestamp at={row.queuedAt} withSeconds isYearShort withZone={false} />
                </NextLink>
              </Cell>
              <Cell>
                <EventBadge {...row} />
              </Cell>
              <Cell className="font-mono">{row.type}</Cell>
              <Cell isNumeric className="max-md:hidden">
                {row.tries}
              </Cell>
              <Cell className="w-full min-w-48 max-w-0 truncate max-md:hidden">
                <HowItWent {...row} />
              </Cell>
              <Cell className="font-mono max-md:hidden">
                {row.payoutNumber ? (
                  <Link href={`/payouts/${row.payoutNumber}`} tone="quiet">
                    {formatPayoutNumber(row.payoutNumber)}
                  </Link>
                ) : null}
              </Cell>
            </Row>
          ))}
        </tbody>
      ) : (
        <TableFace columns={6}>
          <EmptyFace icon={<Send aria-hidden />} title="No events here">
            What is sent to this endpoint stands here, with every try and every answer, for thirty days.
          </EmptyFace>
        </TableFace>
      )}
    </Table>
  );
}

function HowItWent({ state, fault, nextTryAt, deliveredAt }: EventLogRow) {
  if (state === "delivered" && deliveredAt) return <Timestamp at={deliveredAt} isRelative />;
  if (state === "missed") return fault ?? "The endpoint was off.";
  if (!fault) return null;
  return (
    <>
      {fault}
      {state === "waiting" && nextTryAt ? (
        <>
          {" "}
          Next try <Timestamp at={nextTryAt} withZone={false} isYearShort />.
        </>
      ) : null}
    </>
  );
}
