import * as z from "zod";
import { setting } from "../contract/settings-form";
import { LEDGER_CURRENCIES } from "./manifest";
import { isPrivateKey } from "./signing";

export const SAME_LEDGER = "the payout's own currency";

const Token = z.string().trim().min(8, "Enter the whole token.");

export const BitPaySettings = z.object({
  privateKey: setting(
    z.string().trim().toLowerCase().refine(isPrivateKey, "This is not a key of 64 hexadecimal characters on secp256k1."),
    {
      label: "Private key",
      help: "It signs every call and never leaves this installation. BitPay knows its public half by the pairing.",
      secret: true,
    },
  ),
  payoutToken: setting(Token, {
    label: "Payout token",
    help: "Of the payout facade, paired with the key above. BitPay has to enable payouts for the account first.",
    secret: true,
  }),
  merchantToken: setting(z.union([z.literal(""), Token]).default(""), {
    label: "Merchant token",
    help: "Of the merchant facade, paired with the same key. Without it balances cannot be read.",
    secret: true,
  }),
  ledgerCurrency: setting(z.enum([SAME_LEDGER, ...LEDGER_CURRENCIES]).default(SAME_LEDGER), {
    label: "Balance to draw from",
    help: "The ledger that payouts are drawn from. In any other currency than the payout's own, BitPay converts at its rate of the day.",
  }),
  notificationUrl: setting(
    z.union([z.literal(""), z.url({ protocol: /^https$/, error: "BitPay calls https addresses only." })]).default(""),
    {
      label: "Webhook address to send along",
      help: "This connection's own webhook address, where the account's IPN addresses in the BitPay dashboard are taken by another system.",
    },
  ),
});

export type BitPaySettings = z.infer<typeof BitPaySettings>;
