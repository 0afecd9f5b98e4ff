"use client";

import { useSyncExternalStore } from "react";

/** The query of a page that somebody was at, kept in this tab under a name, so that the way back leads to what they saw. */
export function keepAddress(name: string, query: string) {
  try {
    sessionStorage.setItem(name, query);
  } catch {
    // Storage may be closed to us: the way back then leads to the page as it begins.
  }
}

export function useKeptAddress(name: string | undefined): string {
  return useSyncExternalStore(
    nothingToWatch,
    () => (name ? readAddress(name) : ""),
    () => "",
  );
}

function readAddress(name: string): string {
  try {
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

function nothingToWatch() {
  return () => {};
}
