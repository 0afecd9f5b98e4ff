"use client";

import { useQuery } from "@tanstack/react-query";
import NextLink from "next/link";
import { Timestamp } from "@/components/display/timestamp";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { unitChangesOptions } from "./unit-options";

export type UnitChangesProps = { unitId: string; since: Date; until: Date; onLook: () => void };

/** It is no longer what was opened: what has happened to which payout, and the way to what stands there now. */
export function UnitChanges({ unitId, since, until, onLook }: UnitChangesProps) {
  const { data } = useQuery(unitChangesOptions(unitId, { since, until }));
  return (
    <Callout
      tone="warning"
      isLive
      title="It has changed since you opened it"
      actions={
        <Button size="small" onPress={onLook}>
          Look at it as it stands now
        </Button>
      }
    >
      <p>Nothing was decided. What you sign is what you see, so it is shown anew first.</p>
      {data && data.total > 0 ? (
        <ul className="mt-1">
          {data.changes.slice(0, 8).map(({ number, receiverName, what, byName, at }) => (
            <li key={`${number} ${at.getTime()} ${what}`}>
              <NextLink href={`/payouts/${number}`} prefetch={false} className="underline">
                {receiverName}
              </NextLink>{" "}
              {what} by {byName}, <Timestamp at={at} isRelative />
            </li>
          ))}
          {data.total > 8 ? <li>and {data.total - 8} more</li> : null}
        </ul>
      ) : data ? (
        <p className="mt-1">What stands out about it is no longer the same.</p>
      ) : null}
    </Callout>
  );
}
