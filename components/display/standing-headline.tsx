import { Check, CircleHelp, CircleX, Hourglass, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { STANDING_WORDS, type Standing, type StandingWords } from "@/lib/domain/payout/standing";

const LOOKS: Readonly<Record<StandingWords["tone"], { readonly Icon: LucideIcon; readonly look: string }>> = {
  good: { Icon: Check, look: "text-accent" },
  amber: { Icon: CircleHelp, look: "text-amber" },
  red: { Icon: CircleX, look: "text-red" },
  slate: { Icon: Hourglass, look: "text-slate" },
};

/** How a payout stands, in large words, with one sentence that anybody may read: the usual one, or another in its place. */
export function StandingHeadline({ standing, children }: { standing: Standing; children?: ReactNode }) {
  const { headline, sentence, tone } = STANDING_WORDS[standing];
  const { Icon, look } = LOOKS[tone];
  return (
    <div className="flex flex-col gap-1">
      <p className={classNames("flex items-center gap-2 font-semibold text-title", look)}>
        <Icon className="size-5 shrink-0" aria-hidden />
        {headline}
      </p>
      <p>{children ?? sentence}</p>
    </div>
  );
}
