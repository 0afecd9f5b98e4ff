"use client";

import { Timestamp } from "@/components/display/timestamp";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";

export type PairingCodesProps = {
  providerLabel: string;
  connectionId: string;
  codes: readonly { readonly purpose: string; readonly code: string; readonly expiresAt: Date | null }[];
};

/** What somebody types in at the provider. Shown once: a code that was lost is asked for again. */
export function PairingCodes({ providerLabel, connectionId, codes }: PairingCodesProps) {
  return (
    <Card title={`Approve these codes at ${providerLabel}`}>
      <div className="flex flex-col gap-4">
        <p className="text-grey-5">
          Open the API tokens page of the {providerLabel} dashboard and enter each code there. Until then nothing can be paid.
        </p>
        <ul className="divide-y divide-grey-2">
          {codes.map(({ purpose, code, expiresAt }) => (
            <li key={purpose} className="flex flex-wrap items-center justify-between gap-3 py-2">
              <span className="flex flex-col">
                <span>{purpose}</span>
                {expiresAt ? (
                  <span className="text-grey-5 text-small">
                    until <Timestamp at={expiresAt} />
                  </span>
                ) : null}
              </span>
              <span className="flex items-center gap-2 font-mono text-title">
                {code}
                <CopyButton text={code} label={`Copy the code for ${purpose}`} />
              </span>
            </li>
          ))}
        </ul>
        <div className="flex justify-end">
          <ButtonLink href={`/settings/providers/${connectionId}`} tone="primary">
            Go to the connection
          </ButtonLink>
        </div>
      </div>
    </Card>
  );
}
