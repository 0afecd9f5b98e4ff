"use client";

import { ProviderMark } from "@/components/display/provider-mark";
import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DefinitionList } from "@/components/ui/definition-list";
import type { ConnectionView } from "@/lib/domain/connection/connection-view";
import { MODE_WORDS } from "./mode-words";

export function ConnectionFacts({ connection }: { connection: ConnectionView }) {
  const { provider, providerLabel, mode, currency, webhookPath, createdAt, fields, settings } = connection;
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <Card title="Facts">
        <DefinitionList
          isNumeric
          facts={[
            { term: "Provider", value: <ProviderMark id={provider} label={providerLabel} /> },
            { term: "Mode", value: MODE_WORDS[mode] ?? mode },
            { term: "Currency", value: currency ?? "told by the checks" },
            { term: "Connected", value: <Timestamp at={createdAt} /> },
          ]}
        />
      </Card>
      <Card title="Webhook address">
        <div className="flex flex-col gap-2">
          <p className="text-grey-5">Give {providerLabel} this address, with your desk's own in front.</p>
          <div className="flex items-center gap-2">
            <code className="wrap-anywhere min-w-0 font-mono text-small">{webhookPath}</code>
            <CopyButton text={webhookPath} label="Copy the webhook address" />
          </div>
        </div>
      </Card>
      <Card title="Stored settings">
        <DefinitionList facts={fields.map(({ name, label }) => ({ term: label, value: settings[name] ?? "not set" }))} />
      </Card>
    </div>
  );
}
