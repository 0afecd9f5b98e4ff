import { Inbox } from "lucide-react";
import NextLink from "next/link";
import { ProviderMark } from "@/components/display/provider-mark";
import { Timestamp } from "@/components/display/timestamp";
import { EmptyFace } from "@/components/ui/empty-face";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { TableFace } from "@/components/ui/table-faces";
import { formatPayoutNumber } from "@/lib/base/id";
import type { DeliveryRow } from "@/lib/queries/list-deliveries";
import { DeliveryStateBadge, ProofBadge } from "./delivery-badges";
import { sayOutcome } from "./delivery-looks";

/** The inbox, newest first; on a phone the delivery's own page says the rest. */
export function DeliveryList({ deliveries }: { deliveries: readonly DeliveryRow[] }) {
  return (
    <Table label="Webhook deliveries, newest first">
      <TableHead>
        <HeadCell>Received</HeadCell>
        <HeadCell className="max-md:hidden">From</HeadCell>
        <HeadCell>Proof</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell className="max-md:hidden">What it did</HeadCell>
        <HeadCell className="max-md:hidden">Payout</HeadCell>
      </TableHead>
      {deliveries.length > 0 ? (
        <tbody>
          {deliveries.map((delivery) => (
            <Row key={delivery.id}>
              <Cell>
                <NextLink
                  href={`/operations/deliveries/${delivery.id}`}
                  prefetch={false}
                  className="rounded-inner text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent"
                >
                  <Timestamp at={delivery.receivedAt} withSeconds isYearShort withZone={false} />
                </NextLink>
              </Cell>
              <Cell className="max-md:hidden">
                <ProviderMark id={delivery.provider} label={delivery.connectionName} />
              </Cell>
              <Cell>
                <ProofBadge proof={delivery.proof} />
              </Cell>
              <Cell>
                <DeliveryStateBadge state={delivery.state} />
              </Cell>
              <Cell className="w-full min-w-48 max-w-0 truncate max-md:hidden">{sayOutcome(delivery)}</Cell>
              <Cell className="font-mono max-md:hidden">
                {delivery.payoutNumber ? (
                  <Link href={`/payouts/${delivery.payoutNumber}`} tone="quiet">
                    {formatPayoutNumber(delivery.payoutNumber)}
                  </Link>
                ) : null}
              </Cell>
            </Row>
          ))}
        </tbody>
      ) : (
        <TableFace columns={6}>
          <EmptyFace icon={<Inbox aria-hidden />} title="No deliveries here">
            What providers send us arrives here as it came, with its proof checked before anything is made of it.
          </EmptyFace>
        </TableFace>
      )}
    </Table>
  );
}
