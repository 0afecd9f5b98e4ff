import type { ReactNode } from "react";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";

/** A secret at the one moment at which it can be read: a link that lets somebody in, a key. */
export function ShownOnce({ title, text, copyLabel, children }: { title: string; text: string; copyLabel: string; children: ReactNode }) {
  return (
    <Callout tone="warning" title={title} isLive>
      <div className="flex flex-col gap-2">
        <p>{children}</p>
        <div className="flex items-center gap-2 rounded-ui border border-grey-3 bg-raised px-2.5 py-1.5">
          <code className="wrap-anywhere min-w-0 flex-1 font-mono text-small">{text}</code>
          <CopyButton text={text} label={copyLabel} />
        </div>
      </div>
    </Callout>
  );
}
