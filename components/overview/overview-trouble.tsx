import { ChevronRight, GitCompareArrows, Inbox, type LucideIcon, PlugZap, ShieldX, Snowflake } from "lucide-react";
import type { Route } from "next";
import NextLink from "next/link";
import type { ReactNode } from "react";
import { Money } from "@/components/display/money";
import { Timestamp } from "@/components/display/timestamp";
import { classNames } from "@/components/ui/class-names";
import type { TroubleView } from "@/lib/queries/read-trouble";

const RED = "border-red-line bg-red-wash text-red";
const AMBER = "border-amber-line bg-amber-wash text-amber";

/** What is wrong with the works; not there at all on a good day. Links lead only where this person may look. */
export function OverviewTrouble({ trouble, mayOperate }: { trouble: TroubleView; mayOperate: boolean }) {
  const { outages, frozen, heldByFreeze, deliveriesWaiting, forged, unexplained } = trouble;
  const to = (href: Route): Route | null => (mayOperate ? href : null);
  if (outages.length + frozen + deliveriesWaiting + forged + unexplained.count === 0) return null;
  return (
    <section aria-label="Trouble with the works" className="overflow-hidden rounded-ui border border-grey-2 bg-raised">
      <ul className="divide-y divide-grey-2">
        {outages.map(({ connectionName, since, isLockedOut, waiting }) => (
          <Line
            key={connectionName}
            {...{ Icon: PlugZap, tone: RED, count: waiting, href: to("/operations/health") ?? "/payouts?state=held" }}
            title={isLockedOut ? `${connectionName} does not accept our credentials` : `${connectionName} does not answer`}
          >
            Since <Timestamp at={since} />. {waiting === 1 ? "One payout waits" : `${waiting} payouts wait`} and go by themselves
            {isLockedOut ? " when an admin has renewed them." : " when it answers again."}
          </Line>
        ))}
        {unexplained.count > 0 ? (
          <Line
            {...{ Icon: GitCompareArrows, tone: RED, count: unexplained.count, href: to("/operations/reconciliation") }}
            title="Differences with providers that nobody has explained"
          >
            {unexplained.sums.length === 0 ? "No money differs, but what is told of it does." : <Sums sums={unexplained.sums} />}
          </Line>
        ) : null}
        {frozen > 0 ? (
          <Line
            {...{ Icon: Snowflake, tone: RED, count: heldByFreeze, href: to("/operations/freezes") ?? "/payouts?state=held" }}
            title={frozen === 1 ? "One freeze is in force" : `${frozen} freezes are in force`}
          >
            {heldByFreeze === 1 ? "One payout waits" : `${heldByFreeze} payouts wait`} until two people have lifted it.
          </Line>
        ) : null}
        {deliveriesWaiting > 0 ? (
          <Line
            {...{ Icon: Inbox, tone: AMBER, count: deliveriesWaiting, href: to("/operations?show=waiting") }}
            title="Webhooks that wait too long"
          >
            They name payouts that are not known here, or their proof cannot be checked.
          </Line>
        ) : null}
        {forged > 0 ? (
          <Line
            {...{ Icon: ShieldX, tone: RED, count: forged, href: to("/operations?show=forged") }}
            title="Forged webhooks since yesterday"
          >
            Nothing that they say was applied. Somebody tries, or a signing secret has changed.
          </Line>
        ) : null}
      </ul>
    </section>
  );
}

function Sums({ sums }: Pick<TroubleView["unexplained"], "sums">) {
  return (
    <span className="flex flex-wrap gap-x-3">
      {sums.map((amount) => (
        <Money key={amount.currency} amount={amount} />
      ))}
    </span>
  );
}

type LineProps = { Icon: LucideIcon; tone: string; title: string; count: number; href: Route | null; children: ReactNode };

function Line({ Icon, tone, title, count, href, children }: LineProps) {
  const look = "group grid grid-cols-[auto_minmax(0,1fr)_auto_auto] items-center gap-x-3 px-4 py-3 sm:gap-x-4";
  const inside = (
    <>
      <span className={classNames("grid size-8 place-items-center rounded-ui border", tone)}>
        <Icon className="size-4" aria-hidden />
      </span>
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{title}</span>
        <span className="text-grey-5 text-small">{children}</span>
      </span>
      <span className="min-w-10 text-right font-semibold text-title tabular-nums">{count}</span>
      <ChevronRight
        className={classNames("size-4 text-grey-4", href ? "transition-colors group-hover:text-ink" : "invisible")}
        aria-hidden
      />
    </>
  );
  return (
    <li>
      {href ? (
        <NextLink href={href} className={classNames(look, "transition-colors hover:bg-grey-1 focus-visible:-outline-offset-2")}>
          {inside}
        </NextLink>
      ) : (
        <div className={look}>{inside}</div>
      )}
    </li>
  );
}
