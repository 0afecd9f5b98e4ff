"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { TakeFileDialog } from "@/components/fields/take-file-dialog";
import { Button } from "@/components/ui/button";
import { RadioCards } from "@/components/ui/radio-cards";

export type BatchResultProps = { batchId: string; name: string; mayReveal: boolean };

/** The file again, with what became of each row. */
export function BatchResult({ batchId, name, mayReveal }: BatchResultProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [format, setFormat] = useState("xlsx");
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>
        <Download aria-hidden />
        Result file
      </Button>
      {isOpen ? (
        <TakeFileDialog
          title="Result file"
          label="Take the file"
          fileName={`${name.replace(/\.[a-z]{2,5}$/i, "")} result.${format}`}
          mayReveal={mayReveal}
          ask={(reason) => ask(batchId, format, reason)}
          onClose={() => setIsOpen(false)}
        >
          <p className="text-grey-5">
            Every row in its order and with its own columns, and beside it where it stands, its payout and why. That you took it goes into
            the audit.
          </p>
          <RadioCards
            label="Format"
            value={format}
            onChange={setFormat}
            cards={[
              { id: "xlsx", title: "Excel", sentence: "With real numbers and days." },
              { id: "csv", title: "CSV", sentence: "For programs." },
            ]}
          />
        </TakeFileDialog>
      ) : null}
    </>
  );
}

function ask(batchId: string, format: string, reason: string | null): Promise<Response> {
  const address = `/api/live/batches/${batchId}/result`;
  if (reason === null) return fetch(`${address}?${new URLSearchParams({ format })}`);
  return fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ format, reason }) });
}
