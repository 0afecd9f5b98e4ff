"use client";

import { FileUp } from "lucide-react";
import { useId, useState } from "react";
import { classNames } from "./class-names";

export type FileDropProps = {
  title: string;
  /** Under it, quieter. */
  sentence: string;
  /** As the browser's own dialog narrows it; what is dropped is not narrowed. */
  accept: string;
  isBusy?: boolean;
  onFile: (file: File) => void;
};

/** A place to drop one file on, or to choose it by keyboard. */
export function FileDrop({ title, sentence, accept, isBusy = false, onFile }: FileDropProps) {
  const [isOver, setIsOver] = useState(false);
  const id = useId();
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        const [file] = event.dataTransfer.files;
        if (file && !isBusy) onFile(file);
      }}
      className={classNames(
        "flex flex-col items-center gap-2 rounded-ui border border-dashed px-6 py-12 text-center transition-colors focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-2",
        isOver ? "border-accent bg-accent-wash" : "border-grey-4 bg-raised",
      )}
    >
      <FileUp className="size-6 text-grey-5" aria-hidden />
      <span className="font-medium">{title}</span>
      <span className="text-grey-5 text-small">{sentence}</span>
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={isBusy}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          event.target.value = "";
        }}
      />
    </label>
  );
}
