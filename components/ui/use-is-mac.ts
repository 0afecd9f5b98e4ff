"use client";

import { useSyncExternalStore } from "react";

/** For the name of a key only; both Ctrl and Command are listened to everywhere. */
export function useIsMac(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  );
}
