"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Controller, useForm, useWatch } from "react-hook-form";
import type * as z from "zod";
import { useStepUp } from "@/components/fields/step-up";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { FormTextField } from "@/components/ui/form-text-field";
import { Refusal } from "@/components/ui/refusal";
import { confirmDone } from "@/components/ui/toast-queue";
import { changeRoleFactsAction, createRoleAction } from "@/lib/actions/roles";
import { MAKES_AND_APPROVES } from "@/lib/domain/access/explain-change";
import { makesAndApproves } from "@/lib/domain/access/permission-facts";
import type { Permission } from "@/lib/domain/access/permissions";
import { CreateRole } from "@/lib/domain/access/team-schema";
import { PermissionChoice } from "./permission-choice";

export type RoleFormProps = {
  initial: { readonly name: string; readonly description: string; readonly permissions: readonly Permission[] };
  /** The role that is changed; left out for a new one. */
  role?: { readonly key: string; readonly isInUse: boolean };
};

/** A role of the merchant's own: its name, and what whoever has it may do. */
export function RoleForm({ initial, role }: RoleFormProps) {
  const router = useRouter();
  const withStepUp = useStepUp();
  const [isPending, start] = useTransition();
  const { control, handleSubmit, setError, formState } = useForm<z.input<typeof CreateRole>, unknown, CreateRole>({
    resolver: zodResolver(CreateRole),
    defaultValues: { ...initial, permissions: [...initial.permissions] },
  });
  const permissions = useWatch({ control, name: "permissions" });
  const isChanged = permissions.length !== initial.permissions.length || permissions.some((one) => !initial.permissions.includes(one));
  const waits = role?.isInUse === true && isChanged;
  const save = handleSubmit((valid) =>
    start(async () => {
      const answer = role
        ? await withStepUp(() => changeRoleFactsAction({ ...valid, role: role.key }), `change the role ${valid.name}`)
        : await createRoleAction(valid);
      if (!answer.ok) {
        const [message] = answer.denial.fields?.name ?? [];
        if (message) setError("name", { message });
        return setError("root", { message: answer.denial.sentence });
      }
      const isWaiting = "waitsForAnother" in answer.value && answer.value.waitsForAnother;
      confirmDone(isWaiting ? "What it holds waits for a second admin." : `The role ${valid.name} is saved.`);
      router.push("/settings/roles");
    }),
  );
  return (
    <form noValidate onSubmit={(event) => void save(event)} className="flex max-w-180 flex-col gap-5">
      <Card title="The role">
        <div className="flex flex-col gap-4">
          <FormTextField control={control} name="name" label="Name" hint="Such as: night desk." autoComplete="off" maxLength={60} />
          <FormTextField control={control} name="description" label="What it is for" aside="optional" autoComplete="off" maxLength={200} />
        </div>
      </Card>
      <Card title="Whoever has it may">
        <Controller
          control={control}
          name="permissions"
          render={({ field }) => <PermissionChoice chosen={field.value} onChange={field.onChange} />}
        />
      </Card>
      {makesAndApproves(permissions) ? (
        <Callout tone="warning" title="It makes and approves">
          {MAKES_AND_APPROVES}
        </Callout>
      ) : null}
      {waits ? (
        <Callout tone="info" title="A second admin confirms what changes">
          Somebody has this role or is invited to it, so what it holds stays as it is until then. The name changes at once.
        </Callout>
      ) : null}
      <Refusal title="The role was not saved" sentence={formState.errors.root?.message} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="primary" isPending={isPending} pendingLabel="Saving">
          {waits ? "Ask a second admin" : role ? "Save" : "Make the role"}
        </Button>
        <ButtonLink href="/settings/roles">Cancel</ButtonLink>
      </div>
    </form>
  );
}
