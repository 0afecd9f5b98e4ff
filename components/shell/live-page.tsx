"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLiveMs } from "@/components/ui/live-context";
import { MINUTE_MS, SECOND_MS } from "@/lib/base/time";

/** A page that the server draws is drawn anew when what it is about has moved; what is typed or open in it stays. */
export function LivePage({ about }: { about: "payouts" | "approvals" }) {
  const router = useRouter();
  useQuery({
    queryKey: ["page", about],
    queryFn: () => {
      router.refresh();
      return Date.now();
    },
    meta: { live: { about }, liveMs: 10 * SECOND_MS },
    // It has been drawn just now.
    initialData: () => Date.now(),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchInterval: useLiveMs(MINUTE_MS),
  });
  return null;
}
