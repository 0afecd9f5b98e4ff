import { type AccountAddress, accountNumberOf } from "@/lib/domain/account/address";
import { blindIndex } from "./seal";

/** By what an account is found and compared with others; null for one that has no number, since two such are not the same account. */
export function accountIndex(address: AccountAddress): Uint8Array<ArrayBuffer> | null {
  const number = accountNumberOf(address);
  return number === "" ? null : blindIndex(number);
}
