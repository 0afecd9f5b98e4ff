"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { LiveContext } from "@/components/ui/live-context";
import { followLive } from "./live-source";
import { readAgain } from "./read-again";

/** Keeps what is on screen as it is, for all its parts by one stream. Without it they ask by themselves. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    const again = readAgain(client);
    const hangUp = followLive({
      onReady: () => {
        setLive(true);
        again.everything();
      },
      onChange: again.concerned,
      onLost: () => setLive(false),
    });
    return () => {
      hangUp();
      again.stop();
    };
  }, [client]);
  return <LiveContext value={isLive}>{children}</LiveContext>;
}
