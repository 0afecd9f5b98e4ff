import { Badge } from "@/components/ui/badge";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { STATUS_LOOKS } from "./status-looks";

export function StatusBadge({ state }: { state: PayoutState }) {
  const { word, tone, Icon } = STATUS_LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
