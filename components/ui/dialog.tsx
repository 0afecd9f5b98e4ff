"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components/Modal";
import { classNames } from "./class-names";
import { FLOAT } from "./float";
import { IconButton } from "./icon-button";

export type DialogProps = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** The buttons, the wanted one last. On a narrow screen they fill the line. */
  actions?: ReactNode;
  /** `alertdialog` for what cannot be taken back: it does not close by a press beside it. */
  role?: "dialog" | "alertdialog";
  width?: "narrow" | "regular" | "wide";
  children: ReactNode;
};

const WIDTHS = { narrow: "sm:max-w-96", regular: "sm:max-w-120", wide: "sm:max-w-180" };

export function Dialog({ title, isOpen, onClose, actions, role = "dialog", width = "regular", children }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      isDismissable={role === "dialog"}
      className="fade-motion fixed inset-0 z-40 flex items-end justify-center bg-veil sm:items-start sm:px-4 sm:pt-[12vh]"
    >
      <Modal className={classNames("float-motion w-full", WIDTHS[width])}>
        <AriaDialog role={role} className={classNames(FLOAT, "flex max-h-[85dvh] flex-col max-sm:rounded-b-none sm:max-h-[76dvh]")}>
          <header className="flex items-center justify-between gap-4 py-3 pr-3 pl-5">
            <Heading slot="title" className="font-semibold text-base">
              {title}
            </Heading>
            <IconButton label="Close" size="small" onPress={onClose}>
              <X />
            </IconButton>
          </header>
          <div className="flex flex-col gap-4 overflow-y-auto px-5 pb-5">{children}</div>
          {actions ? (
            <footer className="flex flex-col-reverse gap-2 border-grey-2 border-t px-5 py-3 sm:flex-row sm:justify-end">{actions}</footer>
          ) : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
