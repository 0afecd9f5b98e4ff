"use client";

import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import type { SettingsField } from "@/lib/domain/connection/connection-view";

export type SettingsFieldsProps = {
  fields: readonly SettingsField[];
  values: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  onType: (name: string, value: string) => void;
  /** What is stored already: a field that is left empty keeps it. */
  stored?: Readonly<Record<string, string>>;
};

/** The provider's own settings, drawn from its schema. A secret is typed and never shown again. */
export function SettingsFields({ fields, values, errors, onType, stored }: SettingsFieldsProps) {
  return fields.map((field) => {
    const kept = stored?.[field.name];
    const shared = {
      label: field.label,
      hint: field.help || undefined,
      error: errors[field.name],
      value: values[field.name] ?? "",
      onChange: (value: string) => onType(field.name, value),
      aside: kept !== undefined ? "stored" : field.required ? undefined : "optional",
      placeholder: kept === undefined ? undefined : field.secret ? "Leave empty to keep it" : kept,
    };
    if (field.kind === "select") {
      const choices = field.options.map((option) => ({ id: option, text: option }));
      return <Select key={field.name} {...shared} value={values[field.name] || kept || field.options[0]} choices={choices} />;
    }
    if (field.kind === "multiline") return <TextArea key={field.name} {...shared} rows={5} />;
    return (
      <TextField
        key={field.name}
        {...shared}
        type={field.secret ? "password" : "text"}
        autoComplete={field.secret ? "new-password" : "off"}
        spellCheck="false"
        isMono={!field.secret}
      />
    );
  });
}
