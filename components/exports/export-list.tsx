"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert, Clock, Download, FileSpreadsheet, FileText, FolderClock } from "lucide-react";
import { Timestamp } from "@/components/display/timestamp";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { EmptyFace } from "@/components/ui/empty-face";
import { Link } from "@/components/ui/link";
import { Progress } from "@/components/ui/progress";
import { readLive } from "@/components/ui/read-live";
import { ExportList as ExportListShape, type ExportView } from "@/lib/domain/export/export-view";

const WATCH_MS = 1_500;

/** One's own files: how far they are, and until when they can be taken. */
export function ExportList({ exports: first }: { exports: readonly ExportView[] }) {
  const { data = first } = useQuery({
    queryKey: ["exports"],
    queryFn: ({ signal }) => readLive("/api/live/exports", ExportListShape, signal),
    initialData: [...first],
    refetchInterval: ({ state }) => ((state.data ?? first).some(isUnderWay) ? WATCH_MS : false),
  });
  if (data.length === 0) {
    return (
      <EmptyFace
        size="page"
        icon={<FolderClock aria-hidden />}
        title="No files yet"
        action={<ButtonLink href="/payouts">Go to the payouts</ButtonLink>}
      >
        Narrow the payouts to what you need and press Export. The file is written meanwhile, and is kept here for a week.
      </EmptyFace>
    );
  }
  return (
    <Card padding="flush">
      <ul aria-label="Files, newest first" className="divide-y divide-grey-2">
        {data.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-3">
            <Facts file={one} />
            <End file={one} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Facts({ file }: { file: ExportView }) {
  const Icon = file.format === "xlsx" ? FileSpreadsheet : FileText;
  return (
    <div className="flex min-w-0 items-start gap-3">
      <Icon className="mt-0.5 size-5 shrink-0 text-grey-5" aria-hidden />
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className="text-base">
          {file.format === "xlsx" ? "Excel" : "CSV"} · <Link href={`/payouts?${file.query}`}>{sayQuery(file.query)}</Link>
        </p>
        <p className="text-grey-5 text-small">
          Asked for <Timestamp at={file.askedAt} />
          {file.state === "ready" ? ` · ${count(file.rowsWritten)} · ${sayBytes(file.bytes)}` : null}
        </p>
      </div>
    </div>
  );
}

function End({ file }: { file: ExportView }) {
  if (isUnderWay(file)) {
    return (
      <div className="w-64 max-w-full">
        <Progress
          label={file.state === "waiting" ? "Waiting" : "Being written"}
          done={file.rowsWritten}
          total={Math.max(file.rowsExpected, file.rowsWritten, 1)}
          noun="rows"
        />
      </div>
    );
  }
  if (file.state === "failed") {
    return (
      <span className="flex items-center gap-2 text-small">
        <Badge tone="red" icon={<CircleAlert aria-hidden />}>
          Not written
        </Badge>
        {file.fault}
      </span>
    );
  }
  if (file.state === "swept") {
    return (
      <Badge tone="outline" icon={<Clock aria-hidden />}>
        Its week is over
      </Badge>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-3">
      <span className="text-grey-5 text-small">
        until {file.keptUntil ? <Timestamp at={file.keptUntil} dateOnly withZone={false} /> : null}
      </span>
      {/* A file and no page: the browser saves it and stays where it is. */}
      <a href={`/api/live/exports/${file.id}`} download className={buttonStyle({ size: "small" })}>
        <Download className="size-4" aria-hidden />
        Download
      </a>
    </span>
  );
}

function isUnderWay({ state }: ExportView): boolean {
  return state === "waiting" || state === "writing";
}

function sayQuery(query: string): string {
  const names = new Set(new URLSearchParams(query).keys());
  if (names.size === 0) return "all payouts";
  return names.size === 1 ? "payouts by one filter" : `payouts by ${names.size} filters`;
}

function count(rows: number): string {
  return `${rows.toLocaleString("en-GB")} ${rows === 1 ? "row" : "rows"}`;
}

function sayBytes(bytes: bigint | null): string {
  const kilobytes = Number(bytes ?? 0n) / 1000;
  return kilobytes < 1000 ? `${Math.max(1, Math.round(kilobytes))} kB` : `${(kilobytes / 1000).toFixed(1)} MB`;
}
