"use client";

import { FileUp } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useBringFile } from "./use-bring-file";

/**
 * A file of payouts begins wherever it is dropped. Places of their own, such as a payout's papers, take what is dropped on them: they have
 * said so before it comes here. Text that is dragged is nobody's file. By keyboard the page of batches has a button.
 */
export function DropAnywhere() {
  const [isOver, setIsOver] = useState(false);
  const { bring, isBusy, refusal, refuse } = useBringFile();

  const over = useEffectEvent((event: DragEvent) => {
    if (!hasFiles(event)) return;
    if (event.defaultPrevented) return setIsOver(false);
    event.preventDefault();
    setIsOver(true);
  });
  const leave = useEffectEvent((event: DragEvent) => {
    // Only when it leaves the window: between two elements there is always another that it comes to.
    if (event.relatedTarget === null) setIsOver(false);
  });
  const drop = useEffectEvent((event: DragEvent) => {
    setIsOver(false);
    if (!hasFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    const [file, ...more] = event.dataTransfer?.files ?? [];
    if (!file || isBusy) return;
    if (more.length > 0) refuse("One file at a time: nothing was taken.");
    else void bring(file, file.name);
  });
  useEffect(() => {
    const [onOver, onLeave, onDrop] = [over, leave, drop].map((handle) => (event: DragEvent) => handle(event));
    if (!onOver || !onLeave || !onDrop) return;
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);

  return (
    <>
      {isOver || isBusy ? (
        // Nothing lies under the pointer but the page itself, so that its own places still see what is over them.
        <div className="fade-motion pointer-events-none fixed inset-0 z-40 flex items-center justify-center bg-veil p-6">
          <p role="status" className="flex items-center gap-3 rounded-ui border border-accent bg-raised px-6 py-5 font-medium">
            <FileUp className="size-6 text-accent" aria-hidden />
            {isBusy ? "Reading the file" : "Drop it to begin a batch: nothing is paid before it is reviewed and approved"}
          </p>
        </div>
      ) : null}
      <Dialog
        title="This could not be read, and nothing was kept"
        width="narrow"
        isOpen={refusal !== null}
        onClose={() => refuse(null)}
        actions={<Button onPress={() => refuse(null)}>Close</Button>}
      >
        <p>{refusal}</p>
      </Dialog>
    </>
  );
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
