"use client";

import { Download, FileSpreadsheet, FileText } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Refusal } from "@/components/ui/refusal";
import { askExportAction } from "@/lib/actions/exports";
import type { ExportFormat } from "@/lib/domain/export/export-columns";

/** A file of exactly what is shown. The address is read when somebody presses, since filters change without a new page. */
export function AskExport() {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  const ask = (format: ExportFormat) =>
    start(async () => {
      const answer = await askExportAction({ format, query: window.location.search.slice(1) });
      if (answer.ok) router.push("/payouts/exports");
      else setRefusal(answer.denial.sentence);
    });
  return (
    <>
      <Menu
        label="Export these payouts"
        placement="bottom end"
        trigger={
          <Button isPending={isPending} pendingLabel="Asking">
            <Download aria-hidden />
            Export
          </Button>
        }
      >
        <MenuItem icon={<FileSpreadsheet />} text="Excel" detail="Real dates and numbers" onAction={() => ask("xlsx")} />
        <MenuItem icon={<FileText />} text="CSV" detail="For other programs; times in UTC" onAction={() => ask("csv")} />
      </Menu>
      {refusal ? (
        <Dialog
          title="Nothing is exported"
          isOpen
          onClose={() => setRefusal(null)}
          actions={<Button onPress={() => setRefusal(null)}>Close</Button>}
        >
          <Refusal sentence={refusal} />
        </Dialog>
      ) : null}
    </>
  );
}
