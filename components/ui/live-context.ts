"use client";

import { createContext, useContext } from "react";
import { SECOND_MS } from "@/lib/base/time";

/** Whether this page is told when something moves. Then asking by itself is only for what nobody tells. */
export const LiveContext = createContext(false);

const TOLD_MS = 30 * SECOND_MS;

/** How often an answer on screen is asked for again: every `aloneMs` where nothing is told, seldom (or every `toldMs`) where it is. */
export function useLiveMs(aloneMs: number, toldMs = TOLD_MS): number {
  return useContext(LiveContext) ? Math.max(aloneMs, toldMs) : aloneMs;
}
