"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { RoleChoice } from "@/lib/queries/read-team";
import { InviteDialog } from "./invite-dialog";

export function InviteButton({ roles }: { roles: readonly RoleChoice[] }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button tone="primary" onPress={() => setIsOpen(true)}>
        Invite somebody
      </Button>
      {isOpen ? <InviteDialog roles={roles} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
