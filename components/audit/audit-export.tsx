import { Download } from "lucide-react";
import { buttonStyle } from "@/components/ui/button-style";

/** Takes away what the page shows, as a file. A plain link: the browser keeps the file while it comes, however long it is. */
export function AuditExport({ filters }: { filters: Readonly<Record<string, string>> }) {
  const isNarrowed = Object.keys(filters).length > 0;
  return (
    <a href={`/api/live/audit/export?${new URLSearchParams(filters)}`} download className={buttonStyle({})}>
      <Download aria-hidden className="size-4" />
      {isNarrowed ? "Export these" : "Export the trail"}
    </a>
  );
}
