"use client";

import { useLinkStatus } from "next/link";

/** Inside a link that stands `relative`: says at once that it was pressed, while the page it leads to is on its way. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? <span aria-hidden className="absolute inset-x-2 bottom-0 h-0.5 rounded-full bg-accent" /> : null;
}
