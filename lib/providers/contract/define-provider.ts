import type * as z from "zod";
import { failed, ok, type Result } from "@/lib/base/result";
import type { ConnectContext, ProviderConnection } from "./connection";
import { guardConnection, guardWebhooks } from "./guard";
import type { ConnectionMode, Hosts, ProviderManifest } from "./manifest";
import type { Pairing } from "./pairing";
import type { Rehearsal } from "./rehearsal";
import { redactSettings, type SettingsField, secretsIn, settingsFieldsOf } from "./settings-form";
import type { ProviderSimulator } from "./simulator-spec";
import { type StatusTable, statusText } from "./status";
import type { Webhooks } from "./webhooks";

/** What a provider's folder says of itself. */
export type ProviderSpec<Schema extends z.ZodObject> = {
  readonly manifest: ProviderManifest;
  /** A flat object whose members are wrapped in `setting()`; the settings form is drawn from it. */
  readonly settings: Schema;
  readonly statuses: StatusTable;
  connect(settings: z.infer<Schema>, context: ConnectContext): ProviderConnection;
  webhooks(settings: z.infer<Schema>, context: ConnectContext): Webhooks;
  /** The provider's make-believe, for the rehearsal host and the contract suite. */
  readonly simulator: ProviderSimulator;
  readonly rehearsal: Rehearsal;
  /** Present where the provider gives out credentials itself, and a person approves them there. */
  readonly pairing?: Pairing;
};

/** What the rest of the house sees of a provider. Settings go in as they are stored: decrypted, unparsed. */
export type Provider = {
  readonly manifest: ProviderManifest;
  readonly settingsFields: readonly SettingsField[];
  readonly statuses: StatusTable;
  /** The provider's own status word in a sentence for people. */
  statusText(providerStatus: string): string;
  /** Settings worth storing, or for each field name what is wrong with it. */
  parseSettings(typed: unknown): Result<Record<string, unknown>, Record<string, string>>;
  redactSettings(stored: unknown): Record<string, string>;
  /** Throws on settings that do not parse: connect before anything is promised, and nothing has left. */
  connect(stored: unknown, context: ConnectContext): ProviderConnection;
  webhooks(stored: unknown, context: ConnectContext): Webhooks;
  readonly simulator: ProviderSimulator;
  readonly rehearsal: Rehearsal;
  readonly pairing?: Pairing;
};

export function defineProvider<Schema extends z.ZodObject>(spec: ProviderSpec<Schema>): Provider {
  const { manifest, statuses } = spec;
  const settingsFields = settingsFieldsOf(spec.settings);
  const settingsOf = (stored: unknown): z.infer<Schema> => {
    const parsed = spec.settings.safeParse(stored);
    if (parsed.success) return parsed.data;
    // Names only: a value that failed its check may still be a secret.
    throw new Error(
      `The settings of this ${manifest.label} connection are not complete: ${Object.keys(problemsIn(parsed.error)).join(", ")}.`,
    );
  };
  return {
    manifest,
    simulator: spec.simulator,
    rehearsal: spec.rehearsal,
    pairing: spec.pairing,
    settingsFields,
    statuses,
    statusText: (word) => statusText(statuses, word),
    parseSettings(typed) {
      const parsed = spec.settings.safeParse(typed);
      return parsed.success ? ok(parsed.data) : failed(problemsIn(parsed.error));
    },
    redactSettings: (stored) => redactSettings(settingsFields, stored),
    connect(stored, context) {
      const settings = settingsOf(stored);
      return guardConnection(
        (watched) => spec.connect(settings, { ...context, transport: watched }),
        context.transport,
        secretsIn(settingsFields, stored),
      );
    },
    webhooks(stored, context) {
      return guardWebhooks(spec.webhooks(settingsOf(stored), context), secretsIn(settingsFields, stored));
    },
  };
}

/** Where a connection of this mode talks to. `simulatorOrigin` is used by mode `simulator` alone. */
export function hostsOf(manifest: ProviderManifest, mode: ConnectionMode, simulatorOrigin: string): Hosts {
  return mode === "simulator" ? manifest.hosts.simulator(simulatorOrigin) : manifest.hosts[mode];
}

function problemsIn(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(error.issues.map((issue) => [issue.path.map(String).join(".") || "settings", issue.message]));
}
