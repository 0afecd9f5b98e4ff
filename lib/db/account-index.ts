import { type AccountAddress, accountNumberOf } from "@/lib/domain/account/address";
import { accountNumberParts } from "@/lib/domain/account/number-parts";
import { canonicalWallet } from "@/lib/domain/account/wallet-checks";
import { blindIndex, exactIndex } from "./seal";

/** By what an account is found and compared with others; null for one that has no number, since two such are not the same account. */
export function accountIndex(address: AccountAddress): Uint8Array<ArrayBuffer> | null {
  if (address.kind === "wallet") return walletIndex(address.address);
  const number = accountNumberOf(address);
  return number === "" ? null : blindIndex(number);
}

/** Case is part of some chains' addresses: two that differ in it alone are two wallets. */
export function walletIndex(address: string): Uint8Array<ArrayBuffer> {
  return exactIndex(`wallet:${canonicalWallet(address)}`);
}

/** By what an account is found besides: what people say of it without bank or branch. Never a proof that two are the same. */
export function partIndexes(address: AccountAddress): Uint8Array<ArrayBuffer>[] {
  return accountNumberParts(address).map(blindIndex);
}
