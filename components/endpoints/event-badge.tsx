import { Badge } from "@/components/ui/badge";
import type { EventLogRow } from "@/lib/queries/list-event-log";
import { lookOf } from "./delivery-looks";

export function EventBadge(row: Pick<EventLogRow, "state" | "fault">) {
  const { word, tone, Icon } = lookOf(row);
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
