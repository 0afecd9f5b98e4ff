"use client";

import { Check, X } from "lucide-react";
import {
  Button as AriaButton,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
} from "react-aria-components/Toast";
import { Kbd } from "./kbd";
import { confirmations } from "./toast-queue";

/** Placed once, at the end of the page. F6 reaches it from the keyboard. */
export function ToastRegion() {
  return (
    <AriaToastRegion
      queue={confirmations}
      aria-label="Confirmations"
      className="fixed inset-x-4 bottom-4 z-50 flex flex-col-reverse items-center gap-2 outline-none max-md:bottom-20"
    >
      {({ toast }) => (
        <Toast toast={toast} className="flex w-full max-w-110 items-center gap-2 rounded-ui bg-ink py-2 pr-2 pl-3 text-paper shadow-float">
          <Check className="size-4 shrink-0" aria-hidden />
          <ToastContent className="min-w-0 flex-1">
            <Text slot="title">{toast.content.sentence}</Text>
          </ToastContent>
          {toast.content.undo ? (
            <AriaButton
              onPress={() => {
                toast.content.undo?.onPress();
                confirmations.close(toast.key);
              }}
              className="flex h-7 shrink-0 items-center gap-2 rounded-inner px-2 font-medium underline underline-offset-3 focus-visible:outline-paper pointer-coarse:h-11"
            >
              {toast.content.undo.text}
              {toast.content.undo.shortcut ? <Kbd tone="reversed">{toast.content.undo.shortcut}</Kbd> : null}
            </AriaButton>
          ) : null}
          <AriaButton
            slot="close"
            aria-label="Dismiss"
            className="grid size-7 shrink-0 place-items-center rounded-inner focus-visible:outline-paper pointer-coarse:size-11"
          >
            <X className="size-4" aria-hidden />
          </AriaButton>
        </Toast>
      )}
    </AriaToastRegion>
  );
}
