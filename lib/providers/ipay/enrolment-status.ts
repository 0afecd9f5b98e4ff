import type { Enrolment, EnrolmentStatus } from "../contract/receiver";
import { cardLabel } from "./virtual-card";
import type { Receiver, ReceiverAccount } from "./wire";

/** Ipay's words, by its numbers for them. */
const RECEIVER_WORDS = ["creating", "pending", "active", "inactive", "failed"];
const KYC_WORDS = ["pending", "completed", "failed"];

/** How far a receiver and their account are, read together: the first thing in the way decides. */
export function enrolmentOf(receiver: Receiver, account: ReceiverAccount | null): Enrolment {
  const words = {
    receiver: wordOf(receiver.status, RECEIVER_WORDS),
    kyc: wordOf(receiver.kyc_status, KYC_WORDS),
    account: wordOf(account?.status),
    confirmed: wordOf(account?.confirm_status),
  };
  const { status, nextStep } = judge(words, account);
  const label = account && cardLabel(account);
  return {
    providerReceiverId: receiver.id,
    providerAccountId: account?.id ?? null,
    status,
    providerStatus: `receiver ${words.receiver}, kyc ${words.kyc}${account ? `, account ${words.account}, ${words.confirmed}` : ""}`,
    nextStep,
    ...(label ? { accountLabel: label } : {}),
  };
}

type Words = { readonly receiver: string; readonly kyc: string; readonly account: string; readonly confirmed: string };
type Step = { readonly status: EnrolmentStatus; readonly nextStep: string | null };

function judge({ receiver, kyc, account, confirmed }: Words, found: ReceiverAccount | null): Step {
  if (receiver === "failed")
    return { status: "refused", nextStep: "Ipay refused this receiver. Ask Ipay why; nothing can be paid to them there." };
  if (kyc === "failed") return { status: "refused", nextStep: "The receiver did not pass Ipay's identity check. Ask Ipay why." };
  if (account === "failed") return { status: "refused", nextStep: "Ipay refused this account. Check its numbers with the receiver." };
  if (kyc === "pending")
    return {
      status: "needsReceiver",
      nextStep: "The receiver has to open the link that Ipay e-mailed, confirm their details and upload their documents.",
    };
  if (found && confirmed === "unconfirmed")
    return { status: "needsReceiver", nextStep: "The receiver has to confirm the account: Ipay asked them by e-mail or text message." };
  if (receiver === "inactive") return { status: "pending", nextStep: "Ipay has made this receiver inactive. Ask Ipay to activate them." };
  if (receiver === "creating" || receiver === "pending") return { status: "pending", nextStep: "Ipay is still setting the receiver up." };
  if (!found) return { status: "pending", nextStep: "The account that the money goes to has to be added." };
  if (receiver === "active" && kyc === "completed" && confirmed === "confirmed") return { status: "ready", nextStep: null };
  return { status: "pending", nextStep: "Ipay describes this receiver in words that we do not know. Ask Ipay what they mean." };
}

/** Ipay's word in one spelling; "" where it said nothing. */
function wordOf(said: string | null | undefined, byNumber: readonly string[] = []): string {
  const word = (said ?? "")
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  return /^\d$/.test(word) ? (byNumber[Number(word)] ?? word) : word;
}
