"use client";

import { ChevronsUpDown } from "lucide-react";
import { startTransition } from "react";
import { Button } from "react-aria-components/Button";
import { Menu, MenuGroup, MenuItem } from "@/components/ui/menu";

export type MerchantSwitcherProps = {
  merchant: { id: string; name: string };
  merchants: readonly { id: string; name: string; role: string }[];
  onSwitch: (merchantId: string) => Promise<void>;
};

export function MerchantSwitcher({ merchant, merchants, onSwitch }: MerchantSwitcherProps) {
  if (merchants.length < 2) return <span className="max-w-40 truncate px-2 font-medium md:-ml-2 md:max-w-56">{merchant.name}</span>;
  return (
    <Menu
      label="Merchants"
      trigger={
        <Button
          aria-label={`Merchant: ${merchant.name}. Switch`}
          className="flex h-8 min-w-0 items-center md:-ml-2 gap-1.5 rounded-ui px-2 font-medium transition-colors hover:bg-grey-1 pointer-coarse:h-11"
        >
          <span className="max-w-36 truncate md:max-w-52">{merchant.name}</span>
          <ChevronsUpDown className="size-3.5 shrink-0 text-grey-5" aria-hidden />
        </Button>
      }
    >
      <MenuGroup
        title="Work for"
        chosen={merchant.id}
        onChoose={(id) => {
          if (id !== merchant.id) startTransition(() => onSwitch(id));
        }}
      >
        {merchants.map((one) => (
          <MenuItem key={one.id} id={one.id} text={one.name} detail={one.role} />
        ))}
      </MenuGroup>
    </Menu>
  );
}
