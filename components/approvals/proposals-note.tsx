import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { classNames } from "@/components/ui/class-names";

/** Accounts are confirmed in a sitting of their own, with the telephone; here it is only said that some wait. */
export function ProposalsNote({ count, isAside = false }: { count: number; isAside?: boolean }) {
  if (count === 0) return null;
  return (
    // On a phone the payout that is open has the screen to itself.
    <div className={classNames(isAside && "max-lg:hidden")}>
      <Callout
        tone="info"
        title={count === 1 ? "One account waits for a call back" : `${count} accounts wait for a call back`}
        actions={
          <ButtonLink href="/approvals/accounts" size="small">
            Accounts to confirm
          </ButtonLink>
        }
      >
        Payouts to them are held until somebody has confirmed them.
      </Callout>
    </div>
  );
}
