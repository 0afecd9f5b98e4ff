import * as z from "zod";
import { setting } from "../contract/settings-form";

const WHOLE_ADDRESS = "Enter the whole address, beginning with https://.";

const ApiAddress = z
  .url({ protocol: /^https$/, error: WHOLE_ADDRESS })
  .transform((address) => address.replace(/\/+$/, "").replace(/\/api$/, ""));

export const IpaySettings = z.object({
  apiKey: setting(z.string().trim().min(8, "Enter the whole API key."), {
    label: "API key",
    help: "It names the subaccount that payouts are drawn from.",
    secret: true,
  }),
  apiSecret: setting(z.string().trim().min(8, "Enter the whole API secret."), {
    label: "API secret",
    help: "It signs every call and never leaves this installation.",
    secret: true,
  }),
  subaccountId: setting(z.string().trim().toLowerCase().pipe(z.uuid("The subaccount id is a UUID.")), {
    label: "Subaccount id",
    help: "The subaccount that the API key belongs to.",
  }),
  apiAddress: setting(z.union([z.literal("").transform(() => undefined), ApiAddress], WHOLE_ADDRESS).optional(), {
    label: "API address",
    help: "Ipay's account manager names it; sandbox and live have one each. Not needed for the simulator.",
  }),
});

export type IpaySettings = z.infer<typeof IpaySettings>;
