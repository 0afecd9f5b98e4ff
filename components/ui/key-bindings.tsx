"use client";

import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useId, useState } from "react";
import { matchesChord, parseChord } from "./key-chord";
import { areSingleKeysOn } from "./single-keys";

export type KeyBinding = {
  /** "j", "?", "Enter", "mod+k". */
  keys: string;
  /** What it does, for the list behind `?`. */
  label: string;
  onPress: () => void;
  isDisabled?: boolean;
  /** Only for moving about: a key that is held down must never approve a second payout. */
  canRepeat?: boolean;
};

/** `page` keys rest while a dialog is open; `dialog` keys work only inside one; `everywhere` keys always work. */
export type KeyPlace = "page" | "dialog" | "everywhere";
export type KeyGroup = { title: string; place: KeyPlace; bindings: readonly KeyBinding[] };

type Groups = Map<string, KeyGroup>;

const GroupsContext = createContext<Groups | null>(null);

/** Listens once for the whole page. Whatever is bound shows up behind `?`, so that list is never out of date. */
export function KeyBindingsProvider({ children }: { children: ReactNode }) {
  const [groups] = useState<Groups>(() => new Map());

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const binding = findBinding(groups, event);
      if (!binding) return;
      event.preventDefault();
      binding.onPress();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [groups]);

  return <GroupsContext value={groups}>{children}</GroupsContext>;
}

/** Binds keys as long as the caller is on screen. What was bound last wins, so a page may take over a key of the frame. */
export function useKeyBindings(title: string, bindings: readonly KeyBinding[], place: KeyPlace = "page") {
  const groups = useContext(GroupsContext);
  const id = useId();
  const read = useEffectEvent(() => ({ title, place, bindings }));

  useEffect(() => {
    if (!groups) return;
    // A getter, so that the newest callbacks answer without registering again on every render.
    groups.set(id, {
      get title() {
        return read().title;
      },
      get place() {
        return read().place;
      },
      get bindings() {
        return read().bindings;
      },
    });
    return () => {
      groups.delete(id);
    };
  }, [groups, id]);
}

/** For the list behind `?`: what is bound at this moment. Call it when the list opens. */
export function useBoundKeys(): () => readonly KeyGroup[] {
  const groups = useContext(GroupsContext);
  return () => [...(groups?.values() ?? [])].map(({ title, place, bindings }) => ({ title, place, bindings }));
}

function findBinding(groups: Groups, event: KeyboardEvent): KeyBinding | undefined {
  const singleKeys = areSingleKeysOn();
  return [...groups.values()]
    .filter((group) => reaches(group.place, event))
    .flatMap((group) => group.bindings)
    .findLast((binding) => {
      const chord = parseChord(binding.keys);
      if (binding.isDisabled || !matchesChord(chord, event)) return false;
      if (event.repeat && !binding.canRepeat) return false;
      if (chord.needsMod) return true;
      return singleKeys && !isTakenByElement(chord.key, event.target);
    });
}

function reaches(place: KeyPlace, event: KeyboardEvent): boolean {
  if (place === "everywhere") return true;
  const isInDialog = event.target instanceof Element && event.target.closest("[role=dialog],[role=alertdialog]") !== null;
  return place === "dialog" ? isInDialog : !isInDialog;
}

/** Typing belongs to fields, letters to open menus and lists, and Enter and Space to whatever can be pressed. */
function isTakenByElement(key: string, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("input, textarea, select, [role=menu], [role=listbox], [role=combobox]")) {
    return !(target instanceof HTMLInputElement && ["checkbox", "radio"].includes(target.type) && key !== "space");
  }
  return ["enter", "space"].includes(key) && target.closest("a, button, summary, [role=button], [role=tab]") !== null;
}
