"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { AccountFactsList } from "@/components/display/account-facts-list";
import { Timestamp } from "@/components/display/timestamp";
import { PayeeCheckButtons } from "@/components/fields/payee-check-buttons";
import { Callout } from "@/components/ui/callout";
import { Link } from "@/components/ui/link";
import { askLive, readLive } from "@/components/ui/read-live";
import { addMs, HOUR_MS, SECOND_MS } from "@/lib/base/time";
import { AccountFacts, AccountHolder } from "@/lib/domain/account/account-facts";
import type { AccountAddress } from "@/lib/domain/account/address";
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
      <AccountFactsList facts={{ ...facts, coolsOffUntil: null }} />
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

const Holders = z.array(AccountHolder);

/** The same for an account that is being typed: it will be new, and somebody may have it already. */
export function TypedAccount({ address, rule }: { address: AccountAddress | null; rule: AccountRule }) {
  const { data: holders = [] } = useQuery({
    queryKey: ["holders", address],
    queryFn: ({ signal }) => askLive("/api/live/accounts", { address }, Holders, signal),
    enabled: address !== null,
    staleTime: FRESH_MS,
    retry: false,
  });
  return (
    <>
      {address !== null && holders.length > 0 ? (
        <Callout tone="warning" title="This account is on file already" isLive>
          {holders.map(({ receiverId, name }, place) => (
            <span key={receiverId}>
              {place > 0 ? ", " : "It belongs to "}
              <Link href={`/receivers/${receiverId}`}>{name}</Link>
            </span>
          ))}
          . Is it the same person? Then choose them among those on file.
        </Callout>
      ) : null}
      {rule.confirmNew ? (
        <Callout tone="info" title="A new account is confirmed first">
          <Held hours={rule.coolOffHours} />
        </Callout>
      ) : null}
    </>
  );
}
