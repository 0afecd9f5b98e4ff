"use client";

import { ClipboardPaste, Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { FileDrop } from "@/components/ui/file-drop";
import { Refusal } from "@/components/ui/refusal";
import { TextArea } from "@/components/ui/text-area";
import { MOST_BATCH_ROWS } from "@/lib/domain/batch/table";
import { useBringFile } from "./use-bring-file";

/** Two ways in: a file as it is, or rows copied out of a spreadsheet. */
export function NewBatch() {
  const { bring, isBusy, refusal } = useBringFile();
  const [pasted, setPasted] = useState("");

  return (
    <div className="flex flex-col gap-4">
      <Refusal title="This could not be read, and nothing was kept" sentence={refusal} />
      <FileDrop
        title={isBusy ? "Reading the rows" : "Drop a CSV or XLSX file here, or choose one"}
        sentence={`Up to ${MOST_BATCH_ROWS.toLocaleString("en-GB")} rows, with columns in any order. Nothing is paid before it is reviewed and approved.`}
        accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        isBusy={isBusy}
        onFile={(file) => void bring(file, file.name)}
      />
      <Card title="Or paste rows">
        <div className="flex flex-col gap-3">
          <TextArea
            label="Rows copied from a spreadsheet"
            hint="With their headings, if they have any."
            rows={5}
            value={pasted}
            onChange={setPasted}
          />
          <div className="flex flex-wrap justify-between gap-2">
            <a href="/api/live/batches/template" download className={buttonStyle({})}>
              <Download aria-hidden />
              Template
            </a>
            <Button isDisabled={pasted.trim() === ""} isPending={isBusy} onPress={() => void bring(new Blob([pasted]), "Pasted rows")}>
              <ClipboardPaste aria-hidden />
              Read these rows
            </Button>
          </div>
        </div>
      </Card>
    </div>
  );
}
