"use client";

import { useRouter } from "next/navigation";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { deleteRoleAction } from "@/lib/actions/roles";

/** Says why not, where somebody has it. */
export function DeleteRole({ role, name, isInUse }: { role: string; name: string; isInUse: boolean }) {
  const router = useRouter();
  const { run, isPending, refusal } = useAnswer();
  const remove = () =>
    run(
      () => deleteRoleAction({ role }),
      `The role ${name} is gone.`,
      () => router.push("/settings/roles"),
    );
  return (
    <Card title="Delete the role">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-48 flex-1 text-grey-5">
          {isInUse ? "Somebody has it or is invited to it. Give them another role first." : "Nobody has it, so nobody loses anything."}
        </p>
        <Button tone="danger" onPress={remove} isDisabled={isInUse} isPending={isPending} pendingLabel="Deleting">
          Delete
        </Button>
        {refusal ? (
          <p role="alert" className="w-full text-red">
            {refusal}
          </p>
        ) : null}
      </div>
    </Card>
  );
}
