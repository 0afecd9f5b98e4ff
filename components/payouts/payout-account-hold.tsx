import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import type { PayoutView } from "@/lib/domain/payout/payout-view";

/** Where the hand is that lets it go on: the account waits for a second person, or was rejected and the payout for its end. */
export function PayoutAccountHold({ payout: { state, holdKind, receiver } }: { payout: PayoutView }) {
  if (state !== "held") return null;
  const toReceiver = receiver.id ? (
    <ButtonLink href={`/receivers/${receiver.id}`} size="small">
      Open the receiver
    </ButtonLink>
  ) : undefined;
  if (holdKind === "account") {
    return (
      <Callout tone="warning" title="Its account is not confirmed yet" actions={toReceiver}>
        A checker other than whoever brought the account calls back and confirms it. Then this payout goes by itself.
      </Callout>
    );
  }
  if (holdKind !== "accountRejected") return null;
  return (
    <Callout tone="warning" title="Its account is not paid any more" actions={toReceiver}>
      The account was rejected, or changed again before anybody confirmed it. Nothing was sent and nothing will be: cancel this payout, and
      make another to the right account.
    </Callout>
  );
}
