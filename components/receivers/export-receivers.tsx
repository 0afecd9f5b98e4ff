"use client";

import { Download } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { TakeFileDialog } from "@/components/fields/take-file-dialog";
import { Button } from "@/components/ui/button";

const ADDRESS = "/api/live/receivers/export";

/** Exactly what the list shows, as a file. */
export function ExportReceivers({ mayReveal }: { mayReveal: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const filters = Object.fromEntries([...useSearchParams()].filter(([name]) => name !== "older" && name !== "newer"));
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>
        <Download aria-hidden />
        Export
      </Button>
      {isOpen ? (
        <TakeFileDialog
          title="Export receivers"
          label="Export"
          fileName="receivers.csv"
          mayReveal={mayReveal}
          ask={(reason) => ask(filters, reason)}
          onClose={() => setIsOpen(false)}
        >
          <p className="text-grey-5">
            {Object.keys(filters).length > 0 ? "What the list is narrowed to" : "Everyone on the list"}, as CSV. That you exported it goes
            into the audit.
          </p>
        </TakeFileDialog>
      ) : null}
    </>
  );
}

function ask(filters: Record<string, string>, reason: string | null): Promise<Response> {
  if (reason === null) return fetch(`${ADDRESS}?${new URLSearchParams(filters)}`);
  return fetch(ADDRESS, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ reason, filters }) });
}
