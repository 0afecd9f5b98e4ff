import type { Day } from "@/lib/base/day";
import { sayDay } from "@/lib/domain/calendar/working-days";
import type { Occurrence } from "@/lib/domain/schedule/plan";

/** The next days of a schedule: on which it goes, why that is another day than the rule's, and when its approval is asked for. */
export function NextDays({ days, today }: { days: readonly Occurrence[]; today: Day }) {
  if (days.length === 0) return <p className="text-grey-5 text-small">No day is left.</p>;
  return (
    <ol aria-label="Next days" className="flex flex-col divide-y divide-grey-2">
      {days.map(({ day, sendDay, sentence, makeDay }) => (
        <li key={day} className="flex flex-col py-2">
          <span className={sendDay ? "font-medium" : "text-grey-5 line-through"}>{sayDay(sendDay ?? day)}</span>
          {sentence ? <span className="text-grey-5 text-small">{sentence}</span> : null}
          {sendDay ? (
            <span className="text-grey-5 text-small">
              Approval is asked for {makeDay <= today ? "at once" : `on ${sayDay(makeDay, { near: sendDay })}`}
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
