import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";

/** Accounts are confirmed in a sitting of their own, with the telephone; here it is only said that some wait. */
export function ProposalsNote({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <div className="mb-4">
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
