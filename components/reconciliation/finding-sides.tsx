import { Money } from "@/components/display/money";
import { StatusBadge } from "@/components/display/status-badge";
import { formatPayoutNumber } from "@/lib/base/id";
import { isPayoutState } from "@/lib/domain/payout/lifecycle";
import type { FindingView } from "@/lib/queries/list-findings";

/** What the desk has of it; nothing, where nobody made it here. */
export function OurSide({ finding: { ours, kind } }: { finding: FindingView }) {
  if (!ours) return <span className="text-grey-5">{kind === "balanceDiffers" ? "What moved does not tell why" : "Nothing"}</span>;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Money amount={ours.amount} />
      {isPayoutState(ours.status) ? <StatusBadge state={ours.status} /> : null}
      <span className="font-mono text-grey-5">{formatPayoutNumber(ours.name)}</span>
    </span>
  );
}

/** The same as the provider has it, in the provider's own words. */
export function TheirSide({ finding: { theirs } }: { finding: FindingView }) {
  if (theirs.length === 0) return <span className="text-grey-5">Nothing</span>;
  return theirs.map(({ name, status, amount }) => (
    <span key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Money amount={amount} />
      <span>{status}</span>
      <span className="break-all font-mono text-grey-5">{name}</span>
    </span>
  ));
}
