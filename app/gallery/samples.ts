import type { Currency } from "@/lib/base/currency";
import { type Money, money } from "@/lib/base/money";
import { maskAddress } from "@/lib/domain/account/address";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";

/** A fixed moment, so that two photographs of the same code are the same picture. */
export const NOW = new Date("2026-03-14T08:41:07Z");
export const ZONE = "Europe/Berlin";
export const LOCALE = "en-GB";

export type SampleRow = {
  number: string;
  minutesAgo: number;
  receiver: string;
  kind: "person" | "business";
  account: string;
  provider: { id: string; label: string };
  loop: "closed" | "open";
  reference: string;
  amount: Money;
  state: PayoutState;
};

const PROVIDERS = {
  ivy: { id: "ivy", label: "Ivy" },
  ipay: { id: "ipay", label: "Ipay" },
  truelayer: { id: "truelayer", label: "TrueLayer" },
  bitpay: { id: "bitpay", label: "BitPay" },
};

export const ROWS: readonly SampleRow[] = [
  row(
    "CF7K3M9Q2X4B8T",
    2,
    "Amélie Dufour",
    "person",
    "FR7630006000011234567890189",
    "truelayer",
    "closed",
    "ORD-88213",
    12_500n,
    "EUR",
    "awaitingApproval",
  ),
  row(
    "CF2M8WQ4RT9XKD",
    6,
    "Northwind Supplies Ltd",
    "business",
    "GB29NWBK60161331926819",
    "ivy",
    "open",
    "INV-2026-0411",
    1_842_075n,
    "GBP",
    "unconfirmed",
  ),
  row(
    "CF9TZ1C6HJ3V5N",
    11,
    "Jonas Weber",
    "person",
    "DE89370400440532013000",
    "truelayer",
    "closed",
    "ORD-88207",
    4_999n,
    "EUR",
    "inFlight",
  ),
  row(
    "CFX5B7N0GQ2E8M",
    24,
    "Giulia Conti",
    "person",
    "IT60X0542811101000000123456",
    "ivy",
    "closed",
    "ORD-88198",
    23_000n,
    "EUR",
    "settled",
  ),
  row(
    "CF4H6D8SW1ZK7P",
    38,
    "Oakham & Daughters",
    "business",
    "GB94BARC10201530093459",
    "ipay",
    "open",
    "RENT-MAR",
    215_000n,
    "GBP",
    "settled",
  ),
  row(
    "CFR3V9E5TX6C0A",
    52,
    "Piotr Zieliński",
    "person",
    "PL61109010140000071219812874",
    "truelayer",
    "closed",
    "ORD-88190",
    31_750n,
    "PLN",
    "failed",
  ),
  row(
    "CF1Q7J2YB4M9GF",
    71,
    "Lena Hofmann",
    "person",
    "AT611904300234573201",
    "truelayer",
    "closed",
    "ORD-88184",
    8_900n,
    "EUR",
    "returned",
  ),
  row(
    "CF8W5K3NZ7D2HX",
    95,
    "Satoshi Mori",
    "person",
    "DE75512108001245126199",
    "bitpay",
    "open",
    "WD-20931",
    4_200_000n,
    "BTC",
    "dispatching",
  ),
  row("CF6P0T4RQ9V1EC", 130, "Harbour Freight BV", "business", "NL91ABNA0417164300", "ivy", "open", "INV-7719", 98_415n, "EUR", "held"),
  row(
    "CFM2G8B5XJ7S3W",
    188,
    "Ciarán O'Neill",
    "person",
    "IE29AIBK93115212345678",
    "truelayer",
    "closed",
    "ORD-88131",
    1_999n,
    "EUR",
    "settled",
  ),
  row(
    "CFD4Y6H1KN0Q9Z",
    244,
    "Sofia Lindqvist",
    "person",
    "SE4550000000058398257466",
    "truelayer",
    "closed",
    "ORD-88119",
    74_900n,
    "SEK",
    "rejected",
  ),
  row("CF3E7C9VT2W8RB", 301, "Marek Novák", "person", "CZ6508000000192000145399", "ivy", "closed", "ORD-88102", 15_000n, "EUR", "settled"),
];

export const EVIDENCE_REQUEST = {
  line: "POST https://api.truelayer.com/v3/payouts",
  headers: [
    ["Idempotency-Key", "CF9TZ1C6HJ3V5N-1"],
    ["Tl-Signature", "[removed]"],
    ["Authorization", "[removed]"],
  ],
  body: '{"merchant_account_id":"2a485b0a-a29c-4aa2-bcef-b34d0f6f8d51","amount_in_minor":4999,"currency":"EUR","beneficiary":{"type":"payment_source","user_id":"u_41","payment_source_id":"src_9","reference":"ORD-88207"}}',
} as const;

export const EVIDENCE_RESPONSE = {
  line: "202 Accepted",
  headers: [["Content-Type", "application/json"]],
  body: '{"id":"0cd1b0f7-71bc-4d24-b209-95259dadcc20"}',
} as const;

function row(
  number: string,
  minutesAgo: number,
  receiver: string,
  kind: "person" | "business",
  iban: string,
  provider: keyof typeof PROVIDERS,
  loop: "closed" | "open",
  reference: string,
  minor: bigint,
  currency: Currency,
  state: PayoutState,
): SampleRow {
  return {
    number,
    minutesAgo,
    receiver,
    kind,
    account: maskAddress({ kind: "iban", iban }),
    provider: PROVIDERS[provider],
    loop,
    reference,
    amount: money(minor, currency),
    state,
  };
}
