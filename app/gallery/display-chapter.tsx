import { ArrowUpRight, Check, CircleHelp, CircleX, Send, Webhook } from "lucide-react";
import { AccountNumber } from "@/components/display/account-number";
import { CopyKey } from "@/components/display/copy-key";
import { CountAndSum } from "@/components/display/count-and-sum";
import { Evidence } from "@/components/display/evidence";
import { LoopMark } from "@/components/display/loop-mark";
import { Money } from "@/components/display/money";
import { PersonLabel } from "@/components/display/person-label";
import { ProviderMark } from "@/components/display/provider-mark";
import { ReceiverLabel } from "@/components/display/receiver-label";
import { StatusBadge } from "@/components/display/status-badge";
import { Timeline } from "@/components/display/timeline";
import { Timestamp } from "@/components/display/timestamp";
import { money } from "@/lib/base/money";
import { PAYOUT_STATES } from "@/lib/domain/payout/lifecycle";
import { PayoutSpecimen } from "./payout-specimen";
import { EVIDENCE_REQUEST, EVIDENCE_RESPONSE, NOW } from "./samples";
import { Chapter, Specimen } from "./specimen";

export function DisplayChapter() {
  return (
    <Chapter title="Display">
      <Specimen name="Status">
        {PAYOUT_STATES.map((state) => (
          <StatusBadge key={state} state={state} />
        ))}
      </Specimen>
      <Specimen name="Money" layout="stack">
        <Money amount={money(184_207_500n, "EUR")} size="figure" />
        <div className="flex w-48 flex-col items-end text-small">
          <Money amount={money(125_000n, "EUR")} />
          <Money amount={money(5n, "GBP")} />
          <Money amount={money(-990n, "USD")} />
          <Money amount={money(125_000n, "JPY")} />
          <Money amount={money(42_000n, "BTC")} />
          <Money amount={money(31_750n, "PLN")} isVoid />
        </div>
        <CountAndSum count={1284} noun="payout" sums={[money(40_211_820n, "EUR"), money(120_000n, "GBP")]} />
        <CountAndSum count={1_200_000} isEstimate noun="payout" sums={[]} />
      </Specimen>
      <Specimen name="Marks and labels">
        <ProviderMark id="ivy" label="Ivy" />
        <ProviderMark id="ipay" label="Ipay" />
        <ProviderMark id="truelayer" label="TrueLayer" />
        <ProviderMark id="bitpay" label="BitPay" />
        <ProviderMark id="unheard-of" label="Nova" />
        <LoopMark loop="closed" />
        <LoopMark loop="open" />
        <PersonLabel name="Ada Marsh" roleLabel="maker" />
        <PersonLabel name="Ben Okoro" isYou />
      </Specimen>
      <Specimen name="Receiver, account">
        <ReceiverLabel name="Amélie Dufour" kind="person" detail={<AccountNumber kind="iban" number="FR•• •••• 0189" />} />
        <ReceiverLabel name="Northwind Supplies Ltd" kind="business" href="/gallery" layout="stack" detail="INV-2026-0411" />
        <AccountNumber kind="iban" number="DE89370400440532013000" />
        <AccountNumber kind="sortCode" number="20000012345678" />
        <AccountNumber kind="wallet" number="bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq" />
        <CopyKey label="provider id" text="0cd1b0f7-71bc-4d24-b209-95259dadcc20" />
      </Specimen>
      <Specimen name="Time">
        <Timestamp at={NOW} />
        <Timestamp at={NOW} withZone={false} />
        <Timestamp at={NOW} dateOnly />
        <Timestamp at={new Date(NOW.getTime() - 8 * 60_000)} isRelative />
      </Specimen>
      <Specimen name="Counterfoil" layout="stack">
        <PayoutSpecimen state="unconfirmed" />
      </Specimen>
      <Specimen name="Timeline, evidence" layout="stack">
        <Timeline
          label="What happened"
          entries={[
            { id: "5", at: NOW, who: "TrueLayer", what: "TrueLayer reported it as paid.", Icon: Check, tone: "good" },
            {
              id: "4",
              at: new Date(NOW.getTime() - 40_000),
              who: "TrueLayer",
              what: "A verified webhook came: payout_executed.",
              Icon: Webhook,
              evidence: {
                summary: "Show the delivery",
                body: <Evidence request={EVIDENCE_REQUEST} response={EVIDENCE_RESPONSE} durationMs={184} />,
              },
            },
            {
              id: "3",
              at: new Date(NOW.getTime() - 90_000),
              who: "Counterfoil",
              what: "No answer came within 30 s. It may have been paid.",
              Icon: CircleHelp,
              tone: "amber",
            },
            {
              id: "2",
              at: new Date(NOW.getTime() - 120_000),
              who: "Counterfoil",
              what: "Handed to TrueLayer, first attempt.",
              Icon: Send,
              tone: "slate",
            },
            {
              id: "1",
              at: new Date(NOW.getTime() - 600_000),
              who: <PersonLabel name="Ben Okoro" roleLabel="checker" isTileHidden />,
              what: "Rejected: not the right receiver.",
              note: "The order belongs to her sister. Please send it back to the account ending 0189.",
              Icon: CircleX,
              tone: "red",
            },
            {
              id: "0",
              at: new Date(NOW.getTime() - 900_000),
              who: <PersonLabel name="Ada Marsh" roleLabel="maker" isTileHidden />,
              what: "Submitted for approval.",
              Icon: ArrowUpRight,
            },
          ]}
        />
        <Evidence request={EVIDENCE_REQUEST} response={EVIDENCE_RESPONSE} durationMs={184} />
        <Evidence request={EVIDENCE_REQUEST} response={null} silence="No answer within 30 s. It may have been paid." />
      </Specimen>
    </Chapter>
  );
}
