"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { SECOND_MS } from "@/lib/base/time";

const EVERY_MS = 5 * SECOND_MS;

/** The page is read again every few seconds while somebody looks at it; what is typed or open stays. */
export function KeepFresh() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
