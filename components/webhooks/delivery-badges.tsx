import { Badge } from "@/components/ui/badge";
import type { DeliveryRow } from "@/lib/queries/list-deliveries";
import { PROOF_LOOKS, STATE_LOOKS } from "./delivery-looks";

export function ProofBadge({ proof }: Pick<DeliveryRow, "proof">) {
  const { word, tone, Icon } = PROOF_LOOKS[proof];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}

export function DeliveryStateBadge({ state }: Pick<DeliveryRow, "state">) {
  const { word, tone, Icon } = STATE_LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
