"use client";

import { useQueryClient } from "@tanstack/react-query";
import { AccountFactsList } from "@/components/display/account-facts-list";
import { AccountConfirmation } from "@/components/fields/account-confirmation";
import { PayeeCheckButtons } from "@/components/fields/payee-check-buttons";
import type { AccountFacts } from "@/lib/domain/account/account-facts";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { approvalOptions } from "./approval-options";

/** The account it goes to, for whoever approves: not confirmed yet (one key, and it is), what the bank says, who else has it. */
export function ApprovalAccount({ payout, facts }: { payout: PayoutView; facts: AccountFacts }) {
  const client = useQueryClient();
  const readAgain = () => void client.invalidateQueries({ queryKey: approvalOptions(payout.number).queryKey });
  const { account } = payout;
  return (
    <section aria-label="Account" className="flex flex-col gap-2.5 empty:hidden">
      <AccountConfirmation
        facts={facts}
        account={account ? `${account.masked} of ${account.holderName}` : "the account"}
        hotkey="c"
        onDecided={readAgain}
      />
      {/* Who else has it is among what stands out, right below. */}
      <AccountFactsList facts={{ ...facts, sharedWith: [] }} />
      <PayeeCheckButtons facts={facts} mayChange={false} onDone={readAgain} />
    </section>
  );
}
