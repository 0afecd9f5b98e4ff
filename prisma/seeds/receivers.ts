import { foldText } from "@/lib/base/text";
import { DAY_MS } from "@/lib/base/time";
import { partIndexes } from "@/lib/db/account-index";
import { blindIndex, seal } from "@/lib/db/seal";
import { type AccountAddress, accountNumberOf, maskAddress } from "@/lib/domain/account/address";
import { drawIban, drawUkAccount, type IbanCountry } from "./bank-accounts";
import type { SeedPerson } from "./cast";
import { seedId } from "./ids";
import { drawCompanyName, drawPersonName, emailOf } from "./names";
import { type Dice, diceOf } from "./random";
import type { Rows } from "./rows";
import { EURO_COUNTRIES } from "./sources";

export type ReceiversWish = {
  readonly merchantId: string;
  readonly count: number;
  /** The same number makes the same people with the same accounts. */
  readonly seed: number;
  readonly maker: SeedPerson;
  readonly nowMs: number;
};

/** Receivers with one or two accounts each. Most are older than the history, so that it can have paid them; every twentieth is new. */
export function addReceivers(rows: Rows, { merchantId, count, seed, maker, nowMs }: ReceiversWish): void {
  const dice = diceOf(seed);
  for (let index = 0; index < count; index += 1) {
    const ageMs = index % 20 === 19 ? dice.between(0, 28 * DAY_MS) : dice.between(182 * DAY_MS, 430 * DAY_MS);
    addReceiver(rows, { merchantId, maker, nowMs, createdMs: nowMs - ageMs, number: index + 1, dice });
  }
}

type OneReceiver = Pick<ReceiversWish, "merchantId" | "maker" | "nowMs"> & { createdMs: number; number: number; dice: Dice };

function addReceiver(rows: Rows, { merchantId, maker, nowMs, createdMs, number, dice }: OneReceiver): void {
  const country = dice.weigh(COUNTRIES);
  const kind = dice.chance(0.42) ? "company" : "person";
  const name = kind === "company" ? drawCompanyName(dice, country) : drawPersonName(dice, country);
  const isClosed = createdMs < nowMs - 182 * DAY_MS && dice.chance(0.03);
  const createdAt = new Date(createdMs);
  const id = seedId("receiver", createdMs);
  rows.add("receiver", {
    id,
    merchantId,
    kind,
    name,
    nameFolded: foldText(name),
    email: dice.chance(0.8) ? emailOf(name) : null,
    country,
    reference: dice.chance(0.7) ? `${kind === "company" ? "SUP" : "CUS"}-${String(number).padStart(4, "0")}` : null,
    state: isClosed ? "closed" : "active",
    detailsSealed: null,
    detailsKeyId: null,
    createdAt,
    createdById: maker.id,
    language: LANGUAGES[country],
    closedAt: isClosed ? new Date(nowMs - 30 * DAY_MS) : null,
    closedByName: isClosed ? maker.name : null,
    closedReason: isClosed ? "No longer a customer" : null,
    mergedIntoId: null,
  });
  for (const tag of tagsOf(kind, number)) rows.add("receiver_tag", { merchantId, receiverId: id, tag });
  const account = { merchantId, maker, holderName: name, receiverId: id, country, dice };
  const masked = addAccount(rows, { ...account, moments: momentsOf(createdMs, nowMs, dice) });
  if (dice.chance(0.18))
    addAccount(rows, { ...account, moments: [createdMs + dice.between(DAY_MS, 40 * DAY_MS)].filter((ms) => ms < nowMs) });
  rows.add("audit_entry", {
    id: seedId("audit", createdMs),
    merchantId,
    event: "receiver.created",
    actorKind: "person",
    actorId: maker.id,
    actorName: maker.name,
    subjectKind: "receiver",
    subjectId: id,
    details: JSON.stringify({ name, account: masked }),
    ipAddress: null,
    at: createdAt,
  });
}

function tagsOf(kind: "person" | "company", number: number): readonly string[] {
  return [kind === "company" ? "supplier" : "customer", ...(number % 11 === 3 ? ["monthly"] : []), ...(number % 17 === 5 ? ["vip"] : [])];
}

const LANGUAGES = {
  GB: "en",
  DE: "de",
  NL: "nl",
  FR: "fr",
  ES: "es",
  IT: "it",
  IE: "en",
  BE: "nl",
  AT: "de",
  PT: "pt",
  FI: "fi",
  LU: "fr",
} as const;

const COUNTRIES = { GB: 40, ...EURO_COUNTRIES } as const satisfies Record<IbanCountry | "GB", number>;

/** When the account was first noted, and when it changed: six in a hundred have. */
function momentsOf(createdMs: number, nowMs: number, dice: Dice): readonly number[] {
  const changedMs = nowMs - dice.between(5 * DAY_MS, 160 * DAY_MS);
  return dice.chance(0.06) && changedMs > createdMs ? [createdMs, changedMs] : [createdMs];
}

type OneAccount = {
  readonly merchantId: string;
  readonly maker: SeedPerson;
  readonly receiverId: string;
  readonly holderName: string;
  readonly country: IbanCountry | "GB";
  readonly moments: readonly number[];
  readonly dice: Dice;
};

function addAccount(rows: Rows, { merchantId, maker, receiverId, holderName, country, moments, dice }: OneAccount): string | null {
  const [createdMs] = moments;
  if (createdMs === undefined) return null;
  const kind = country === "GB" ? "sortCode" : "iban";
  const accountId = seedId("receiverAccount", createdMs);
  rows.add("receiver_account", { id: accountId, merchantId, receiverId, kind, closedAt: null, createdAt: new Date(createdMs) });
  let masked: string | null = null;
  for (const [index, atMs] of moments.entries()) {
    const address: AccountAddress = country === "GB" ? drawUkAccount(dice) : drawIban(dice, country);
    const id = seedId("receiverAccountVersion", atMs);
    const { sealed, keyId } = seal(JSON.stringify(address), id);
    const number = accountNumberOf(address);
    masked = maskAddress(address);
    rows.add("receiver_account_version", {
      id,
      merchantId,
      accountId,
      version: index + 1,
      holderName,
      addressSealed: sealed,
      addressKeyId: keyId,
      blindIndex: blindIndex(number),
      partIndexes: arrayOf(partIndexes(address)),
      masked,
      lastFour: number.slice(-4),
      needsConfirmation: false,
      origin: "screen",
      doubts: "{}",
      createdAt: new Date(atMs),
      createdById: maker.id,
    });
  }
  return masked;
}

/** As PostgreSQL writes an array of bytes. */
function arrayOf(values: readonly Uint8Array[]): string {
  return `{${values.map((bytes) => `"\\\\x${Buffer.from(bytes).toString("hex")}"`).join(",")}}`;
}
