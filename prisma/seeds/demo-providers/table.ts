import { demoBitpay } from "./bitpay";
import type { DemoProvider } from "./demo-provider";
import { demoIpay } from "./ipay";
import { demoIvy } from "./ivy";
import { demoTrueLayer } from "./truelayer";

/** One line for each provider that the demo shows; the key is the registry's. */
export const DEMO_PROVIDERS: Readonly<Record<string, DemoProvider>> = {
  bitpay: demoBitpay,
  ipay: demoIpay,
  ivy: demoIvy,
  truelayer: demoTrueLayer,
};

export function demoProviderOf(id: string): DemoProvider | null {
  return Object.hasOwn(DEMO_PROVIDERS, id) ? (DEMO_PROVIDERS[id] ?? null) : null;
}
