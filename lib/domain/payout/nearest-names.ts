import { foldText } from "@/lib/base/text";

/** Of names that share some letters with what was heard, those in which every heard word has a word that is nearly it; nearest first. */
export function nearestNames(heard: readonly string[], names: readonly string[]): readonly string[] {
  const scored = [...new Set(names)].flatMap((name) => {
    const written = wordsIn(foldText(name));
    const distances = heard.map((word) => Math.min(...written.map((one) => distance(word, one) + (one[0] === word[0] ? 0 : 0.5))));
    const isNear = distances.every((far, place) => far <= slackOf(heard[place] ?? ""));
    return isNear ? [{ name, far: distances.reduce((sum, one) => sum + one, 0) }] : [];
  });
  return scored.sort((a, b) => a.far - b.far).map(({ name }) => name);
}

/** Long words are mistyped more often, and short ones are other names when one letter changes. */
function slackOf(word: string): number {
  if (word.length < 3) return 0;
  if (word.length < 6) return 1.5;
  return word.length < 9 ? 2.5 : 3.5;
}

function wordsIn(text: string): readonly string[] {
  return text.split(/[\s,.'’-]+/).filter(Boolean);
}

/** Letters to change, add, drop, or swap with their neighbour until one word is the other (Damerau and Levenshtein). */
function distance(a: string, b: string): number {
  // Words of very different length are never near, and most are that.
  if (Math.abs(a.length - b.length) > 3) return Math.max(a.length, b.length);
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const change = (above[j - 1] ?? 0) + (isSame ? 0 : 1);
      const least = Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row.push(isSwap ? Math.min(least, (before[j - 2] ?? 0) + 1) : least);
    }
    before = above;
  }
  return row[b.length] ?? 0;
}
