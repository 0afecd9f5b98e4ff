"use client";

import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";

export type DisplaySettings = {
  /** How numbers and dates are written: "en-GB". */
  locale: string;
  /** The person's zone: "Europe/Berlin". Every time on screen is in it. */
  timeZone: string;
  /** The moment at which the server drew the page, so that the browser's first drawing says the same. */
  now: Date;
};

const DEFAULTS: DisplaySettings = { locale: "en-GB", timeZone: "UTC", now: new Date(0) };

const SettingsContext = createContext<DisplaySettings>(DEFAULTS);

export function DisplaySettingsProvider({ locale, timeZone, now, children }: DisplaySettings & { children: ReactNode }) {
  const at = now.getTime();
  const settings = useMemo(() => ({ locale, timeZone, now: new Date(at) }), [locale, timeZone, at]);
  return <SettingsContext value={settings}>{children}</SettingsContext>;
}

export function useDisplaySettings(): DisplaySettings {
  return useContext(SettingsContext);
}

/** Moves twice a minute, for "3 minutes ago". Starts at the server's moment. */
export function useNow(): Date {
  const { now } = useDisplaySettings();
  const at = useSyncExternalStore(listenToClock, readClock, () => now.getTime());
  return new Date(at);
}

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let shownAt = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

function readClock(): number {
  if (shownAt === 0) shownAt = Date.now();
  return shownAt;
}

function listenToClock(listener: () => void) {
  listeners.add(listener);
  ticking ??= setInterval(() => {
    shownAt = Date.now();
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}
