import * as z from "zod";
import { PREFLIGHT_STATES } from "./preflight";
import type { CONNECTION_MODES } from "./schema";

/** What a provider asks to be connected with, for a form: never a value. */
export const SettingsField = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  secret: z.boolean(),
  required: z.boolean(),
  kind: z.enum(["text", "multiline", "select"]),
  options: z.array(z.string()),
});
export type SettingsField = z.infer<typeof SettingsField>;

export const PreflightView = z.object({
  runId: z.string(),
  startedByName: z.string(),
  startedAt: z.coerce.date(),
  endedAt: z.coerce.date().nullable(),
  outcome: z.enum(["green", "red"]).nullable(),
  /** The settings have changed since: it says nothing about what is stored now. */
  isOutdated: z.boolean(),
  checks: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      state: z.enum(PREFLIGHT_STATES),
      sentence: z.string().nullable(),
      /** The label of the setting to look at. */
      field: z.string().nullable(),
      remedy: z.string().nullable(),
    }),
  ),
});
export type PreflightView = z.infer<typeof PreflightView>;

export type ConnectionView = {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly providerLabel: string;
  readonly mode: (typeof CONNECTION_MODES)[number];
  readonly isActive: boolean;
  readonly currency: string | null;
  /** Ends in the path that the provider must be given; the desk's own address stands before it. */
  readonly webhookPath: string;
  readonly createdAt: Date;
  readonly fields: readonly SettingsField[];
  /** Plain settings as they are, secret ones as dots. */
  readonly settings: Readonly<Record<string, string>>;
  readonly isPaired: boolean;
  readonly change: null | {
    readonly id: string;
    readonly kind: "activate" | "credentials";
    /** Labels of the settings that would differ. */
    readonly changed: readonly string[];
    readonly proposedByName: string;
    readonly isYours: boolean;
    readonly proposedAt: Date;
    readonly expiresAt: Date;
  };
  readonly preflight: PreflightView | null;
};
