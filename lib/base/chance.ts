// The one place where chance comes from, for jitter and the like; never for ids or secrets. A rehearsal throws its own dice, so that
// the same seed always meets the same moments.

let draw: () => number = () => Math.random();

/** In [0, 1). */
export function chance(): number {
  return draw();
}

/** For rehearsals only: chance comes from here until the answer is called. */
export function replaceChance(dice: () => number): () => void {
  const before = draw;
  draw = dice;
  return () => {
    draw = before;
  };
}
