"use client";

import { useSyncExternalStore } from "react";
import { type DeskChoice, type DeskName, deskCookie, readDeskChoice } from "./desk";

const YEAR_SECONDS = 31_536_000;
const listeners = new Set<() => void>();

export function useDesk<N extends DeskName>(name: N): [DeskChoice<N>, (choice: DeskChoice<N>) => void] {
  const choice = useSyncExternalStore(
    listen,
    () => readDeskChoice(name, document.documentElement.dataset[name]),
    () => readDeskChoice(name, undefined),
  );
  return [choice, (next) => writeDesk(name, next)];
}

function writeDesk<N extends DeskName>(name: N, choice: DeskChoice<N>) {
  document.documentElement.dataset[name] = choice;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than some browsers that people work with.
  document.cookie = `${deskCookie(name)}=${choice}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  for (const listener of listeners) listener();
}

function listen(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
