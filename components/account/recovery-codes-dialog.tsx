"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RecoveryCodes } from "./recovery-codes";

/** Does not close by a press beside it: what it shows is gone with it. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  return (
    <Dialog
      title="Recovery codes"
      role="alertdialog"
      isOpen
      onClose={onClose}
      actions={
        <Button tone="primary" onPress={onClose}>
          I have kept them
        </Button>
      }
    >
      <RecoveryCodes codes={codes} />
    </Dialog>
  );
}
