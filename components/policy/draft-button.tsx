"use client";

import { useRouter } from "next/navigation";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { draftPolicyAction } from "@/lib/actions/policies";

/** Begins a change of the policy and opens it. */
export function DraftButton({ basedOn }: { basedOn: number }) {
  const router = useRouter();
  const { run, isPending, refusal } = useAnswer();
  const begin = () =>
    run(
      () => draftPolicyAction({ basedOn }),
      "A draft is begun.",
      ({ version }) => router.push(`/settings/policy/${String(version)}/edit`),
    );
  return (
    <div className="flex flex-col items-end gap-1">
      <Button tone="primary" isPending={isPending} pendingLabel="Beginning a draft" onPress={begin}>
        Change the policy
      </Button>
      {refusal ? (
        <p role="alert" className="text-red text-small">
          {refusal}
        </p>
      ) : null}
    </div>
  );
}
