import type { ProviderConnection } from "@/lib/providers/contract/connection";
import type { Fault } from "@/lib/providers/contract/fault";
import { type HealthOf, recordAnswer, recordFault } from "./record-health";

type Outcome = { readonly kind: string; readonly fault?: Fault };

/** Kinds of outcome for which nobody was asked. */
const NOBODY_ASKED = new Set(["cannotAsk", "notPossible"]);

/** The same connection, with every end noted in its health: what answers and what does not is learnt from real traffic alone. */
export function watchConnection(row: HealthOf, bare: ProviderConnection): ProviderConnection {
  const noted = async <T extends Outcome>(asked: Promise<T>): Promise<T> => {
    const outcome = await asked;
    await note(row, outcome);
    return outcome;
  };
  // A product of its own at the providers, with permissions of its own: that names cannot be asked for says nothing about paying, and
  // must not hold it. Only a wish to be left alone is meant for all traffic.
  const notedAside = async <T extends Outcome>(asked: Promise<T>): Promise<T> => {
    const outcome = await asked;
    if (outcome.fault?.kind === "rateLimited") await note(row, outcome);
    return outcome;
  };
  const {
    cancelPayout,
    readBalances,
    listPaymentSources,
    verifyReceiver,
    enrolReceiver,
    lookUpEnrolment,
    listPayouts,
    listTransactions,
    readMerchantAccount,
  } = bare;
  return {
    ...bare,
    sendPayout: (order) => noted(bare.sendPayout(order)),
    lookUpPayout: (by) => noted(bare.lookUpPayout(by)),
    ...(cancelPayout && { cancelPayout: (id) => noted(cancelPayout(id)) }),
    ...(readBalances && { readBalances: () => noted(readBalances()) }),
    ...(listPaymentSources && { listPaymentSources: (by) => noted(listPaymentSources(by)) }),
    ...(verifyReceiver && { verifyReceiver: (account) => notedAside(verifyReceiver(account)) }),
    ...(enrolReceiver && { enrolReceiver: (receiver) => noted(enrolReceiver(receiver)) }),
    ...(lookUpEnrolment && { lookUpEnrolment: (by) => noted(lookUpEnrolment(by)) }),
    ...(listPayouts && { listPayouts: (window) => noted(listPayouts(window)) }),
    ...(listTransactions && { listTransactions: (window) => noted(listTransactions(window)) }),
    ...(readMerchantAccount && { readMerchantAccount: () => noted(readMerchantAccount()) }),
  } satisfies ProviderConnection;
}

async function note(row: HealthOf, { kind, fault }: Outcome): Promise<void> {
  if (NOBODY_ASKED.has(kind)) return;
  try {
    await (fault ? recordFault(row, fault) : recordAnswer(row));
  } catch {
    // What a provider said about money must reach whoever asked, even when this note about its health cannot be kept.
  }
}
