import type { BookedPayout, SimulatedAccount, SimulatedState } from "./simulator-spec";
import type { Collection } from "./simulator-store";

type Shift = { readonly available: -1n | 0n | 1n; readonly current: -1n | 0n | 1n };
type Accounts<Credentials> = Collection<SimulatedAccount<Credentials>>;

/** Whether the account can spare the amount: then it is set aside when the payout is booked. */
export function canHold<Credentials>(
  accounts: Accounts<Credentials>,
  { accountId, currency, minor }: { readonly accountId: string; readonly currency: string; readonly minor: bigint },
): boolean {
  const balance = accounts.get(accountId)?.balances[currency];
  return balance !== undefined && BigInt(balance.availableMinor) >= minor;
}

export function holdAmount<Credentials>(accounts: Accounts<Credentials>, payout: BookedPayout<unknown>): void {
  shift(accounts, payout, { available: -1n, current: 0n });
}

/** Money leaves the account when a payout settles, and is available again when it will not arrive. */
export function followMove<Credentials>(accounts: Accounts<Credentials>, before: BookedPayout<unknown>, to: SimulatedState): void {
  if (to === "settled") shift(accounts, before, { available: 0n, current: -1n });
  if (isOver(to) && before.held) shift(accounts, before, { available: 1n, current: before.state === "settled" ? 1n : 0n });
}

/** Ended without the money being with the receiver. */
export function isOver(state: SimulatedState): boolean {
  return state === "failed" || state === "cancelled" || state === "returned";
}

function shift<Credentials>(accounts: Accounts<Credentials>, payout: BookedPayout<unknown>, { available, current }: Shift): void {
  const account = accounts.get(payout.accountId);
  const balance = account?.balances[payout.currency];
  if (!account || !balance) return;
  const amount = BigInt(payout.amountMinor);
  const shifted = {
    ...balance,
    availableMinor: String(BigInt(balance.availableMinor) + available * amount),
    currentMinor: String(BigInt(balance.currentMinor) + current * amount),
  };
  accounts.put(account.accountId, { ...account, balances: { ...account.balances, [payout.currency]: shifted } });
}
