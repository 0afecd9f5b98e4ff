import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";

/** On the overview: money that somebody counts on was not even asked for. */
export function LeftDaysNote({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Callout
      tone="warning"
      title={count === 1 ? "A scheduled payout was not made this week" : `${count} scheduled payouts were not made this week`}
      actions={
        <ButtonLink href="/payouts/schedules" size="small">
          See the schedules
        </ButtonLink>
      }
    >
      Why stands with each schedule. What is still wanted is made by hand.
    </Callout>
  );
}
