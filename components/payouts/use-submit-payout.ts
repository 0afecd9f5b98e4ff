"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { confirmDone } from "@/components/ui/toast-queue";
import { submitPayoutAction } from "@/lib/actions/payouts";
import type { Denial } from "@/lib/domain/access/denial";
import type { OrderOfDraft } from "@/lib/domain/payout/draft";

/** Why it was not made. `lost`: no answer came, so it may have been made; trying again with the same key makes no second one. */
export type SubmitRefusal = { readonly kind: "denied"; readonly denial: Denial } | { readonly kind: "lost" };

export type Submission = { readonly order: OrderOfDraft; readonly submissionKey: string };

type SubmitCares = {
  onMade: () => void;
  /** True when the fields themselves say what has to change, so that it need not be said again above them. */
  takesDenial: (denial: Denial) => boolean;
};

/** Sends the order under the draft's key. Pressed twice, reloaded or sent again after a lost answer, it leads to the same payout. */
export function useSubmitPayout({ onMade, takesDenial }: SubmitCares) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [refusal, setRefusal] = useState<SubmitRefusal | null>(null);

  const submit = ({ order, submissionKey }: Submission) => {
    setRefusal(null);
    start(async () => {
      const answer = await send({ order, submissionKey });
      if (answer.kind === "made") {
        onMade();
        confirmDone(answer.replayed ? "This payout had been made already: here it is" : "The payout is made and waits for a checker");
        // Replaced, not pushed: the way back must not lead into a form that has done its work.
        router.replace(`/payouts/${answer.number}`);
        return;
      }
      if (answer.kind === "denied" && takesDenial(answer.denial)) return;
      setRefusal(answer);
    });
  };
  return { submit, isPending, refusal, forget: () => setRefusal(null) };
}

async function send({ order, submissionKey }: Submission): Promise<{ kind: "made"; number: string; replayed: boolean } | SubmitRefusal> {
  try {
    const answer = await submitPayoutAction({ ...order, submissionKey });
    return answer.ok
      ? { kind: "made", number: answer.value.number, replayed: answer.value.replayed }
      : { kind: "denied", denial: answer.denial };
  } catch {
    // The network or the server broke off in the middle: whether it was made is not known here, and must not be claimed.
    return { kind: "lost" };
  }
}
