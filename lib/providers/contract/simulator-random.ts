/** Repeatable randomness (mulberry32): the same seed gives the same sequence, so that a simulated disaster can be seen twice. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A UUID of version 4 drawn from the given randomness. */
export function drawUuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, (_, place) => {
    const digit = Math.floor(random() * 16);
    if (place === 12) return "4";
    return (place === 16 ? 8 + (digit & 3) : digit).toString(16);
  }).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
