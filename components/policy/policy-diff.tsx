import { ArrowRight, Minus, Plus } from "lucide-react";
import type { PolicyChange } from "@/lib/domain/approval/diff-policies";

/** What a version says otherwise than the one before it, in words: what was above what is. */
export function PolicyDiff({ changes }: { changes: readonly PolicyChange[] }) {
  if (changes.length === 0) return <p>Nothing: it says what the version before it says.</p>;
  return (
    <ul aria-label="Changes" className="flex flex-col divide-y divide-grey-2">
      {changes.map(({ what, was, is }) => (
        <li key={what} className="flex flex-col gap-1 py-2.5 first:pt-0 last:pb-0">
          <span className="font-medium">
            {what}
            <span className="font-normal text-grey-5"> {was === null ? "is new" : is === null ? "goes" : "changes"}</span>
          </span>
          {was === null ? null : (
            <span className="flex items-start gap-2 text-grey-5">
              <Minus className="mt-1 size-3.5 shrink-0" aria-hidden />
              <span>
                <span className="sr-only">Was: </span>
                <span className="line-through decoration-grey-4">{was}</span>
              </span>
            </span>
          )}
          {is === null ? null : (
            <span className="flex items-start gap-2">
              {was === null ? (
                <Plus className="mt-1 size-3.5 shrink-0 text-accent" aria-hidden />
              ) : (
                <ArrowRight className="mt-1 size-3.5 shrink-0 text-accent" aria-hidden />
              )}
              <span>
                <span className="sr-only">Is: </span>
                {is}
              </span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
