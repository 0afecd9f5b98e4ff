"use client";

import { useSyncExternalStore } from "react";

const STORED = "counterfoil.singleKeys";
const listeners = new Set<() => void>();

/**
 * Keys that act without Ctrl can be switched off (WCAG 2.1.4): people who speak to their computer would trigger them by talking.
 * Kept in the browser, since it belongs to the desk a person sits at.
 */
export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    // Storage may be closed to us; the keys then simply stay on.
    return true;
  }
}

export function setSingleKeysOn(isOn: boolean) {
  localStorage.setItem(STORED, isOn ? "on" : "off");
  for (const listener of listeners) listener();
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(listen, areSingleKeysOn, () => true);
}

function listen(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
