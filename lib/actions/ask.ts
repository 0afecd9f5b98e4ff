"use server";

import { headers } from "next/headers";
import { ipAddressOf } from "@/lib/auth/ip-address";
import { AskAnswer } from "@/lib/domain/receiver/ask";
import { answerAsk } from "@/lib/operations/receivers/answer-ask";
import { type ActionAnswer, withInput } from "./answer";

/** The receiver's own page: nobody is signed in here, so the link alone decides. */
export async function answerAskAction(token: unknown, input: unknown): Promise<ActionAnswer<null>> {
  const ipAddress = ipAddressOf(await headers());
  const link = typeof token === "string" ? token.slice(0, 200) : "";
  return withInput(AskAnswer, input, (answer) => answerAsk({ token: link, ipAddress, answer }));
}
