"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { SearchX, TextSearch } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyFace } from "@/components/ui/empty-face";
import { ErrorFace } from "@/components/ui/error-face";
import { useHandedOver } from "@/components/ui/hand-over";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { LoadingNote } from "@/components/ui/skeleton";
import { TextArea } from "@/components/ui/text-area";
import { LONGEST_LOOK_UP } from "@/lib/domain/payout/look-up-question";
import type { LookUpAnswer } from "@/lib/domain/payout/look-up-view";
import type { LookUpRights } from "./look-up-card";
import { LookUpHits } from "./look-up-hits";
import { LookUpMany } from "./look-up-many";
import { lookUpOptions } from "./look-up-options";

const PAUSE_MS = 150;

/** One box for everything that a caller says, and the answer under it. */
export function LookUpScreen(rights: LookUpRights) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState("");
  const asked = useSettled(typed.trim());
  const answer = useQuery({ ...lookUpOptions(asked), placeholderData: keepPreviousData });
  useHandedOver(setTyped);
  useKeyBindings("Look-up", [{ keys: "/", label: "Look up something else", onPress: () => field.current?.select() }]);

  return (
    <div className="flex flex-col gap-5">
      <search className="max-w-192">
        <TextArea
          ref={field}
          label="What you were told"
          value={typed}
          onChange={setTyped}
          rows={Math.min(10, Math.max(2, typed.split("\n").length))}
          placeholder="Name, e-mail, account number or its last four, order, reference, provider's id, amount and day"
          hint="Or up to 500 ids at once, one a line."
          maxLength={LONGEST_LOOK_UP}
          autoFocus
        />
      </search>
      <section aria-label="Answer" aria-busy={answer.isFetching} className={answer.isPlaceholderData ? "opacity-60" : undefined}>
        {asked === "" ? (
          <Waiting />
        ) : answer.data ? (
          <Answer answer={answer.data} {...rights} />
        ) : answer.isError ? (
          <ErrorFace title="It could not be looked up" action={<Button onPress={() => void answer.refetch()}>Try again</Button>}>
            Nothing was lost: payouts are where they were.
          </ErrorFace>
        ) : (
          <LoadingNote>Looking it up</LoadingNote>
        )}
      </section>
    </div>
  );
}

function Answer({ answer, ...rights }: LookUpRights & { answer: LookUpAnswer }) {
  if (answer.kind === "many") return <LookUpMany answers={answer.answers} left={answer.left} />;
  if (answer.kind === "nothing") return <Waiting />;
  return (
    <div className="flex flex-col gap-4">
      {answer.note ? <Callout tone="warning" title={answer.note} /> : null}
      {answer.hits.length > 0 ? <LookUpHits hits={answer.hits} hasMore={answer.hasMore} {...rights} /> : <Nothing />}
    </div>
  );
}

function Waiting() {
  return (
    <EmptyFace icon={<TextSearch aria-hidden />} title="Paste what the caller says">
      The answer says what happened, what may be read out, and whose turn it is.
    </EmptyFace>
  );
}

function Nothing() {
  return (
    <EmptyFace icon={<SearchX aria-hidden />} title="No payout fits">
      Ask for something else: the order, the amount with its day, or the last four digits of the account. Say that you find nothing under
      this, and not that nothing was paid.
    </EmptyFace>
  );
}

/** Asked once the typing pauses. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return text === "" ? "" : settled;
}
