import { AccountNumber } from "@/components/display/account-number";
import { Money } from "@/components/display/money";
import { StandingHeadline } from "@/components/display/standing-headline";
import { Timestamp } from "@/components/display/timestamp";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import type { Money as MoneyValue } from "@/lib/base/money";
import type { Standing } from "@/lib/domain/payout/standing";

export type VerifiedReceiptProps = {
  amount: MoneyValue;
  accountMasked: string | null;
  standing: Standing;
  stateAt: Date;
  madeAt: Date;
  changes: readonly ("standing" | "amount" | "account")[];
};

const CHANGED = { standing: "how the payout stands", amount: "the amount", account: "the account" } as const;

/** What anybody who holds the receipt may know: how much, to which account, how it stands now, and whether the receipt still says so. */
export function VerifiedReceipt({ amount, accountMasked, standing, stateAt, madeAt, changes }: VerifiedReceiptProps) {
  return (
    <div className="flex flex-col gap-4">
      {changes.length > 0 ? (
        <Callout tone="warning" title="This has changed since the receipt was made">
          {capital(new Intl.ListFormat("en-GB").format(changes.map((change) => CHANGED[change])))} {changes.length > 1 ? "are" : "is"} not
          as the receipt says. What counts is this page.
        </Callout>
      ) : (
        <Callout tone="info" title="The receipt is genuine and still true">
          Compare amount and account with what it says.
        </Callout>
      )}
      <Card>
        <div className="flex flex-col gap-3">
          <StandingHeadline standing={standing} />
          <DefinitionList
            facts={[
              { term: "Amount", value: <Money amount={amount} /> },
              { term: "Account", value: accountMasked ? <AccountNumber number={accountMasked} /> : "Chosen by the receiver" },
              { term: "Stands so since", value: <Timestamp at={stateAt} /> },
              { term: "Receipt made", value: <Timestamp at={madeAt} /> },
            ]}
          />
        </div>
      </Card>
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
