"use client";

import { ArrowLeftRight } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { AccountNumber } from "@/components/display/account-number";
import { Money } from "@/components/display/money";
import { useAnswer } from "@/components/fields/use-answer";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { mergeReceiversAction } from "@/lib/actions/receivers";
import { ACCOUNT_KIND_LABELS, isAccountKind } from "@/lib/domain/account/address";
import type { MergePreview } from "@/lib/queries/read-merge-preview";

/** What moves, what stays and what ends, before anybody presses. */
export function MergeConfirm({ preview }: { preview: MergePreview }) {
  const { survivor, duplicate, accounts, enrolments, newTags, notes, paid, open, merged, obstacle, hash } = preview;
  const router = useRouter();
  const { run, isPending, refusal } = useAnswer();
  const merge = () =>
    run(
      () => mergeReceiversAction({ survivorId: survivor.id, duplicateId: duplicate.id, shownHash: hash }),
      `${duplicate.name} is merged into ${survivor.name}.`,
      () => router.push(`/receivers/${survivor.id}`),
    );
  return (
    <div className="flex max-w-200 flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Side title="Stays" side={survivor} />
        <Side title="Is merged and closed" side={duplicate} />
      </div>
      <Card title="What happens">
        <DefinitionList
          facts={[
            {
              term: "Accounts",
              value: moves(
                accounts.length,
                "account moves",
                "accounts move",
                accounts.length > 0 ? <Accounts accounts={accounts} /> : null,
              ),
            },
            {
              term: "Payouts",
              value:
                paid.length === 0 && open === 0 ? (
                  "None"
                ) : (
                  <span className="flex flex-col">
                    <span>
                      {paid.map(({ amount, count }, index) => (
                        <span key={amount.currency}>
                          {index > 0 ? ", " : ""}
                          <Money amount={amount} /> in {count}
                        </span>
                      ))}
                      {open > 0 ? `${paid.length > 0 ? "; " : ""}${open} under way, which go on` : ""}
                    </span>
                    <span className="text-grey-5 text-small">
                      They keep the name that they were asked for under, and are counted for {survivor.name}.
                    </span>
                  </span>
                ),
            },
            {
              term: "Known to providers",
              value: moves(
                enrolments.length,
                "moves with its account",
                "move with their accounts",
                enrolments.length > 0 ? (
                  <span className="text-grey-5 text-small">{enrolments.map(({ connection }) => connection).join(", ")}</span>
                ) : null,
              ),
            },
            { term: "Tags", value: newTags.length === 0 ? "None to add" : `Added: ${newTags.join(", ")}` },
            { term: "Notes", value: notes === 0 ? "None" : `${notes} shown with ${survivor.name}, marked as written before` },
            ...(merged > 0 ? [{ term: "Earlier duplicates", value: `${merged} of ${duplicate.name} follow` }] : []),
          ]}
        />
      </Card>
      {obstacle ? (
        <Callout tone="warning" title="These two cannot be merged now">
          {obstacle}
        </Callout>
      ) : (
        <p className="text-grey-5">
          A merge cannot be undone. {duplicate.name} stays on record, closed, and leads to {survivor.name}.
        </p>
      )}
      {refusal ? (
        <Callout
          tone="danger"
          title="Nothing was merged"
          isLive
          actions={<Button onPress={() => router.refresh()}>Show how it is now</Button>}
        >
          {refusal}
        </Callout>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <ButtonLink href={`/receivers/${survivor.id}`}>Cancel</ButtonLink>
        <ButtonLink href={`/receivers/${duplicate.id}/merge?duplicate=${survivor.id}`}>
          <ArrowLeftRight aria-hidden />
          The other way round
        </ButtonLink>
        <Button tone="primary" onPress={merge} isPending={isPending} pendingLabel="Merging" isDisabled={obstacle !== null}>
          Merge into {survivor.name}
        </Button>
      </div>
    </div>
  );
}

function Side({ title, side }: { title: string; side: MergePreview["survivor"] }) {
  return (
    <Card title={title}>
      <p className="font-medium">{side.name}</p>
      <p className="text-grey-5 text-small">
        {[side.email, side.reference, side.country].filter(Boolean).join(", ") || "No e-mail, no reference"}
      </p>
    </Card>
  );
}

function moves(count: number, one: string, many: string, detail: ReactNode): ReactNode {
  if (count === 0) return "None";
  return (
    <span className="flex flex-col gap-1">
      <span>
        {count} {count === 1 ? one : many}
      </span>
      {detail}
    </span>
  );
}

function Accounts({ accounts }: Pick<MergePreview, "accounts">) {
  return (
    <ul className="flex flex-col gap-1">
      {accounts.map(({ id, kind, masked, isClosed, isKnown }) => (
        <li key={id} className="flex flex-wrap items-center gap-2 text-grey-5 text-small">
          {isAccountKind(kind) ? ACCOUNT_KIND_LABELS[kind] : kind}
          <AccountNumber number={masked} kind={isAccountKind(kind) ? kind : undefined} />
          {isKnown ? <Badge tone="amber">The same number is there already</Badge> : null}
          {isClosed ? <Badge>Closed</Badge> : null}
        </li>
      ))}
    </ul>
  );
}
