import { CircleSlash, Radio, TriangleAlert, Unplug } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { EndpointView } from "@/lib/queries/list-endpoints";

/** Whether events arrive there. */
export function EndpointHealth({ state, offWhy, failingSince, lastDeliveredAt }: EndpointView) {
  if (state === "removed") return <Look tone="outline" Icon={CircleSlash} word="Removed" />;
  if (state === "off") return <Look tone={offWhy ? "red" : "neutral"} Icon={Unplug} word={offWhy ? "Given up" : "Off"} />;
  if (failingSince) return <Look tone="amber" Icon={TriangleAlert} word="Failing" />;
  return <Look tone={lastDeliveredAt ? "good" : "slate"} Icon={Radio} word={lastDeliveredAt ? "Well" : "Nothing sent yet"} />;
}

type LookProps = { tone: Parameters<typeof Badge>[0]["tone"]; Icon: typeof Radio; word: string };

function Look({ tone, Icon, word }: LookProps) {
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
