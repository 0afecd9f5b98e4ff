import { AccountFactsList } from "@/components/display/account-facts-list";
import { AccountNumber } from "@/components/display/account-number";
import { AccountStandingBadge } from "@/components/display/account-standing-badge";
import { Timestamp } from "@/components/display/timestamp";
import { AccountConfirmation } from "@/components/fields/account-confirmation";
import { AccountReveal } from "@/components/fields/account-reveal";
import { PayeeCheckButtons } from "@/components/fields/payee-check-buttons";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyFace } from "@/components/ui/empty-face";
import type { AccountFacts } from "@/lib/domain/account/account-facts";
import { ACCOUNT_KIND_LABELS } from "@/lib/domain/account/address";
import type { FactsByVersion } from "@/lib/queries/read-account-facts";
import type { AccountVersion, ReceiverAccountView } from "@/lib/queries/read-receiver";

export type AccountPowers = { reveal: boolean; change: boolean };

export type ReceiverAccountsProps = {
  receiverId: string;
  accounts: readonly ReceiverAccountView[];
  facts: FactsByVersion;
  may: AccountPowers;
};

/** The receiver's accounts, masked; what each said before stays on record, since payouts name the version that they paid. */
export function ReceiverAccounts({ receiverId, accounts, facts, may }: ReceiverAccountsProps) {
  const add = may.change ? (
    <ButtonLink href={`/receivers/${receiverId}/accounts/new`} size="small">
      Add account
    </ButtonLink>
  ) : null;
  return (
    <Card title="Accounts" padding="flush" tools={accounts.length > 0 ? add : null}>
      {accounts.length === 0 ? (
        <EmptyFace title="No account on file" action={add}>
          The account can also be put on file with the first payout to this receiver.
        </EmptyFace>
      ) : (
        <ul className="divide-y divide-grey-2">
          {accounts.map((account) => (
            <li key={account.id} className="flex flex-col gap-2.5 px-4 py-3">
              <OneAccount receiverId={receiverId} account={account} facts={facts} may={may} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

type OneAccountProps = Pick<ReceiverAccountsProps, "receiverId" | "facts" | "may"> & { account: ReceiverAccountView };

function OneAccount({ receiverId, account, facts, may }: OneAccountProps) {
  const { current, earlier, kind, closedAt } = account;
  const known = facts[current.id];
  const isOpen = closedAt === null;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-col gap-0.5">
          <span className="flex flex-wrap items-center gap-2">
            <span className="font-medium">{current.holderName}</span>
            {isOpen ? null : <Badge>Closed</Badge>}
            {isOpen && known && needsWord(known) ? <AccountStandingBadge standing={known.standing} /> : null}
            {current.version > 1 ? <Badge tone="outline">Version {current.version}</Badge> : null}
          </span>
          <span className="flex flex-wrap items-center gap-x-2 text-grey-5 text-small">
            {ACCOUNT_KIND_LABELS[kind]}
            <AccountNumber number={current.masked} kind={kind} />
          </span>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {may.reveal ? <AccountReveal accountVersionId={current.id} kind={kind} masked={current.masked} /> : null}
          {may.change && isOpen ? (
            <ButtonLink href={`/receivers/${receiverId}/accounts/new?changes=${account.id}`} size="small">
              Change
            </ButtonLink>
          ) : null}
        </div>
      </div>
      {known && isOpen ? (
        <>
          <AccountConfirmation facts={known} account={`${current.masked} of ${current.holderName}`} />
          <AccountFactsList facts={known} />
          <PayeeCheckButtons facts={known} mayChange={may.change} />
        </>
      ) : null}
      <VersionNote version={current} />
      {earlier.length > 0 ? (
        <Disclosure summary={earlier.length === 1 ? "What else it said" : `What else it said, ${earlier.length} versions`}>
          <ul className="flex flex-col gap-3">
            {earlier.map((version) => (
              <li key={version.id} className="flex flex-col gap-1">
                <span className="flex flex-wrap items-center gap-2 text-small">
                  Version {version.version}: {version.holderName}
                  <AccountNumber number={version.masked} kind={kind} />
                  <EarlierStanding facts={facts[version.id]} />
                </span>
                <VersionNote version={version} />
                <EarlierFacts facts={facts[version.id]} />
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </>
  );
}

/** Where nobody had to confirm it and nobody did, a badge would only say that there is a rule. */
function needsWord({ standing, decision }: AccountFacts): boolean {
  return standing !== "confirmed" || decision !== null;
}

function EarlierStanding({ facts }: { facts: AccountFacts | undefined }) {
  return facts && needsWord(facts) ? <AccountStandingBadge standing={facts.standing} /> : null;
}

function EarlierFacts({ facts }: { facts: AccountFacts | undefined }) {
  return facts ? <AccountFactsList facts={{ ...facts, sharedWith: [] }} /> : null;
}

function VersionNote({ version }: { version: AccountVersion }) {
  return (
    <p className="text-grey-5 text-small">
      {version.version === 1 ? "Added" : "Changed"} {version.createdByName ? `by ${version.createdByName} ` : ""}on{" "}
      <Timestamp at={version.createdAt} />
    </p>
  );
}
