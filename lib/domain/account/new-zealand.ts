/**
 * Branches and check digits of New Zealand's banks, after the tax office's published tables. New banks and branches appear, so what
 * does not fit is a warning that a person confirms, never an error.
 */
type Algorithm = { readonly weights: readonly number[]; readonly modulus: number; readonly sumsDigits?: boolean };

/** Weights over bank 2, branch 4, base 8 and suffix 4 digits. */
const ALGORITHMS = {
  A: { weights: [0, 0, 6, 3, 7, 9, 0, 0, 10, 5, 8, 4, 2, 1, 0, 0, 0, 0], modulus: 11 },
  B: { weights: [0, 0, 0, 0, 0, 0, 0, 0, 10, 5, 8, 4, 2, 1, 0, 0, 0, 0], modulus: 11 },
  D: { weights: [0, 0, 0, 0, 0, 0, 0, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0], modulus: 11 },
  E: { weights: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 4, 3, 2, 0, 0, 0, 1], modulus: 11, sumsDigits: true },
  F: { weights: [0, 0, 0, 0, 0, 0, 0, 1, 7, 3, 1, 7, 3, 1, 0, 0, 0, 0], modulus: 10 },
  G: { weights: [0, 0, 0, 0, 0, 0, 0, 1, 3, 7, 1, 3, 7, 1, 0, 3, 7, 1], modulus: 10, sumsDigits: true },
  X: { weights: [], modulus: 1 },
} as const satisfies Record<string, Algorithm>;

type Bank = { readonly branches: readonly (readonly [from: number, to: number])[]; readonly algorithm?: keyof typeof ALGORITHMS };

const BANKS: Readonly<Record<string, Bank>> = {
  "01": {
    branches: [
      [1, 999],
      [1100, 1199],
      [1800, 1899],
    ],
  },
  "02": {
    branches: [
      [1, 999],
      [1200, 1299],
    ],
  },
  "03": {
    branches: [
      [1, 999],
      [1300, 1399],
      [1500, 1599],
      [1700, 1799],
      [1900, 1999],
    ],
  },
  "04": { branches: [[2020, 2024]] },
  "06": {
    branches: [
      [1, 999],
      [1400, 1499],
    ],
  },
  "08": { branches: [[6500, 6599]], algorithm: "D" },
  "09": { branches: [[0, 0]], algorithm: "E" },
  "10": { branches: [[5165, 5169]] },
  "11": {
    branches: [
      [5000, 6499],
      [6600, 8999],
    ],
  },
  "12": {
    branches: [
      [3000, 3299],
      [3400, 3499],
      [3600, 3699],
    ],
  },
  "13": { branches: [[4900, 4999]] },
  "14": { branches: [[4700, 4799]] },
  "15": { branches: [[3900, 3999]] },
  "16": { branches: [[4400, 4499]] },
  "17": { branches: [[3300, 3399]] },
  "18": { branches: [[3500, 3599]] },
  "19": { branches: [[4600, 4649]] },
  "20": { branches: [[4100, 4199]] },
  "21": { branches: [[4800, 4899]] },
  "22": { branches: [[4000, 4049]] },
  "23": { branches: [[3700, 3799]] },
  "24": { branches: [[4300, 4349]] },
  "25": { branches: [[2500, 2599]], algorithm: "F" },
  "26": { branches: [[2600, 2699]], algorithm: "G" },
  "27": { branches: [[3800, 3849]] },
  "28": { branches: [[2100, 2149]], algorithm: "G" },
  "29": { branches: [[2150, 2299]], algorithm: "G" },
  "30": { branches: [[2900, 2949]] },
  "31": { branches: [[2800, 2849]], algorithm: "X" },
  "33": { branches: [[6700, 6799]], algorithm: "F" },
  "35": { branches: [[2400, 2499]] },
  "38": { branches: [[9000, 9499]] },
};

/** From this base on the branch takes no part in the check. */
const WITHOUT_BRANCH_FROM = 990_000;

export type NewZealandParts = { readonly bank: string; readonly branch: string; readonly base: string; readonly suffix: string };

export function newZealandParts(accountNumber: string): NewZealandParts {
  return {
    bank: accountNumber.slice(0, 2),
    branch: accountNumber.slice(2, 6),
    base: accountNumber.slice(6, 13),
    suffix: accountNumber.slice(13),
  };
}

/** What is unlikely about 15 or 16 bare digits, each as a sentence. */
export function doubtsOfNewZealand(accountNumber: string): readonly string[] {
  const parts = newZealandParts(accountNumber);
  const bank = BANKS[parts.bank];
  if (!bank) return [`No New Zealand bank that we know has the number ${parts.bank}: check the first two digits.`];
  const branch = Number(parts.branch);
  const isBranch = bank.branches.some(([from, to]) => branch >= from && branch <= to);
  return [
    ...(isBranch ? [] : [`Bank ${parts.bank} has no branch ${parts.branch} that we know: check the first six digits.`]),
    ...(fitsCheckDigit(parts, bank) ? [] : ["The check digit does not fit: one of the digits may be mistyped."]),
  ];
}

function fitsCheckDigit(parts: NewZealandParts, bank: Bank): boolean {
  const algorithm: Algorithm = ALGORITHMS[bank.algorithm ?? (Number(parts.base) < WITHOUT_BRANCH_FROM ? "A" : "B")];
  const digits = parts.bank + parts.branch + parts.base.padStart(8, "0") + parts.suffix.padStart(4, "0");
  const sum = algorithm.weights.reduce((total, weight, place) => {
    const product = weight * Number(digits[place] ?? 0);
    return total + (algorithm.sumsDigits ? sumDigits(product) : product);
  }, 0);
  return sum % algorithm.modulus === 0;
}

/** Again and again until one digit is left. */
function sumDigits(value: number): number {
  return value < 10 ? value : sumDigits(Math.floor(value / 10) + (value % 10));
}
