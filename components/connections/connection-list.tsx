import { ProviderMark } from "@/components/display/provider-mark";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { RowLink, RowList } from "@/components/ui/row-list";
import type { SettingsConnection } from "@/lib/queries/list-settings-connections";
import { MODE_WORDS } from "./mode-words";

export function ConnectionList({ connections }: { connections: readonly SettingsConnection[] }) {
  return (
    <Card padding="flush">
      <RowList label="Connections">
        {connections.map((connection) => (
          <RowLink
            key={connection.id}
            href={`/settings/providers/${connection.id}`}
            before={<ProviderMark id={connection.provider} label={connection.providerLabel} isTileOnly />}
            title={connection.name}
            detail={[connection.providerLabel, MODE_WORDS[connection.mode] ?? connection.mode, connection.currency]
              .filter(Boolean)
              .join(", ")}
            after={
              <span className="flex flex-wrap justify-end gap-1.5">
                {connection.waitsForAnother ? <Badge tone="amber">Needs another admin</Badge> : null}
                {connection.preflight === "red" ? <Badge tone="red">Checks failed</Badge> : null}
                {connection.preflight === "green" ? <Badge tone="good">Checked</Badge> : null}
                {connection.isActive ? <Badge tone="good">On</Badge> : <Badge>Off</Badge>}
              </span>
            }
          />
        ))}
      </RowList>
    </Card>
  );
}
