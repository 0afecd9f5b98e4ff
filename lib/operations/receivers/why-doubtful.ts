import { type Denial, denial } from "@/lib/domain/access/denial";
import type { AccountAddress } from "@/lib/domain/account/address";
import { plausibilityWarnings } from "@/lib/domain/account/plausibility";

export type DoubtfulAccount = { readonly address: AccountAddress; readonly confirmedDoubts?: readonly string[] };

/**
 * What is unlikely about an account and was not yet said to be right, as a refusal that names it; null when nothing is. Sentences and not
 * a tick: who confirms has seen exactly these. `path` is where the form has the account.
 */
export function whyDoubtful({ address, confirmedDoubts = [] }: DoubtfulAccount, path: string): Denial | null {
  const open = plausibilityWarnings(address).filter((doubt) => !confirmedDoubts.includes(doubt));
  return open.length === 0 ? null : denial("accountDoubtful", open.join(" "), { [path]: open });
}
