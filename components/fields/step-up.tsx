"use client";

import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import type { ActionAnswer } from "@/lib/actions/answer";
import type { StepUpAsk } from "@/lib/domain/access/step-up";
import { StepUpDialog } from "./step-up-dialog";

type Ask = (ask: StepUpAsk, deed: string | undefined) => Promise<boolean>;
type Asked = { readonly ask: StepUpAsk; readonly deed: string | undefined; readonly answer: (isProven: boolean) => void };

const AskContext = createContext<Ask | null>(null);

/** Keeps the one dialog that any deed below may open. */
export function StepUpProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = useCallback<Ask>((ask, deed) => new Promise((answer) => setAsked({ ask, deed, answer })), []);
  const close = (isProven: boolean) => {
    setAsked(null);
    asked?.answer(isProven);
  };
  return (
    <AskContext value={ask}>
      {children}
      {asked ? <StepUpDialog ask={asked.ask} deed={asked.deed} onProven={() => close(true)} onClose={() => close(false)} /> : null}
    </AskContext>
  );
}

/**
 * Lets a deed demand a step-up: it is asked for, and the deed done again, as often as the server says that one is needed. Whoever
 * closes the dialog gets the refusal that opened it, so callers need to know nothing of all this.
 *
 *     const withStepUp = useStepUp();
 *     const answer = await withStepUp(() => approvePayoutAction(input), "approve 1,250.00 EUR to Anna Schmidt");
 */
export function useStepUp() {
  const ask = useContext(AskContext);
  return useCallback(
    async <T,>(act: () => Promise<ActionAnswer<T>>, deed?: string): Promise<ActionAnswer<T>> => {
      for (;;) {
        const answer = await act();
        if (answer.ok || !answer.denial.stepUp || !ask) return answer;
        if (!(await ask(answer.denial.stepUp, deed))) return answer;
      }
    },
    [ask],
  );
}
