import { EnrolmentBadge } from "@/components/display/enrolment-badge";
import { ProviderMark } from "@/components/display/provider-mark";
import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import type { EnrolmentView } from "@/lib/queries/list-enrolments";
import { AskEnrolmentAgain } from "./ask-enrolment-again";

/** With providers that pay only those whom they know: how far the receiver is there, and whose move it is. Nothing where none does. */
export function ReceiverEnrolments({ enrolments, mayAsk }: { enrolments: readonly EnrolmentView[]; mayAsk: boolean }) {
  if (enrolments.length === 0) return null;
  return (
    <Card title="Known to providers" padding="flush">
      <ul className="divide-y divide-grey-2">
        {enrolments.map((enrolment) => (
          <li key={enrolment.id} className="flex flex-col gap-2 px-4 py-3">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <span className="flex min-w-0 flex-wrap items-center gap-2">
                <ProviderMark id={enrolment.provider} label={enrolment.providerLabel} />
                <span className="text-grey-5 text-small">
                  {enrolment.connectionName}, {enrolment.accountLabel ?? enrolment.masked}
                </span>
              </span>
              <EnrolmentBadge state={enrolment.state} />
            </div>
            <EnrolmentStep enrolment={enrolment} />
            {enrolment.failure ? <p className="text-red">{enrolment.failure}</p> : null}
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <p className="text-grey-5 text-small">
                Since <Timestamp at={enrolment.stateAt} />
                {enrolment.providerStatus ? `, there called "${enrolment.providerStatus}"` : ""}
                {enrolment.waiting > 0
                  ? `. ${enrolment.waiting === 1 ? "One payout waits" : `${enrolment.waiting} payouts wait`} for it`
                  : ""}
                .
              </p>
              {mayAsk && enrolment.state !== "ready" ? <AskEnrolmentAgain enrolmentId={enrolment.id} /> : null}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Whose move it is, and which. */
function EnrolmentStep({ enrolment: { state, nextStep, providerLabel } }: { enrolment: EnrolmentView }) {
  if (state === "ready") return nextStep ? <p>{nextStep}</p> : null;
  const { whose, otherwise } = TURNS[state](providerLabel);
  return (
    <p>
      <span className="font-medium">{whose}:</span> {nextStep ?? otherwise}
    </p>
  );
}

type Turn = { readonly whose: string; readonly otherwise: string };

const TURNS: Readonly<Record<Exclude<EnrolmentView["state"], "ready">, (provider: string) => Turn>> = {
  wanted: (provider) => ({
    whose: "Counterfoil",
    otherwise: `The receiver is made known to ${provider} in a moment. Nobody has to do anything.`,
  }),
  pending: (provider) => ({ whose: provider, otherwise: "It is at work on it. Counterfoil asks again by itself." }),
  needsReceiver: (provider) => ({ whose: "The receiver", otherwise: `They have to answer ${provider}, which has written to them.` }),
  refused: (provider) => ({ whose: "You", otherwise: `Find out why ${provider} refused, mend the receiver's facts, and ask again.` }),
};
