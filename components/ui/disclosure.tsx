import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** Opens in place, without a script; the browser's own find-in-page opens it too. */
export function Disclosure({ summary, isOpen, children }: { summary: ReactNode; isOpen?: boolean; children: ReactNode }) {
  return (
    <details open={isOpen} className="group/disclosure">
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-inner text-grey-5 text-small transition-colors hover:text-ink pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-3.5 transition-transform group-open/disclosure:rotate-90" aria-hidden />
        {summary}
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
