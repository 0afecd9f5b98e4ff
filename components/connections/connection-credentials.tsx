"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Refusal } from "@/components/ui/refusal";
import { confirmDone } from "@/components/ui/toast-queue";
import { changeCredentialsAction } from "@/lib/actions/connections";
import type { ConnectionView } from "@/lib/domain/connection/connection-view";
import { SettingsFields } from "./settings-fields";

/** New credentials over the old ones. What is left empty stays; at a live connection another admin confirms. */
export function ConnectionCredentials({ connection }: { connection: ConnectionView }) {
  const { id: connectionId, fields, settings, mode } = connection;
  const [isOpen, setIsOpen] = useState(false);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, start] = useTransition();

  const close = () => {
    setIsOpen(false);
    setValues({});
    setErrors({});
    setRefusal(null);
  };
  const save = () =>
    start(async () => {
      const answer = await changeCredentialsAction({ connectionId, settings: values });
      if (answer.ok) {
        confirmDone(answer.value.waitsForAnother ? "Another admin has to confirm it." : "The credentials are changed.");
        return close();
      }
      setErrors(Object.fromEntries(Object.entries(answer.denial.fields ?? {}).map(([path, [sentence]]) => [path, sentence ?? ""])));
      setRefusal(answer.denial.sentence);
    });

  return (
    <Card title="Credentials">
      {isOpen ? (
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <SettingsFields
            fields={fields}
            values={values}
            errors={errors}
            stored={settings}
            onType={(field, value) => setValues((before) => ({ ...before, [field]: value }))}
          />
          <Refusal title="Nothing was changed" sentence={refusal} />
          <div className="flex justify-end gap-2">
            <Button onPress={close}>Cancel</Button>
            <Button type="submit" tone="primary" isPending={isPending} pendingLabel="Saving">
              {mode === "live" ? "Ask for the change" : "Change"}
            </Button>
          </div>
        </form>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-grey-5">They are stored encrypted and never shown again. After a change, run the checks.</p>
          <Button onPress={() => setIsOpen(true)}>Change credentials</Button>
        </div>
      )}
    </Card>
  );
}
