import { Search } from "lucide-react";
import { AccountNumber } from "@/components/display/account-number";
import { Counterfoil } from "@/components/display/counterfoil";
import { LoopMark } from "@/components/display/loop-mark";
import { Money } from "@/components/display/money";
import { ProviderMark } from "@/components/display/provider-mark";
import { ReceiverLabel } from "@/components/display/receiver-label";
import { SentenceText } from "@/components/display/sentence-text";
import { StatusBadge } from "@/components/display/status-badge";
import { Button } from "@/components/ui/button";
import { money } from "@/lib/base/money";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { NOW } from "./samples";

export function PayoutSpecimen({ state }: { state: PayoutState }) {
  return (
    <Counterfoil
      number="CF7K3M9Q2X4B8T"
      badge={<StatusBadge state={state} />}
      amount={<Money amount={money(125_000n, "EUR")} size="figure" />}
      sentence={
        <SentenceText
          parts={["TrueLayer did not say whether it took this payout, so it may have been paid; Counterfoil asks again at ", NOW, "."]}
        />
      }
      actions={
        <Button size="small">
          <Search aria-hidden />
          Look up now
        </Button>
      }
    >
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 text-small">
        <ReceiverLabel name="Amélie Dufour" kind="person" detail={<AccountNumber kind="iban" number="FR•• •••• 0189" />} />
        <ProviderMark id="truelayer" label="TrueLayer EUR" />
        <LoopMark loop="closed" />
      </div>
    </Counterfoil>
  );
}
