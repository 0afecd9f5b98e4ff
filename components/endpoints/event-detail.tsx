import { Evidence } from "@/components/display/evidence";
import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Disclosure } from "@/components/ui/disclosure";
import { Link } from "@/components/ui/link";
import { formatPayoutNumber } from "@/lib/base/id";
import type { AttemptView, EventDeliveryView } from "@/lib/queries/read-event-delivery";
import { EventBadge } from "./event-badge";

/** One event: what was said, to whom, and how each try went. */
export function EventDetail({ delivery }: { delivery: EventDeliveryView }) {
  const { queuedAt, deliveredAt, nextTryAt, payoutNumber, attempts, body } = delivery;
  const facts = [
    { term: "Event", value: <code className="font-mono">{delivery.type}</code> },
    { term: "State", value: <EventBadge {...delivery} /> },
    { term: "Id", value: <code className="font-mono text-small">{delivery.eventId}</code> },
    { term: "Happened", value: <Timestamp at={queuedAt} withSeconds /> },
    { term: "Delivered", value: deliveredAt && <Timestamp at={deliveredAt} withSeconds /> },
    { term: "Next try", value: nextTryAt && delivery.state === "waiting" ? <Timestamp at={nextTryAt} withSeconds /> : null },
    { term: delivery.batch ? "Revision of the file" : "Move of the payout", value: delivery.sequence },
    { term: "File", value: delivery.batch && <Link href={`/batches/${delivery.batch.id}`}>{delivery.batch.name}</Link> },
    {
      term: "Payout",
      value: payoutNumber && (
        <Link href={`/payouts/${payoutNumber}`} className="font-mono">
          {formatPayoutNumber(payoutNumber)}
        </Link>
      ),
    },
  ];
  const [last, ...earlier] = attempts;
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-w-0 flex-col gap-4">
        {last ? (
          <Attempt attempt={last} body={body} />
        ) : (
          <Evidence request={{ line: "POST", headers: [], body }} response={unsent(delivery)} />
        )}
        {earlier.length > 0 ? (
          <Disclosure summary={earlier.length === 1 ? "The try before" : `The ${earlier.length} tries before`}>
            <div className="flex flex-col gap-4">
              {earlier.map((attempt) => (
                <Attempt key={attempt.number} attempt={attempt} body={body} />
              ))}
            </div>
          </Disclosure>
        ) : null}
      </div>
      <Card title="Facts">
        <DefinitionList isNumeric facts={facts.filter(({ value }) => value !== null)} />
      </Card>
    </div>
  );
}

function Attempt({ attempt, body }: { attempt: AttemptView; body: string }) {
  const { number, at, url, headers, status, answer, fault, durationMs, outcome } = attempt;
  return (
    <section aria-label={`Try ${number}`} className="flex flex-col gap-1.5">
      <p className="text-small">
        <span className="font-medium">Try {number}</span>, <Timestamp at={at} withSeconds />
        {fault ? <span className="text-red">: {fault}</span> : outcome === null ? ": under way." : "."}
      </p>
      <Evidence
        request={{ line: `POST ${url}`, headers, body }}
        response={status === null ? null : { line: String(status), headers: [], body: answer ?? "" }}
        silence={fault ?? "The answer is being waited for."}
        durationMs={durationMs ?? undefined}
      />
    </section>
  );
}

function unsent({ state }: EventDeliveryView) {
  return { line: "Not sent", headers: [], body: state === "missed" ? "The endpoint was off." : "It is sent in a moment." };
}
