import { Card } from "@/components/ui/card";
import type { RowComplaint } from "@/lib/domain/receiver/import";

export type ImportComplaintsProps = { title: string; rows: readonly RowComplaint[]; total: number };

/** Row by row, by the line number that an editor shows. */
export function ImportComplaints({ title, rows, total }: ImportComplaintsProps) {
  return (
    <Card title={`${title}: ${total}`} padding="flush">
      <ul className="max-h-96 divide-y divide-grey-2 overflow-y-auto text-small">
        {rows.map(({ line, name, sentences }) => (
          <li key={line} className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-4 px-4 py-2">
            <span className="text-grey-5 tabular-nums">Line {line}</span>
            <span className="flex flex-col">
              <span className="truncate font-medium">{name || "No name"}</span>
              {sentences.map((sentence) => (
                <span key={sentence} className="wrap-anywhere">
                  {sentence}
                </span>
              ))}
            </span>
          </li>
        ))}
        {rows.length < total ? <li className="px-4 py-2 text-grey-5">And {total - rows.length} more.</li> : null}
      </ul>
    </Card>
  );
}
