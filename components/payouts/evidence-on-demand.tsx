"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Evidence } from "@/components/display/evidence";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";
import { evidenceOptions } from "./payout-options";

/** Lies inside a disclosure, and is fetched when that is opened: most evidence is never looked at. */
export function EvidenceOnDemand(question: { payoutId: string; evidenceId: string }) {
  const place = useRef<HTMLDivElement>(null);
  const isOpen = useIsOpen(place);
  const { data: evidence, isError, refetch } = useQuery({ ...evidenceOptions(question), enabled: isOpen });
  return (
    <div ref={place}>
      {evidence ? (
        <Evidence
          request={evidence.request}
          response={evidence.response}
          silence={evidence.silence ?? undefined}
          durationMs={evidence.durationMs ?? undefined}
        />
      ) : isError ? (
        <Callout tone="warning" title="The evidence could not be loaded" actions={<Button onPress={() => refetch()}>Try again</Button>}>
          It is kept; only showing it failed.
        </Callout>
      ) : (
        <div className="flex flex-col gap-2 rounded-ui border border-grey-2 p-3">
          <LoadingNote>Loading the evidence</LoadingNote>
          <Skeleton width="long" />
          <Skeleton width="full" />
        </div>
      )}
    </div>
  );
}

function useIsOpen(place: React.RefObject<HTMLElement | null>): boolean {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const details = place.current?.closest("details");
    if (!details) return;
    const read = () => setIsOpen(details.open);
    read();
    details.addEventListener("toggle", read);
    return () => details.removeEventListener("toggle", read);
  }, [place]);
  return isOpen;
}
