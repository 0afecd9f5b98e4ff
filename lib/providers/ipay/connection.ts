import type { ProviderConnection } from "../contract/connection";
import { judgeSend } from "../contract/faults";
import type { MerchantAccountOutcome } from "../contract/ledger";
import type { SandboxEndOutcome, SendOutcome } from "../contract/payout";
import { faultOfProblem, problemIn, readAnswer } from "./answers";
import { fetchIpayBalances } from "./balances";
import type { IpayClient } from "./client";
import { enrolReceiver, lookUpEnrolment } from "./enrolment";
import { instructionOf } from "./instruction";
import { listPayouts, lookUpById, lookUpByNumber } from "./look-up";
import { observationOfCreated } from "./mapping";
import { refusalOfPayout } from "./refusals";
import { CreatedPayout, PlainProblem, Subaccount } from "./wire";

export function connectIpay(client: IpayClient): ProviderConnection {
  return {
    async sendPayout(order): Promise<SendOutcome> {
      const instruction = instructionOf(order);
      if (instruction.kind === "stays") return instruction.outcome;
      const exchange = await client.post({ purpose: "sendPayout", path: "/payout/single", body: instruction.body });
      // The code says what happened whatever the HTTP status, so a refusal may well come with 200.
      const wrapped = exchange.kind === "answered" && exchange.status < 300 ? problemIn(exchange) : null;
      const refusal = wrapped && refusalOfPayout(wrapped);
      if (refusal && exchange.kind === "answered") return { kind: "refused", failure: refusal, evidenceId: exchange.evidenceId };
      return judgeSend(exchange, {
        now: client.now(),
        accepted: (answer) => {
          const read = readAnswer(answer, CreatedPayout, client.now());
          if (read.kind === "unavailable") return { kind: "unreadable", fault: read.fault };
          if (read.kind === "problem") return { kind: "unreadable", fault: faultOfProblem(read.problem, answer) };
          return { kind: "read", observation: observationOfCreated(read.value.payload.payout_id, order.number, answer.evidenceId) };
        },
        refused: (answer) => {
          const problem = problemIn(answer);
          return problem && refusalOfPayout(problem);
        },
        // Ipay documents no rate limit, so nothing says that it counts before it books.
        rateLimitPrecedesBooking: false,
      });
    },

    lookUpPayout: (by) =>
      by.kind === "order"
        ? lookUpByNumber(client, { number: by.order.number, firstSentAt: by.firstSentAt })
        : lookUpById(client, by.providerPayoutId),
    readBalances: () => fetchIpayBalances(client),
    enrolReceiver: (receiver) => enrolReceiver(client, receiver),
    lookUpEnrolment: (by) => lookUpEnrolment(client, by),
    listPayouts: (window) => listPayouts(client, window),
    readMerchantAccount: () => readSubaccount(client),
    ...(client.mode === "live" ? {} : { endSandboxPayout: (payout) => forceEnd(client, payout) }),
  };
}

async function readSubaccount(client: IpayClient): Promise<MerchantAccountOutcome> {
  const path = `/subaccount/${encodeURIComponent(client.subaccountId)}`;
  const asked = readAnswer(await client.get({ purpose: "readMerchantAccount", path }), Subaccount, client.now());
  if (asked.kind === "unavailable") return asked;
  if (asked.kind === "problem") return { kind: "unavailable", fault: faultOfProblem(asked.problem, asked.answer) };
  const { id, suba_name: name, business_name: business, postback_url: url } = asked.value.payload;
  return { kind: "read", account: { accountId: id, name: name || business || null, webhookUrl: url || null } };
}

type SandboxEnd = Parameters<NonNullable<ProviderConnection["endSandboxPayout"]>>[0];

/** Ipay's own helper, which knows success and failure only. */
async function forceEnd(client: IpayClient, { providerPayoutId, end }: SandboxEnd): Promise<SandboxEndOutcome> {
  const body = { id: providerPayoutId, type: "payout", status: end === "settled" ? "success" : "fail" };
  const exchange = await client.post({ purpose: "endSandboxPayout", path: "/test-helpers/status", body });
  const asked = readAnswer(exchange, PlainProblem, client.now());
  if (asked.kind === "read") return { kind: "done" };
  return { kind: "unavailable", fault: asked.kind === "problem" ? faultOfProblem(asked.problem, asked.answer) : asked.fault };
}
