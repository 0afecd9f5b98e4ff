import { CircleAlert, CircleSlash, PauseCircle } from "lucide-react";
import { AccountNumber } from "@/components/display/account-number";
import { Money } from "@/components/display/money";
import { NextDays } from "@/components/display/next-days";
import { StatusBadge } from "@/components/display/status-badge";
import { Timestamp } from "@/components/display/timestamp";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Link } from "@/components/ui/link";
import { formatPayoutNumber } from "@/lib/base/id";
import { sayDay } from "@/lib/domain/calendar/working-days";
import type { PastDay, ScheduleView } from "@/lib/queries/read-schedule";

/** What it pays, its next days with what shifts them, and what became of those before. */
export function ScheduleDetail({ schedule }: { schedule: ScheduleView }) {
  const { state, stateAt, stateByName, next, past, versions } = schedule;
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-5">
        {state === "active" ? null : (
          <Callout
            tone={state === "paused" ? "warning" : "info"}
            title={state === "paused" ? "It is paused: nothing is made" : "It has ended"}
          >
            {stateByName ? `${stateByName}, ` : "By itself, "}
            <Timestamp at={stateAt} />
          </Callout>
        )}
        <Card title="What it pays">
          <div className="flex flex-col gap-4">
            <Money amount={schedule.amount} size="figure" />
            <p>{schedule.said}</p>
            <DefinitionList
              facts={[
                { term: "Receiver", value: <Link href={`/receivers/${schedule.receiver.id}`}>{schedule.receiver.name}</Link> },
                { term: "Account", value: <AccountNumber number={schedule.accountMasked} /> },
                { term: "From", value: schedule.connectionName },
                { term: "Reference", value: `${schedule.reference}, and the day of each` },
                ...(schedule.statementText ? [{ term: "On the statement", value: schedule.statementText }] : []),
                { term: "Made before", value: schedule.leadDays === 1 ? "1 working day" : `${schedule.leadDays} working days` },
              ]}
            />
          </div>
        </Card>
        <Card title="What became of its days" padding="flush">
          {past.length === 0 ? <p className="px-4 py-3 text-grey-5">None of them has come yet.</p> : null}
          <ul aria-label="Days, newest first" className="divide-y divide-grey-2">
            {past.map((one) => (
              <li key={one.day} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5">
                <span className="flex min-w-0 flex-col">
                  <span className="font-medium">{sayDay(one.sendDay ?? one.day)}</span>
                  {one.sentence ? <span className="text-grey-5 text-small">{one.sentence}</span> : null}
                </span>
                <Outcome day={one} />
              </li>
            ))}
          </ul>
        </Card>
      </div>
      <div className="flex flex-col gap-5">
        <Card title="Next days">
          <NextDays days={next} today={schedule.today} />
        </Card>
        <Card title="Who wrote it">
          <ul className="flex flex-col divide-y divide-grey-2">
            {versions.map(({ version, byName, at, amount, said }) => (
              <li key={version} className="flex flex-col gap-0.5 py-2 first:pt-0 last:pb-0">
                <span>
                  <span className="font-medium">{byName}</span>{" "}
                  <span className="text-grey-5 text-small">
                    <Timestamp at={at} />
                  </span>
                </span>
                <span className="text-grey-5 text-small">
                  <Money amount={amount} />. {said}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </div>
  );
}

const LEFT = {
  refused: { word: "Not made", tone: "red", Icon: CircleAlert },
  missed: { word: "Missed", tone: "red", Icon: CircleAlert },
  closed: { word: "Banks closed", tone: "outline", Icon: CircleSlash },
  paused: { word: "Paused then", tone: "outline", Icon: PauseCircle },
} as const;

function isLeft(outcome: string): outcome is keyof typeof LEFT {
  return Object.hasOwn(LEFT, outcome);
}

function Outcome({ day: { payout, outcome } }: { day: PastDay }) {
  if (payout) {
    return (
      <span className="flex flex-wrap items-center gap-3">
        <Link href={`/payouts/${payout.number}`}>{formatPayoutNumber(payout.number)}</Link>
        <StatusBadge state={payout.state} />
      </span>
    );
  }
  if (!isLeft(outcome)) return null;
  const { word, tone, Icon } = LEFT[outcome];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
