"use client";

import { WarningList } from "@/components/display/warning-list";
import type { WarningView } from "@/lib/domain/payout/warning-view";

/** What stands out about the payout that is being made. Whoever decides on it reads the same. */
export function NewPayoutWarnings({ warnings, isUnknown }: { warnings: readonly WarningView[]; isUnknown: boolean }) {
  if (isUnknown)
    return <p className="text-grey-5 text-small">What stands out about it could not be asked for. It is asked again when it is made.</p>;
  if (warnings.length === 0) return null;
  return (
    <section
      aria-label="What stands out"
      aria-live="polite"
      className="flex flex-col gap-2 rounded-ui border border-amber-line bg-amber-wash px-3 py-2.5 text-small"
    >
      <h3 className="font-medium text-amber">What stands out</h3>
      <WarningList warnings={warnings} />
    </section>
  );
}
