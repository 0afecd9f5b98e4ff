"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components/Modal";
import { IconButton } from "./icon-button";

export type SheetProps = {
  title: string;
  /** Beside the close button: "open as a page", next and previous. */
  tools?: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** Lies over the right side of a list, which stays readable to its left. The opener gives it an address of its own. */
export function Sheet({ title, tools, isOpen, onClose, children }: SheetProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      isDismissable
      className="fade-motion fixed inset-0 z-30 bg-veil"
    >
      <Modal className="sheet-motion fixed inset-y-0 right-0 w-full max-w-200 border-grey-3 border-l bg-paper shadow-float">
        <AriaDialog className="flex h-full flex-col outline-none">
          <header className="flex h-12 shrink-0 items-center gap-2 border-grey-2 border-b pr-3 pl-5">
            <Heading slot="title" className="min-w-0 flex-1 truncate font-semibold text-base">
              {title}
            </Heading>
            {tools}
            <IconButton label="Close" shortcut="Esc" onPress={onClose}>
              <X />
            </IconButton>
          </header>
          <div className="flex-1 overflow-y-auto p-5">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
