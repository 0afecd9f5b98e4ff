import { defineProvider } from "../contract/define-provider";
import { createClient } from "./client";
import { connectTrueLayer } from "./connection";
import { manifest } from "./manifest";
import { STATUSES } from "./mapping";
import { trueLayerRehearsal } from "./rehearsal";
import { TrueLayerSettings } from "./settings";
import { trueLayerSimulator } from "./simulator";
import { trueLayerWebhooks } from "./webhooks";

export const truelayer = defineProvider({
  manifest,
  settings: TrueLayerSettings,
  statuses: STATUSES,
  connect: (settings, context) => connectTrueLayer(settings, createClient(settings, context)),
  webhooks: (_settings, context) => trueLayerWebhooks(context),
  simulator: trueLayerSimulator,
  rehearsal: trueLayerRehearsal,
});
