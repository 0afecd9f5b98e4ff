import type { SeedAccount, SeedAccountVersion, SeedConnection } from "./cast";
import type { Dice } from "./random";
import type { Rows } from "./rows";
import type { SeedSource } from "./sources";
import type { World } from "./world";

/** Where a payout goes, and what people write on it. */
export type Target =
  | { readonly loop: "closed"; readonly source: SeedSource }
  | { readonly loop: "open"; readonly account: SeedAccount; readonly version: SeedAccountVersion };

export type Aim = { readonly target: Target; readonly amountMinor: number; readonly reference: string };

type AimAt = { readonly connection: SeedConnection; readonly atMs: number; readonly dice: Dice; readonly amountMinor?: number };

export function aimAtSource(world: World, rows: Rows, { connection, atMs, dice, ...wish }: AimAt): Aim {
  const wantedMinor = wish.amountMinor ?? drawAmount(dice, CUSTOMER);
  const { source, amountMinor } = world.sources.take(rows, { connection, wantedMinor, atMs, dice });
  const word = dice.weigh({ Refund: 6, Withdrawal: 3, Correction: 1 });
  return { target: { loop: "closed", source }, amountMinor, reference: `${word} ${source.orderId ?? source.lastFour}` };
}

export function aimAtAccount(world: World, { connection, atMs, dice, ...wish }: AimAt): Aim {
  const account = dice.pick(world.accounts[connection.currency === "GBP" ? "sortCode" : "iban"]);
  const version = account.versions.findLast(({ fromMs }) => fromMs <= atMs) ?? account.versions[0];
  if (!version) throw new Error(`The account of ${account.receiverName} says nothing.`);
  const isCompany = account.receiverKind === "company";
  const amountMinor = wish.amountMinor ?? drawAmount(dice, isCompany ? COMPANY : PERSON);
  return { target: { loop: "open", account, version }, amountMinor, reference: drawReference({ isCompany, atMs, dice }) };
}

type Spread = { readonly medianMinor: number; readonly sigma: number };
const CUSTOMER: Spread = { medianMinor: 7_400, sigma: 1.05 };
const PERSON: Spread = { medianMinor: 31_000, sigma: 0.9 };
const COMPANY: Spread = { medianMinor: 118_000, sigma: 1.1 };
const LARGEST_MINOR = 9_500_000;

function drawAmount(dice: Dice, { medianMinor, sigma }: Spread): number {
  const minor = Math.min(Math.max(Math.round(dice.spread(medianMinor, sigma)), 100), LARGEST_MINOR);
  if (dice.chance(0.3)) return Math.max(Math.round(minor / 1000) * 1000, 500);
  return dice.chance(0.35) ? Math.floor(minor / 100) * 100 + 99 : minor;
}

function drawReference({ isCompany, atMs, dice }: { isCompany: boolean; atMs: number; dice: Dice }): string {
  const month = new Date(atMs).toISOString().slice(0, 7);
  const number = dice.digits(4);
  if (isCompany) return dice.pick([`Invoice ${month.slice(0, 4)}-${number}`, `INV-${number}${dice.digits(2)}`, `Order ${number} ${month}`]);
  return dice.pick([`Commission ${month}`, `Claim ${month.slice(2, 4)}-${number}`, `Expenses ${month}`, `Prize ${number}`]);
}
