/** "mod+k" taken apart. `mod` is Ctrl, or Command on a Mac: both are accepted everywhere, so nobody has to be asked. */
export type Chord = { key: string; needsMod: boolean };

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

export function parseChord(keys: string): Chord {
  const needsMod = keys.startsWith("mod+");
  return { key: (needsMod ? keys.slice(4) : keys).toLowerCase(), needsMod };
}

export function matchesChord(chord: Chord, press: Press): boolean {
  if (press.altKey) return false;
  if (chord.needsMod !== (press.ctrlKey || press.metaKey)) return false;
  return chord.key === nameKey(press.key);
}

/** How it is shown: "Ctrl K", "J", "Space". The caller knows whether this is a Mac. */
export function spellChord({ key, needsMod }: Chord, isMac: boolean): string {
  const name = key.length === 1 ? key.toUpperCase() : `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`;
  if (!needsMod) return name;
  return `${isMac ? "⌘" : "Ctrl"} ${name}`;
}

function nameKey(key: string): string {
  if (key === " ") return "space";
  return key.toLowerCase();
}
