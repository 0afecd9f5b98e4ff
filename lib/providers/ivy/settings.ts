import * as z from "zod";
import { setting } from "../contract/settings-form";
import { AUTOMATIC, IVY_RAILS } from "./instruction";

export const IvySettings = z.object({
  apiKey: setting(z.string().trim().min(8, "Enter the whole API key."), {
    label: "API key",
    help: "Ivy Dashboard, Developer settings. A new key makes all earlier ones void.",
    secret: true,
  }),
  webhookSecret: setting(z.string().trim().min(8, "Enter the whole signing secret."), {
    label: "Webhook signing secret",
    help: "Ivy Dashboard, Webhooks; the sandbox has its own. Subscribe to payout.initiated, payout.paid and payout.failed only.",
    secret: true,
  }),
  rail: setting(z.enum(IVY_RAILS).default(AUTOMATIC), {
    label: "Rail",
    help: "By which way Ivy is to pay. Left automatic, Ivy chooses by currency and account.",
  }),
});

export type IvySettings = z.infer<typeof IvySettings>;
