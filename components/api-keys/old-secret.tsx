"use client";

import { Timestamp } from "@/components/display/timestamp";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { endOldSecretAction } from "@/lib/actions/api-keys";
import type { ApiKeyView } from "@/lib/queries/list-api-keys";

/** What still opens beside the new secret, whether anybody comes with it, and the way to end it now. */
export function OldSecret({ apiKeyId, secret }: { apiKeyId: string; secret: NonNullable<ApiKeyView["oldSecret"]> }) {
  const { run, isPending, refusal } = useAnswer();
  return (
    <div className="flex w-full flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-ui bg-amber-wash px-3 py-2 text-small">
      <p className="min-w-56 flex-1">
        The old secret <code className="font-mono">{secret.prefix}…</code> opens as well until <Timestamp at={secret.until} />;{" "}
        {secret.usedAt ? (
          <>
            it was used <Timestamp at={secret.usedAt} isRelative />.
          </>
        ) : (
          "nobody has used it since."
        )}
        {refusal ? (
          <span role="alert" className="block text-red">
            {refusal}
          </span>
        ) : null}
      </p>
      <Button
        size="small"
        isPending={isPending}
        pendingLabel="Ending it"
        onPress={() => run(() => endOldSecretAction({ apiKeyId }), "The old secret opens nothing any more.")}
      >
        End it now
      </Button>
    </div>
  );
}
