"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { FileDrop } from "@/components/ui/file-drop";
import { Progress } from "@/components/ui/progress";
import { RadioCards } from "@/components/ui/radio-cards";
import { Refusal } from "@/components/ui/refusal";
import { type ImportNews, type ImportPreview, MOST_IMPORT_BYTES, MOST_IMPORT_ROWS } from "@/lib/domain/receiver/import";
import { ImportComplaints } from "./import-complaints";
import { ImportSummary } from "./import-summary";
import { askPreview, runImport } from "./send-import";

type Step =
  | { readonly at: "choose"; readonly refusal?: string }
  | { readonly at: "checking" }
  | { readonly at: "judged"; readonly file: File; readonly preview: ImportPreview; readonly refusal?: string }
  | { readonly at: "running"; readonly news: Extract<ImportNews, { kind: "progress" }> }
  | { readonly at: "done"; readonly end: Extract<ImportNews, { kind: "done" }> };

/** A file of receivers: judged first, with every row that is wrong; then it goes in, whole or in part, as the person says. */
export function ImportReceivers() {
  const [step, setStep] = useState<Step>({ at: "choose" });
  const router = useRouter();

  const check = async (file: File) => {
    if (file.size > MOST_IMPORT_BYTES) return setStep({ at: "choose", refusal: "The file is too large. Split it." });
    setStep({ at: "checking" });
    const answer = await askPreview(file);
    setStep(typeof answer === "string" ? { at: "choose", refusal: answer } : { at: "judged", file, preview: answer });
  };
  const run = async (judged: Extract<Step, { at: "judged" }>, wish: { mode: "all" | "good"; withDoubtful: boolean }) => {
    const { file, preview } = judged;
    setStep({ at: "running", news: { kind: "progress", done: 0, total: preview.good } });
    const end = await runImport(file, { ...wish, fileHash: preview.fileHash }, (news) => setStep({ at: "running", news }));
    setStep(end.kind === "done" ? { at: "done", end } : { ...judged, refusal: end.sentence });
    router.refresh();
  };

  if (step.at === "running") {
    return (
      <Card title="Importing">
        <Progress label="Receivers" done={step.news.done} total={step.news.total} noun="rows" />
      </Card>
    );
  }
  if (step.at === "done") {
    const { imported, known, left } = step.end;
    return (
      <Card title="Imported">
        <div role="status" className="flex flex-col gap-3">
          <p>
            {imported === 1 ? "One receiver is" : `${imported} receivers are`} on file now.
            {known > 0 ? ` ${known} were there already, and were left as they are.` : ""}
            {left > 0 ? ` ${left} ${left === 1 ? "row was" : "rows were"} left out.` : ""}
          </p>
          <p className="text-grey-5">Their accounts are proposals like any other.</p>
          <div className="flex gap-2">
            <ButtonLink href="/receivers" tone="primary">
              To the receivers
            </ButtonLink>
            <Button onPress={() => setStep({ at: "choose" })}>Another file</Button>
          </div>
        </div>
      </Card>
    );
  }
  if (step.at === "judged") {
    return (
      <Judged
        key={step.preview.fileHash}
        preview={step.preview}
        fileName={step.file.name}
        refusal={step.refusal}
        onRun={(wish) => void run(step, wish)}
        onBack={() => setStep({ at: "choose" })}
      />
    );
  }
  return (
    <Choose
      isChecking={step.at === "checking"}
      refusal={step.at === "choose" ? step.refusal : undefined}
      onFile={(file) => void check(file)}
    />
  );
}

type ChooseProps = { isChecking: boolean; refusal?: string; onFile: (file: File) => void };

function Choose({ isChecking, refusal, onFile }: ChooseProps) {
  return (
    <div className="flex flex-col gap-4">
      <Refusal title="Nothing was imported" sentence={refusal} />
      <FileDrop
        title={isChecking ? "Reading every row" : "Drop a CSV file here, or choose one"}
        sentence={`Up to ${MOST_IMPORT_ROWS.toLocaleString("en-GB")} rows. Nothing is imported before you have seen what it says.`}
        accept=".csv,text/csv"
        isBusy={isChecking}
        onFile={onFile}
      />
    </div>
  );
}

type JudgedProps = {
  preview: ImportPreview;
  fileName: string;
  refusal?: string;
  onRun: (wish: { mode: "all" | "good"; withDoubtful: boolean }) => void;
  onBack: () => void;
};

function Judged({ preview, fileName, refusal, onRun, onBack }: JudgedProps) {
  const { good, bad, doubtful } = preview;
  const [withDoubtful, setWithDoubtful] = useState(false);
  const left = bad + (withDoubtful ? 0 : doubtful);
  const [mode, setMode] = useState<"all" | "good">("all");
  const count = good + (withDoubtful ? doubtful : 0);
  const isWhole = mode === "all" && left > 0;
  return (
    <div className="flex flex-col gap-4">
      <ImportSummary preview={preview} fileName={fileName} />
      {bad > 0 ? <ImportComplaints title="Rows that are wrong" rows={preview.badRows} total={bad} /> : null}
      {doubtful > 0 ? (
        <>
          <ImportComplaints title="Rows to look at again" rows={preview.doubtfulRows} total={doubtful} />
          <Checkbox value={withDoubtful} onChange={setWithDoubtful}>
            I have checked these, and they are right: import them as well
          </Checkbox>
        </>
      ) : null}
      {left > 0 ? (
        <RadioCards
          label="What goes in"
          value={mode}
          onChange={(id) => setMode(id === "good" ? "good" : "all")}
          cards={[
            { id: "all", title: "All or nothing", sentence: "Mend the file first, and choose it again." },
            {
              id: "good",
              title: "Only the good rows",
              sentence: `${left} ${left === 1 ? "row stays" : "rows stay"} out. Mended, the same file brings them later.`,
            },
          ]}
        />
      ) : null}
      <Refusal title="It was not imported" sentence={refusal} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={onBack}>Another file</Button>
        <Button tone="primary" isDisabled={count === 0 || isWhole} onPress={() => onRun({ mode: left > 0 ? mode : "all", withDoubtful })}>
          {count === 0 ? "Nothing to import" : `Import ${count === 1 ? "one receiver" : `${count} receivers`}`}
        </Button>
      </div>
    </div>
  );
}
