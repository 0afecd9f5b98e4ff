import type { SettingsField } from "@/lib/domain/connection/connection-view";
import { PROVIDER_IDS, providerOf } from "@/lib/providers/registry";

/** A provider that can be connected, and what it asks for. */
export type ProviderOffer = {
  readonly id: string;
  readonly label: string;
  readonly fields: readonly SettingsField[];
  /** It gives out its credentials itself: they are asked for, and approved there. */
  readonly isPaired: boolean;
};

export function listProviders(): readonly ProviderOffer[] {
  return PROVIDER_IDS.map((id) => {
    const { manifest, settingsFields, pairing } = providerOf(id);
    const fields = settingsFields.map((field) => ({ ...field, options: [...field.options] }));
    return { id, label: manifest.label, fields, isPaired: pairing !== undefined };
  });
}
