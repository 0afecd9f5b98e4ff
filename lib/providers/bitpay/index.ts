import { defineProvider } from "../contract/define-provider";
import { createClient } from "./client";
import { connectBitPay } from "./connection";
import { manifest } from "./manifest";
import { STATUSES } from "./mapping";
import { bitpayPairing } from "./pairing";
import { bitpayRehearsal } from "./rehearsal";
import { BitPaySettings } from "./settings";
import { bitpaySimulator } from "./simulator";
import { bitpayWebhooks } from "./webhooks";

export const bitpay = defineProvider({
  manifest,
  settings: BitPaySettings,
  statuses: STATUSES,
  connect: (settings, context) => connectBitPay(settings, createClient(settings, context)),
  webhooks: (settings) => bitpayWebhooks(settings),
  simulator: bitpaySimulator,
  rehearsal: bitpayRehearsal,
  pairing: bitpayPairing,
});
