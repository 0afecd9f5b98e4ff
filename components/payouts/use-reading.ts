"use client";

import { type RefObject, useEffect, useRef } from "react";
import { SECOND_MS } from "@/lib/base/time";

/** Whoever leaves the rows is often on the way to something beside them, and comes back. */
const PAUSE_MS = 10 * SECOND_MS;

/**
 * Whether somebody is at these rows, which then stay where they are: under the pointer, under the keys, scrolled, or left only just now.
 * `frame` holds what belongs to reading them, the notice of new ones among it.
 */
export function useReading(frame: RefObject<HTMLElement | null>, region: RefObject<HTMLElement | null>): () => boolean {
  const leftAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const leave = () => {
      leftAt.current = performance.now();
    };
    for (const way of ["pointerleave", "focusout"] as const) element.addEventListener(way, leave);
    return () => {
      for (const way of ["pointerleave", "focusout"] as const) element.removeEventListener(way, leave);
    };
  }, [frame]);
  return () => {
    const element = frame.current;
    if (!element) return false;
    const isScrolled = (region.current?.firstElementChild?.scrollTop ?? 0) > 0 || window.scrollY > 80;
    return (
      isScrolled || element.matches(":hover") || element.contains(document.activeElement) || performance.now() - leftAt.current < PAUSE_MS
    );
  };
}
