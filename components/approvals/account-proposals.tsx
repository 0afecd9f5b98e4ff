import { PhoneCall } from "lucide-react";
import { AccountFactsList } from "@/components/display/account-facts-list";
import { AccountNumber } from "@/components/display/account-number";
import { Timestamp } from "@/components/display/timestamp";
import { AccountConfirmation } from "@/components/fields/account-confirmation";
import { PayeeCheckButtons } from "@/components/fields/payee-check-buttons";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyFace } from "@/components/ui/empty-face";
import { Link } from "@/components/ui/link";
import { ACCOUNT_KIND_LABELS } from "@/lib/domain/account/address";
import type { AccountProposal } from "@/lib/queries/list-account-proposals";

/** Every account that waits for its second person, with what speaks for it and against it. */
export function AccountProposals({ proposals }: { proposals: readonly AccountProposal[] }) {
  if (proposals.length === 0) {
    return (
      <EmptyFace
        icon={<PhoneCall aria-hidden />}
        title="No account waits to be confirmed"
        size="page"
        action={<ButtonLink href="/receivers">See the receivers</ButtonLink>}
      >
        New and changed accounts of receivers stand here until a checker has called back.
      </EmptyFace>
    );
  }
  return (
    <ul className="flex max-w-200 flex-col gap-4">
      {proposals.map((proposal) => (
        <li key={proposal.versionId}>
          <Proposal proposal={proposal} />
        </li>
      ))}
    </ul>
  );
}

function Proposal({ proposal: { facts, receiverId, receiverName, holderName, masked, kind, heldCount } }: { proposal: AccountProposal }) {
  return (
    <section aria-label={receiverName} className="flex flex-col gap-2.5 rounded-ui border border-grey-2 bg-raised px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-col gap-0.5">
          <Link href={`/receivers/${receiverId}`} className="font-medium">
            {receiverName}
          </Link>
          <span className="flex flex-wrap items-center gap-x-2 text-grey-5 text-small">
            {ACCOUNT_KIND_LABELS[kind]}
            <AccountNumber number={masked} kind={kind} />
            {holderName === receiverName ? null : <span>of {holderName}</span>}
          </span>
        </div>
        {heldCount > 0 ? (
          <Badge tone="amber">{heldCount === 1 ? "One payout waits for it" : `${heldCount} payouts wait for it`}</Badge>
        ) : null}
      </div>
      <AccountConfirmation facts={facts} account={`${masked} of ${holderName}`} />
      <AccountFactsList facts={facts} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-grey-5 text-small">
          {facts.version === 1 ? "Added" : "Changed"} {sayBy(facts.broughtBy)}on <Timestamp at={facts.broughtAt} />
        </p>
        <PayeeCheckButtons facts={facts} mayChange={false} />
      </div>
    </section>
  );
}

function sayBy({ name, isYou }: AccountProposal["facts"]["broughtBy"]): string {
  if (isYou) return "by you ";
  return name ? `by ${name} ` : "";
}
