import { FileDown } from "lucide-react";
import type { AttachmentView } from "@/lib/domain/attachment/file-kind";
import { Timestamp } from "./timestamp";

/** Papers of a payout, each to be saved. */
export function PaperList({ payoutId, papers }: { payoutId: string; papers: readonly AttachmentView[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {papers.map(({ id, name, bytes, addedByName, at }) => (
        <li key={id} className="flex gap-2">
          <FileDown className="mt-0.5 size-4 shrink-0 text-grey-5" aria-hidden />
          <div className="flex min-w-0 flex-col">
            <a
              href={`/api/live/payouts/${payoutId}/attachments/${id}`}
              download={name}
              className="wrap-anywhere rounded-inner text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent"
            >
              {name}
            </a>
            <span className="text-grey-5 text-small">
              {saySize(bytes)}, {addedByName}, <Timestamp at={at} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function saySize(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
