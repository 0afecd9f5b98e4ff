import { describe, expect, test } from "vitest";
import { matchesChord, parseChord, spellChord } from "./key-chord";

const bare = { ctrlKey: false, metaKey: false, altKey: false };

describe("a key that is bound", () => {
  test("answers with and without caps lock, but not with Ctrl, Command or Alt held", () => {
    const approve = parseChord("a");
    expect(matchesChord(approve, { ...bare, key: "a" })).toBe(true);
    expect(matchesChord(approve, { ...bare, key: "A" })).toBe(true);
    expect(matchesChord(approve, { ...bare, key: "a", ctrlKey: true })).toBe(false);
    expect(matchesChord(approve, { ...bare, key: "a", metaKey: true })).toBe(false);
    expect(matchesChord(approve, { ...bare, key: "a", altKey: true })).toBe(false);
  });

  test("with mod wants Ctrl or Command", () => {
    const search = parseChord("mod+k");
    expect(matchesChord(search, { ...bare, key: "k", ctrlKey: true })).toBe(true);
    expect(matchesChord(search, { ...bare, key: "k", metaKey: true })).toBe(true);
    expect(matchesChord(search, { ...bare, key: "k" })).toBe(false);
  });

  test("is spelled as the keyboard in front of the person spells it", () => {
    expect(spellChord(parseChord("mod+Enter"), false)).toBe("Ctrl Enter");
    expect(spellChord(parseChord("mod+k"), true)).toBe("⌘ K");
    expect(spellChord(parseChord("space"), false)).toBe("Space");
    expect(spellChord(parseChord("?"), false)).toBe("?");
  });
});
