import { BadgeCheck, CircleSlash, History, PhoneCall } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { AccountStanding } from "@/lib/domain/account/standing";

const LOOKS = {
  proposed: { word: "Not confirmed yet", tone: "amber", Icon: PhoneCall },
  confirmed: { word: "Confirmed", tone: "good", Icon: BadgeCheck },
  rejected: { word: "Rejected", tone: "red", Icon: CircleSlash },
  superseded: { word: "Changed again", tone: "outline", Icon: History },
} as const satisfies Record<AccountStanding, { word: string; tone: BadgeTone; Icon: typeof History }>;

/** Whether a second person stands for what an account says: icon, word and tint. */
export function AccountStandingBadge({ standing }: { standing: AccountStanding }) {
  const { word, tone, Icon } = LOOKS[standing];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
