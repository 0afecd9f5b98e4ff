import { defineProvider } from "../contract/define-provider";
import { createClient } from "./client";
import { connectIpay } from "./connection";
import { manifest } from "./manifest";
import { STATUSES } from "./mapping";
import { ipayRehearsal } from "./rehearsal";
import { IpaySettings } from "./settings";
import { ipaySimulator } from "./simulator";
import { ipayWebhooks } from "./webhooks";

export const ipay = defineProvider({
  manifest,
  settings: IpaySettings,
  statuses: STATUSES,
  connect: (settings, context) => connectIpay(createClient(settings, context)),
  webhooks: (settings) => ipayWebhooks(settings),
  simulator: ipaySimulator,
  rehearsal: ipayRehearsal,
});
