import { defineProvider } from "../contract/define-provider";
import { createClient } from "./client";
import { connectIvy } from "./connection";
import { manifest } from "./manifest";
import { STATUSES } from "./mapping";
import { ivyRehearsal } from "./rehearsal";
import { IvySettings } from "./settings";
import { ivySimulator } from "./simulator";
import { ivyWebhooks } from "./webhooks";

export const ivy = defineProvider({
  manifest,
  settings: IvySettings,
  statuses: STATUSES,
  connect: (settings, context) => connectIvy(createClient(settings, context), settings.rail),
  webhooks: (settings) => ivyWebhooks(settings),
  simulator: ivySimulator,
  rehearsal: ivyRehearsal,
});
