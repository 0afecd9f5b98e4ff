import { AccountNumber } from "@/components/display/account-number";
import { Timestamp } from "@/components/display/timestamp";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyFace } from "@/components/ui/empty-face";
import { ACCOUNT_KIND_LABELS } from "@/lib/domain/account/address";
import type { AccountVersion, ReceiverAccountView } from "@/lib/queries/read-receiver";
import { ReceiverReveal } from "./receiver-reveal";

export type ReceiverAccountsProps = { accounts: readonly ReceiverAccountView[]; mayReveal: boolean };

/** The receiver's accounts, masked; what each said before stays on record, since payouts name the version that they paid. */
export function ReceiverAccounts({ accounts, mayReveal }: ReceiverAccountsProps) {
  return (
    <Card title="Accounts" padding="flush">
      {accounts.length === 0 ? (
        <EmptyFace title="No account on file">The account is put on file with the first payout to this receiver.</EmptyFace>
      ) : (
        <ul className="divide-y divide-grey-2">
          {accounts.map((account) => (
            <li key={account.id} className="flex flex-col gap-2 px-4 py-3">
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
                <div className="flex min-w-0 flex-col gap-0.5">
                  <span className="flex flex-wrap items-center gap-2">
                    <span className="font-medium">{account.current.holderName}</span>
                    {account.closedAt ? <Badge>Closed</Badge> : null}
                    {account.current.version > 1 ? <Badge tone="outline">Version {account.current.version}</Badge> : null}
                  </span>
                  <span className="flex flex-wrap items-center gap-x-2 text-grey-5 text-small">
                    {ACCOUNT_KIND_LABELS[account.kind]}
                    <AccountNumber number={account.current.masked} kind={account.kind} />
                  </span>
                </div>
                {mayReveal ? (
                  <ReceiverReveal accountVersionId={account.current.id} kind={account.kind} masked={account.current.masked} />
                ) : null}
              </div>
              <VersionNote version={account.current} />
              {account.earlier.length > 0 ? (
                <Disclosure
                  summary={account.earlier.length === 1 ? "What it said before" : `What it said before, ${account.earlier.length} versions`}
                >
                  <ul className="flex flex-col gap-2">
                    {account.earlier.map((version) => (
                      <li key={version.id} className="flex flex-col gap-0.5">
                        <span className="flex flex-wrap items-center gap-2 text-small">
                          Version {version.version}: {version.holderName}
                          <AccountNumber number={version.masked} kind={account.kind} />
                        </span>
                        <VersionNote version={version} />
                      </li>
                    ))}
                  </ul>
                </Disclosure>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function VersionNote({ version }: { version: AccountVersion }) {
  return (
    <p className="text-grey-5 text-small">
      {version.version === 1 ? "Added" : "Changed"} {version.createdByName ? `by ${version.createdByName} ` : ""}on{" "}
      <Timestamp at={version.createdAt} />
    </p>
  );
}
