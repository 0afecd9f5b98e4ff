import type { Currency } from "@/lib/base/currency";
import { foldText } from "@/lib/base/text";
import { HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import { blindIndex } from "@/lib/db/seal";
import { type AccountAddress, accountNumberOf, maskAddress } from "@/lib/domain/account/address";
import { drawIban, drawUkAccount, type IbanCountry } from "./bank-accounts";
import type { SeedConnection } from "./cast";
import { seedId } from "./ids";
import { type Country, drawPersonName, emailOf } from "./names";
import { type Dice, diceOf } from "./random";
import type { Rows } from "./rows";

/** A payment that came in, as far as a payout back to it needs to know. */
export type SeedSource = {
  readonly id: string;
  readonly sourceId: string;
  readonly userId: string | null;
  readonly holderName: string;
  readonly masked: string;
  readonly lastFour: string;
  readonly orderId: string | null;
  /** Minor units that may still go back. */
  leftMinor: number;
};

const REMEMBERED = 150;
/** An order is refunded in parts now and then; an account is paid out to many times. */
const COMES_BACK = { order: 0.2, paymentSource: 0.65 } as const;
const PAID_BACK_IN_FULL = 0.5;

type Taking = { readonly connection: SeedConnection; readonly wantedMinor: number; readonly atMs: number; readonly dice: Dice };

/** Makes payments that came in, and finds one again that has something left, as customers do who withdraw more than once. */
export class SeedSources {
  private readonly open = new Map<string, SeedSource[]>();
  private made = 0;

  constructor(
    private readonly merchantId: string,
    /** Order numbers must not meet those of an earlier run. */
    private readonly label: (count: number) => string,
  ) {}

  /** A source for a payout: one that has something left, as often as customers come back, else a new one. */
  take(rows: Rows, { connection, wantedMinor, atMs, dice }: Taking): { source: SeedSource; amountMinor: number } {
    const open = this.open.get(connection.id) ?? [];
    const place = Math.floor(dice.roll() * open.length);
    const known = open[place];
    if (known && dice.chance(COMES_BACK[connection.manifest.closedLoop ?? "order"])) {
      if (known.leftMinor > 0) return { source: known, amountMinor: Math.min(known.leftMinor, wantedMinor) };
      open.splice(place, 1);
    }
    const paidInMinor = dice.chance(PAID_BACK_IN_FULL) ? wantedMinor : Math.ceil((wantedMinor * (1.5 + 4 * dice.roll())) / 100) * 100;
    const paidInMs = atMs - dice.between(HOUR_MS, 480 * HOUR_MS);
    const source = this.add(rows, { connection, paidInMinor, paidInMs, knownMs: atMs - MINUTE_MS, dice });
    if (paidInMinor > wantedMinor) open.push(source);
    if (open.length > REMEMBERED) open.shift();
    this.open.set(connection.id, open);
    return { source, amountMinor: wantedMinor };
  }

  add(rows: Rows, wish: NewSource): SeedSource {
    const { connection, paidInMinor, paidInMs, knownMs, dice, label = this.label(this.made), refusal = null } = wish;
    this.made += 1;
    const names = connection.demo.paidIn?.nameSource(label, knownMs);
    if (!names) throw new Error(`Nothing is paid in at ${connection.name}.`);
    const address = addressOfSource(names.sourceId, connection.currency);
    const number = accountNumberOf(address);
    const holderName = drawPersonName(dice, holderCountry(address));
    const source = {
      id: seedId("paymentSource", knownMs),
      sourceId: names.sourceId,
      userId: names.userId,
      holderName,
      masked: maskAddress(address),
      lastFour: number.slice(-4),
      orderId: names.orderId ?? names.orderReference,
      leftMinor: paidInMinor,
    };
    rows.add("payment_source", {
      sourceId: names.sourceId,
      userId: names.userId,
      orderId: names.orderId,
      orderReference: names.orderReference,
      id: source.id,
      merchantId: this.merchantId,
      connectionId: connection.id,
      holderName,
      holderFolded: foldText(holderName),
      holderEmail: emailOf(holderName),
      masked: source.masked,
      lastFour: source.lastFour,
      blindIndex: blindIndex(number),
      currency: connection.currency,
      paidInMinor,
      refundedMinor: 0,
      amountsFrom: "provider",
      paidInAt: new Date(paidInMs),
      refusal,
      readAt: new Date(knownMs),
      createdAt: new Date(knownMs),
    });
    return source;
  }
}

export type NewSource = {
  readonly connection: SeedConnection;
  readonly paidInMinor: number;
  readonly paidInMs: number;
  /** When the desk first heard of it. */
  readonly knownMs: number;
  readonly dice: Dice;
  readonly label?: string;
  readonly refusal?: string | null;
};

/**
 * The account that paid in, told from the source's id alone: the full number is stored nowhere, and the make-believe provider has
 * to be told the same one at every start.
 */
export function addressOfSource(sourceId: string, currency: Currency): AccountAddress {
  const dice = diceOf(hashOf(sourceId));
  return currency === "GBP" ? drawUkAccount(dice) : drawIban(dice, dice.weigh(EURO_COUNTRIES));
}

export const EURO_COUNTRIES = { DE: 24, NL: 14, FR: 14, ES: 10, IT: 9, IE: 7, BE: 6, AT: 6, PT: 4, FI: 4, LU: 1 } as const satisfies Record<
  IbanCountry,
  number
>;

function holderCountry(address: AccountAddress): Country {
  if (address.kind !== "iban") return "GB";
  return Object.keys(EURO_COUNTRIES).find(isEuroCountryOf(address.iban)) ?? "DE";
}

function isEuroCountryOf(iban: string) {
  return (country: string): country is keyof typeof EURO_COUNTRIES => iban.startsWith(country);
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return hash >>> 0;
}
