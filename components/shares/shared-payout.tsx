import { SentenceText } from "@/components/display/sentence-text";
import { StandingHeadline } from "@/components/display/standing-headline";
import { Card } from "@/components/ui/card";
import type { Sentence } from "@/lib/domain/payout/sentence";
import type { Standing } from "@/lib/domain/payout/standing";

export type SharedPayoutProps = { standing: Standing; say: Sentence; expected: string | null };

/** What whoever waits for money is told: how it stands and when it may be expected. No name, no amount, no account. */
export function SharedPayout({ standing, say, expected }: SharedPayoutProps) {
  return (
    <Card>
      <div className="flex flex-col gap-3">
        <StandingHeadline standing={standing}>
          <SentenceText parts={say} />
        </StandingHeadline>
        {expected ? (
          <p className="border-grey-2 border-t pt-3">
            <span className="block text-grey-5 text-small">Expected</span>
            {expected}
          </p>
        ) : null}
      </div>
    </Card>
  );
}
