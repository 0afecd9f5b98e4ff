"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Kbd } from "@/components/ui/kbd";
import { useKeyBindings } from "@/components/ui/key-bindings";
import type { AccountFacts } from "@/lib/domain/account/account-facts";
import { CallBackDialog } from "./call-back-dialog";
import { RejectAccountDialog } from "./reject-account-dialog";

export type AccountConfirmationProps = {
  facts: AccountFacts;
  /** The account as people say it: "DE•• •••• 1585 of Anna Schmidt". */
  account: string;
  /** The key that opens the call back, where only one account is on the page. */
  hotkey?: string;
  onDecided?: () => void;
};

/** An account that waits for its second person, and that person's two answers. Nothing where nothing waits. */
export function AccountConfirmation({ facts, account, hotkey, onDecided }: AccountConfirmationProps) {
  const [open, setOpen] = useState<"call" | "reject" | null>(null);
  const { mayDecide } = facts;
  const isOpen = facts.standing === "proposed";
  useKeyBindings(
    "Account",
    hotkey
      ? [{ keys: hotkey, label: "Confirm the account by a call back", isDisabled: !mayDecide || !isOpen, onPress: () => setOpen("call") }]
      : [],
  );
  if (!isOpen) return null;
  const who = facts.broughtBy.isYou ? "you" : (facts.broughtBy.name ?? "Whoever brought it");
  return (
    <>
      <Callout
        tone="warning"
        title={facts.version === 1 ? "New account, not confirmed yet" : "Changed account, not confirmed yet"}
        actions={
          mayDecide ? (
            <>
              <Button size="small" onPress={() => setOpen("reject")}>
                Account is wrong
              </Button>
              <Button size="small" onPress={() => setOpen("call")}>
                Confirm by call back {hotkey ? <Kbd>{hotkey.toUpperCase()}</Kbd> : null}
              </Button>
            </>
          ) : undefined
        }
      >
        {mayDecide
          ? "Call somebody you know there, on a number known before, and let them read it out. Payouts to it are held until then."
          : `A checker other than ${who} has to call back and confirm it. Payouts to it are held until then, and go by themselves after.`}
      </Callout>
      {open === "call" ? (
        <CallBackDialog versionId={facts.versionId} account={account} onClose={() => setOpen(null)} onDecided={onDecided} />
      ) : null}
      {open === "reject" ? (
        <RejectAccountDialog versionId={facts.versionId} account={account} onClose={() => setOpen(null)} onDecided={onDecided} />
      ) : null}
    </>
  );
}
