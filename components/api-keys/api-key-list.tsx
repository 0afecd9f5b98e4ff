import { KeyRound } from "lucide-react";
import { Timestamp } from "@/components/display/timestamp";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyFace } from "@/components/ui/empty-face";
import { RowList } from "@/components/ui/row-list";
import type { ApiKeyView } from "@/lib/queries/list-api-keys";
import { OldSecret } from "./old-secret";
import { RestrictKey } from "./restrict-key";
import { RevokeKey } from "./revoke-key";
import { RotateKey } from "./rotate-key";

const STATES = { good: null, revoked: "Revoked", expired: "Expired" } as const;

/** What opens the door for the merchant's own systems. */
export function ApiKeyList({ keys }: { keys: readonly ApiKeyView[] }) {
  if (keys.length === 0) {
    return (
      <EmptyFace icon={<KeyRound aria-hidden />} title="No API keys yet">
        A key lets a system of yours make and read payouts. It never approves one.
      </EmptyFace>
    );
  }
  const [good, ended] = [keys.filter(({ state }) => state === "good"), keys.filter(({ state }) => state !== "good")];
  return (
    <div className="flex flex-col gap-4">
      {good.length > 0 ? <Keys label="API keys" keys={good} /> : <p className="text-grey-5">No key opens anything at present.</p>}
      {ended.length > 0 ? (
        <Disclosure summary={ended.length === 1 ? "One that opens nothing any more" : `${ended.length} that open nothing any more`}>
          <Keys label="Ended keys" keys={ended} />
        </Disclosure>
      ) : null}
    </div>
  );
}

function Keys({ label, keys }: { label: string; keys: readonly ApiKeyView[] }) {
  return (
    <Card padding="flush">
      <RowList label={label}>
        {keys.map((key) => (
          <li key={key.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3">
            <span className="flex min-w-56 flex-1 flex-col gap-1">
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-medium">{key.name}</span>
                <code className="font-mono text-grey-5 text-small">{key.prefix}…</code>
                {STATES[key.state] ? <Badge tone={key.state === "revoked" ? "red" : "neutral"}>{STATES[key.state]}</Badge> : null}
              </span>
              <span className="flex flex-wrap gap-1">
                {key.scopes.map((scope) => (
                  <Badge key={scope} tone="outline">
                    {scope}
                  </Badge>
                ))}
              </span>
              <span className="text-grey-5 text-small">
                <Facts apiKey={key} />
              </span>
            </span>
            <span className="flex flex-wrap items-center gap-2">
              <ButtonLink size="small" href={`/operations/api-requests?key=${key.id}`}>
                Requests
              </ButtonLink>
              {key.state === "good" ? (
                <>
                  <RestrictKey apiKeyId={key.id} name={key.name} ranges={key.ranges} usedFrom={key.usedFrom} />
                  <RotateKey apiKeyId={key.id} name={key.name} hasOldSecret={key.oldSecret !== null} />
                  <RevokeKey apiKeyId={key.id} name={key.name} />
                </>
              ) : null}
            </span>
            {key.oldSecret ? <OldSecret apiKeyId={key.id} secret={key.oldSecret} /> : null}
          </li>
        ))}
      </RowList>
    </Card>
  );
}

function Facts({ apiKey: { createdAt, lastUsedAt, expiresAt, revokedAt, ranges } }: { apiKey: ApiKeyView }) {
  return (
    <>
      Made <Timestamp at={createdAt} dateOnly />;{" "}
      {lastUsedAt ? (
        <>
          last used <Timestamp at={lastUsedAt} isRelative />
        </>
      ) : (
        "never used"
      )}
      {revokedAt ? (
        <>
          ; revoked <Timestamp at={revokedAt} dateOnly />
        </>
      ) : expiresAt ? (
        <>
          ; good until <Timestamp at={expiresAt} dateOnly />
        </>
      ) : (
        "; good until it is revoked"
      )}
      {ranges.length > 0 ? (
        <>
          ; used from <span className="font-mono">{ranges.join(", ")}</span> alone
        </>
      ) : null}
      .
    </>
  );
}
