import { seededRandom } from "@/lib/providers/contract/simulator-random";

/** Repeatable choices: the same seed tells the same story, so that a screen can be seen twice. */
export type Dice = {
  /** In [0, 1). */
  roll(): number;
  chance(probability: number): boolean;
  /** A whole number, both ends included. */
  between(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** One of the table's keys, by its weight. */
  weigh<K extends string>(table: Readonly<Record<K, number>>): K;
  digits(count: number): string;
  /** Log-normal: most are near the median, a few are very large. */
  spread(median: number, sigma: number): number;
};

export function diceOf(seed: number): Dice {
  const roll = seededRandom(seed);
  const between = (from: number, to: number) => from + Math.floor(roll() * (to - from + 1));
  return {
    roll,
    between,
    chance: (probability) => roll() < probability,
    pick(list) {
      const picked = list[Math.floor(roll() * list.length)];
      if (picked === undefined) throw new Error("There is nothing to pick from.");
      return picked;
    },
    weigh: (table) => weigh(table, roll()),
    digits: (count) => Array.from({ length: count }, () => between(0, 9)).join(""),
    spread: (median, sigma) => median * Math.exp(sigma * normal(roll)),
  };
}

function weigh<K extends string>(table: Readonly<Record<K, number>>, rolled: number): K {
  let sum = 0;
  for (const key in table) sum += table[key];
  let left = rolled * sum;
  for (const key in table) {
    left -= table[key];
    if (left < 0) return key;
  }
  throw new Error("There is nothing to weigh.");
}

/** Box and Muller's transform; one of its two values is enough here. */
function normal(roll: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
}
