"use client";

import { CircleSlash, Combine, Ellipsis } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { ReceiverSwitchDialog } from "./receiver-switch-dialog";

export type ReceiverDeedsProps = { receiverId: string; name: string };

/** What is done to a receiver less often than editing. */
export function ReceiverDeeds({ receiverId, name }: ReceiverDeedsProps) {
  const [isClosing, setIsClosing] = useState(false);
  return (
    <>
      <Menu
        label={`More for ${name}`}
        placement="bottom end"
        trigger={
          <IconButton label="More">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem text="Merge a duplicate" icon={<Combine />} href={`/receivers/${receiverId}/merge`} />
        <MenuItem text="Close" tone="danger" icon={<CircleSlash />} onAction={() => setIsClosing(true)} />
      </Menu>
      {isClosing ? <ReceiverSwitchDialog to="closed" receiverId={receiverId} name={name} onClose={() => setIsClosing(false)} /> : null}
    </>
  );
}
