import type { Currency } from "@/lib/base/currency";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import type { ProviderManifest } from "../contract/manifest";

/** The balances that BitPay lets payouts be drawn from, and so the currencies in which a payout may be stated. */
export const LEDGER_CURRENCIES = [
  "EUR",
  "USD",
  "GBP",
  "AUD",
  "CAD",
  "JPY",
  "NZD",
  "ZAR",
  "BCH",
  "BTC",
  "BUSD",
  "DAI",
  "DOGE",
  "ETH",
  "GUSD",
  "PAX",
  "USDC",
  "WBTC",
  "XRP",
] as const satisfies readonly Currency[];

export const manifest: ProviderManifest = {
  id: "bitpay",
  label: "BitPay",
  rails: ["On-chain"],
  currencies: LEDGER_CURRENCIES,
  accountKinds: ["emailWallet"],
  // Nothing at BitPay recognises a payout that is handed over twice, so none ever is: look-up goes by our own number.
  listsPayouts: true,
  cancelsWhile: "new",
  duplicateGuard: "none",
  // Payouts are processed in one batch a day, and confirmations of a chain take an hour; what it tells unasked is unsigned.
  looks: {
    unconfirmed: [3 * SECOND_MS, 10 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS],
    inFlight: [10 * SECOND_MS, MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS],
  },
  closedLoop: null,
  // What travels as the payout's label; a coin's transaction carries no text. The bound is ours, BitPay names none.
  statementTextLimit: () => 100,
  enrolment: { receiverKinds: ["person", "company"], needs: [] },
  hosts: {
    sandbox: { api: "https://test.bitpay.com" },
    live: { api: "https://bitpay.com" },
    simulator: (origin) => ({ api: `${origin}/bitpay` }),
  },
};
