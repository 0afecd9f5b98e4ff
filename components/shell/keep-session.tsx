"use client";

import { useEffect, useRef } from "react";
import { keepSessionAction } from "@/lib/actions/session";
import { MINUTE_MS } from "@/lib/base/time";

const SIGNS_OF_LIFE = ["keydown", "pointerdown", "wheel"] as const;

/** Says once a minute that somebody is here. That a page asks for news by itself is no sign of that. */
export function KeepSession() {
  const saidAt = useRef(0);
  useEffect(() => {
    const say = () => {
      const now = Date.now();
      if (now - saidAt.current < MINUTE_MS) return;
      saidAt.current = now;
      // Unheard it is said again a minute later, and in the end the session ends.
      keepSessionAction().catch(() => {});
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, say, { passive: true, capture: true });
    return () => {
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, say, { capture: true });
    };
  }, []);
  return null;
}
