import { bitpay } from "./bitpay";
import type { Provider } from "./contract/define-provider";
import type { ProviderManifest } from "./contract/manifest";
import { ipay } from "./ipay";
import { ivy } from "./ivy";
import { truelayer } from "./truelayer";

/** Every provider, one line each; the key is the id that is stored with payouts and stands in webhook addresses. */
const PROVIDERS: Readonly<Record<string, Provider>> = {
  bitpay,
  ipay,
  ivy,
  truelayer,
};

export const PROVIDER_IDS: readonly string[] = Object.keys(PROVIDERS);

/** What each of them says of itself. */
export const MANIFESTS: readonly ProviderManifest[] = Object.values(PROVIDERS).map(({ manifest }) => manifest);

/** For ids that come from outside, such as an address: null when there is no such provider. */
export function findProvider(id: string): Provider | null {
  return Object.hasOwn(PROVIDERS, id) ? (PROVIDERS[id] ?? null) : null;
}

/** For ids that we stored: a payout whose provider is gone is a broken promise, so this throws. */
export function providerOf(id: string): Provider {
  const provider = findProvider(id);
  if (!provider) throw new Error(`There is no provider "${id}".`);
  return provider;
}
