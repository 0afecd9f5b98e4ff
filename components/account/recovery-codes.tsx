"use client";

import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";

/** The one time that they can be read. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <>
      <Callout tone="warning" title="Keep these codes now: they are shown once">
        Each signs you in once when your telephone or key is not at hand. Print them, or keep them where your telephone is not.
      </Callout>
      <div className="flex items-start justify-between gap-2">
        <ul aria-label="Recovery codes" className="grid grid-cols-1 gap-x-6 gap-y-1 font-mono text-small sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <CopyButton text={codes.join("\n")} label="Copy the codes" />
      </div>
    </>
  );
}
