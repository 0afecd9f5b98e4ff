import type { BalancesOutcome } from "../contract/ledger";
import { faultOfProblem, readAnswer } from "./answers";
import type { IpayClient } from "./client";
import { moneyOf } from "./mapping";
import { BalanceList } from "./wire";

/**
 * Ipay says that balances can be read, and not where: path and members here are the simulator's. Asked anywhere else it answers
 * unavailable without asking, until Ipay names the place; then this one function changes.
 */
export async function fetchIpayBalances(client: IpayClient): Promise<BalancesOutcome> {
  if (client.mode !== "simulator") {
    const message = "Ipay's documentation does not say where balances are read.";
    return { kind: "unavailable", fault: { kind: "unavailable", message, retryAfterSeconds: null, evidenceId: null } };
  }
  const exchange = await client.get({ purpose: "readBalances", path: "/balance", query: { subaccount_id: client.subaccountId } });
  const asked = readAnswer(exchange, BalanceList, client.now());
  if (asked.kind === "unavailable") return asked;
  if (asked.kind === "problem") return { kind: "unavailable", fault: faultOfProblem(asked.problem, asked.answer) };
  const balances = asked.value.payload.flatMap(({ asset, available, balance }) => {
    const amount = moneyOf(available, asset);
    return amount ? [{ accountId: client.subaccountId, available: amount, current: moneyOf(balance ?? null, asset) }] : [];
  });
  return { kind: "read", balances };
}
