"use client";

import { MicOff } from "lucide-react";
import type { ReactNode } from "react";
import { AccountNumber } from "@/components/display/account-number";
import { CopyKey } from "@/components/display/copy-key";
import { Counterfoil } from "@/components/display/counterfoil";
import { useDisplaySettings } from "@/components/display/display-settings";
import { Money } from "@/components/display/money";
import { ProviderMark } from "@/components/display/provider-mark";
import { ReceiptLink } from "@/components/display/receipt-link";
import { SentenceText } from "@/components/display/sentence-text";
import { StatusBadge } from "@/components/display/status-badge";
import { formatTime } from "@/components/display/time-text";
import { Timestamp } from "@/components/display/timestamp";
import { AccountReveal } from "@/components/fields/account-reveal";
import { SharePayout } from "@/components/fields/share-payout";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import { DefinitionList } from "@/components/ui/definition-list";
import { money } from "@/lib/base/money";
import { callerWords } from "@/lib/domain/payout/caller-words";
import { type LookUpHit, proofOf, sentenceOfHit } from "@/lib/domain/payout/look-up-view";
import { nextStep } from "@/lib/domain/payout/next-step";

const DID_NOT_ARRIVE: readonly string[] = ["refused", "failed", "returned"];

/** What whoever looks up may do with what is found. */
export type LookUpRights = { readonly mayReveal: boolean; readonly mayShare: boolean };

/** What happened, what may be read out of it, what proves it, and whose turn it is. */
export function LookUpCard({ hit, mayReveal, mayShare }: LookUpRights & { hit: LookUpHit }) {
  const proof = proofOf(hit);
  const { whose, step } = nextStep(hit);
  const { accountVersionId, accountKind, accountMasked } = hit;
  return (
    <Counterfoil
      number={hit.number}
      badge={<StatusBadge state={hit.state} />}
      amount={<Money amount={money(BigInt(hit.amountMinor), hit.currency)} size="figure" isVoid={DID_NOT_ARRIVE.includes(hit.state)} />}
      sentence={<SentenceText parts={sentenceOfHit(hit)} />}
      actions={
        <>
          <ButtonLink href={`/payouts/${hit.number}`} tone="primary">
            Open the payout
          </ButtonLink>
          <ReceiptLink payoutId={hit.id} />
          {mayShare ? <SharePayout payoutId={hit.id} /> : null}
        </>
      }
    >
      <ReadOut hit={hit} />
      <DefinitionList
        facts={[
          { term: "Found because", value: hit.why },
          { term: "Next", value: `${whose}: ${step.charAt(0).toLowerCase()}${step.slice(1)}` },
          { term: proof.label, value: <CopyKey label={proof.label} text={proof.id} /> },
          {
            term: "To",
            value: (
              <Together>
                <span className="font-medium">{hit.receiverName}</span>
                {accountMasked ? <AccountNumber number={accountMasked} kind={accountKind ?? undefined} /> : null}
                {mayReveal && accountVersionId && accountKind && accountMasked ? (
                  <AccountReveal accountVersionId={accountVersionId} kind={accountKind} masked={accountMasked} />
                ) : null}
              </Together>
            ),
          },
          { term: "Paid from", value: <ProviderMark id={hit.provider} label={hit.connectionName} /> },
          { term: "Reference", value: hit.orderId ? `${hit.reference} · order ${hit.orderId}` : hit.reference },
          { term: "Asked for", value: <Timestamp at={hit.submittedAt} /> },
        ]}
      />
    </Counterfoil>
  );
}

/** The one sentence for the telephone, and beside it what the caller must not hear. */
function ReadOut({ hit }: { hit: LookUpHit }) {
  const settings = useDisplaySettings();
  const { say, neverSay } = callerWords(hit);
  const plain = say.map((part) => (part instanceof Date ? formatTime(part, settings) : part)).join("");
  return (
    <div className="flex flex-col gap-3 rounded-ui border border-grey-2 bg-grey-1 px-4 py-3">
      <section aria-label="May be read out" className="flex flex-col gap-1">
        <h3 className="flex items-center justify-between gap-2 text-grey-5 text-small">
          May be read out
          <CopyButton text={plain} label="Copy what may be read out" />
        </h3>
        <p className="max-w-prose text-base">
          “<SentenceText parts={say} />”
        </p>
      </section>
      <section aria-label="Do not say" className="flex flex-col gap-1">
        <h3 className="text-grey-5 text-small">Do not say</h3>
        <ul className="flex flex-col gap-1 text-small">
          {neverSay.map((line) => (
            <li key={line} className="flex items-start gap-2">
              <MicOff className="mt-0.5 size-3.5 shrink-0 text-amber" aria-hidden />
              {line}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Together({ children }: { children: ReactNode }) {
  return <span className="flex flex-wrap items-center gap-x-3 gap-y-1">{children}</span>;
}
