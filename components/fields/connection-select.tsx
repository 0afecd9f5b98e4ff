"use client";

import type { Ref } from "react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { formatMoney } from "@/components/display/money-text";
import { ProviderMark } from "@/components/display/provider-mark";
import { Select } from "@/components/ui/select";
import type { Money } from "@/lib/base/money";

export type ConnectionChoice = {
  id: string;
  /** The merchant account's name: "TrueLayer EUR". */
  name: string;
  provider: { id: string; label: string };
  /** Last known; null when the provider tells no balance. */
  balance?: Money | null;
  /** Why it cannot pay this: "does not pay out in GBP". */
  blockedBecause?: string;
};

export type ConnectionSelectProps = {
  label?: string;
  connections: readonly ConnectionChoice[];
  value: string | null;
  onChange: (id: string) => void;
  onBlur?: () => void;
  name?: string;
  hint?: string;
  error?: string;
  disabled?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

export function ConnectionSelect({ label = "Pay from", connections, ...rest }: ConnectionSelectProps) {
  const { locale } = useDisplaySettings();
  return (
    <Select
      {...rest}
      label={label}
      placeholder="Choose a merchant account"
      choices={connections.map(({ id, name, provider, balance, blockedBecause }) => ({
        id,
        text: name,
        detail: blockedBecause,
        isDisabled: blockedBecause !== undefined,
        before: <ProviderMark id={provider.id} label={provider.label} isTileOnly />,
        after: balance ? formatMoney(balance, locale) : undefined,
      }))}
    />
  );
}
