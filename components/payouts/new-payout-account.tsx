"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { AccountFactsList } from "@/components/display/account-facts-list";
import { Timestamp } from "@/components/display/timestamp";
import { PayeeCheckButtons } from "@/components/fields/payee-check-buttons";
import { Callout } from "@/components/ui/callout";
import { readLive } from "@/components/ui/read-live";
import { addMs, HOUR_MS, SECOND_MS } from "@/lib/base/time";
import { AccountFacts } from "@/lib/domain/account/account-facts";
import type { AccountRule } from "@/lib/domain/approval/policy";

const FRESH_MS = 10 * SECOND_MS;

/** What the maker should know of a chosen account before anything else is typed: whether it may be paid now, and when it could. */
export function KnownAccount({ accountId }: { accountId: string }) {
  const client = useQueryClient();
  const queryKey = ["account", accountId];
  const { data: facts } = useQuery({
    queryKey,
    queryFn: ({ signal }) => readLive(`/api/live/accounts/${encodeURIComponent(accountId)}`, AccountFacts, signal),
    staleTime: FRESH_MS,
    retry: false,
  });
  if (!facts) return null;
  const wait = sayWait(facts);
  return (
    <div className="flex flex-col gap-2.5">
      {wait ? (
        <Callout tone="warning" title={wait.title} isLive>
          {wait.sentence}
        </Callout>
      ) : null}
      {/* Who else has it is among what stands out, which the summary shows. */}
      <AccountFactsList facts={{ ...facts, coolsOffUntil: null, sharedWith: [] }} />
      <PayeeCheckButtons facts={facts} mayChange={false} onDone={() => void client.invalidateQueries({ queryKey })} />
    </div>
  );
}

function sayWait({ standing, version, coolsOffUntil, coolOffHours }: AccountFacts) {
  if (standing === "proposed") {
    const what = version === 1 ? "This account is new" : "This account was changed";
    return {
      title: `${what} and not confirmed yet`,
      sentence: <Held hours={coolOffHours} />,
    };
  }
  if (!coolsOffUntil) return null;
  return {
    title: "This account was confirmed only recently",
    sentence: (
      <>
        The policy lets an account rest for {sayHours(coolOffHours)} after that. The payout can be made and approved now, and goes by itself
        on <Timestamp at={coolsOffUntil} />.
      </>
    ),
  };
}

/** Said before the maker begins, with the earliest moment at which it could go. */
function Held({ hours }: { hours: number }) {
  return (
    <>
      The payout can be made and approved now. It is held until a checker has called back and confirmed the account, and then goes by itself
      {hours > 0 ? (
        <>
          {" "}
          after {sayHours(hours)}: not before <Timestamp at={addMs(new Date(), hours * HOUR_MS)} />
        </>
      ) : null}
      .
    </>
  );
}

function sayHours(hours: number): string {
  return hours === 1 ? "an hour" : `${hours} hours`;
}

/** The same for somebody new: their account will be new as well. */
export function NewAccountNote({ rule }: { rule: AccountRule }) {
  if (!rule.confirmNew) return null;
  return (
    <Callout tone="info" title="A new account is confirmed first">
      <Held hours={rule.coolOffHours} />
    </Callout>
  );
}
