"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState, useTransition } from "react";
import { Controller, useForm } from "react-hook-form";
import { ShownOnce } from "@/components/display/shown-once";
import { useStepUp } from "@/components/fields/step-up";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { FormTextField } from "@/components/ui/form-text-field";
import { Refusal } from "@/components/ui/refusal";
import { Segmented } from "@/components/ui/segmented";
import { createApiKeyAction } from "@/lib/actions/api-keys";
import { KEY_TERMS, NewApiKey, SCOPE_SENTENCES } from "@/lib/domain/access/api-key-schema";
import { ALL_API_SCOPES } from "@/lib/domain/access/permissions";

const TERMS = [...KEY_TERMS.map((days) => ({ id: String(days), text: `${days} days` })), { id: "none", text: "No end" }];

export function NewKey() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button tone="primary" onPress={() => setIsOpen(true)}>
        New key
      </Button>
      {isOpen ? <NewKeyDialog onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

/** The key is shown to whoever asks for it, once and now; it opens nothing before a second admin has confirmed it. */
function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const withStepUp = useStepUp();
  const [isPending, start] = useTransition();
  const [key, setKey] = useState<string | null>(null);
  const { control, handleSubmit, setError, formState } = useForm<NewApiKey>({
    resolver: zodResolver(NewApiKey),
    defaultValues: { name: "", scopes: [], days: 90 },
  });
  const make = handleSubmit((valid) =>
    start(async () => {
      const answer = await withStepUp(() => createApiKeyAction(valid), `make the API key ${valid.name}`);
      if (answer.ok) setKey(answer.value.key);
      else setError("root", { message: answer.denial.sentence });
    }),
  );
  if (key) {
    return (
      <Dialog title="The new key" isOpen onClose={onClose} role="alertdialog" actions={<Button onPress={onClose}>I have kept it</Button>}>
        <ShownOnce title="Shown this once" text={key} copyLabel="Copy the key">
          Keep it where your system reads its secrets. It opens nothing until a second admin has confirmed it, and nobody else ever sees it.
        </ShownOnce>
      </Dialog>
    );
  }
  return (
    <Dialog
      title="New API key"
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} form="new-key" isPending={isPending} pendingLabel="Making the key">
          Make the key
        </DialogActions>
      }
    >
      <form id="new-key" noValidate onSubmit={(event) => void make(event)} className="flex flex-col gap-4">
        <FormTextField
          control={control}
          name="name"
          label="Which system uses it"
          hint="Such as: shop back end."
          autoFocus
          autoComplete="off"
          maxLength={80}
        />
        <Controller
          control={control}
          name="scopes"
          render={({ field, fieldState }) => (
            <fieldset className="flex flex-col gap-2">
              <legend className="pb-1.5 font-medium text-small">It may</legend>
              {ALL_API_SCOPES.map((scope) => (
                <Checkbox
                  key={scope}
                  value={field.value.includes(scope)}
                  isInvalid={fieldState.error !== undefined}
                  onChange={(isTicked) => field.onChange(isTicked ? [...field.value, scope] : field.value.filter((one) => one !== scope))}
                  hint={<code className="font-mono">{scope}</code>}
                >
                  {SCOPE_SENTENCES[scope]}
                </Checkbox>
              ))}
              {fieldState.error?.message ? <p className="text-red text-small">{fieldState.error.message}</p> : null}
            </fieldset>
          )}
        />
        <Controller
          control={control}
          name="days"
          render={({ field }) => (
            <div className="flex flex-col gap-1.5">
              <span className="font-medium text-small">Good for</span>
              <div>
                <Segmented
                  label="Good for"
                  segments={TERMS}
                  chosen={field.value === null ? "none" : String(field.value)}
                  onChoose={(id) => field.onChange(KEY_TERMS.find((days) => String(days) === id) ?? null)}
                />
              </div>
            </div>
          )}
        />
        <Refusal title="No key was made" sentence={formState.errors.root?.message} />
      </form>
    </Dialog>
  );
}
