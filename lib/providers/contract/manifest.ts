import type { Currency } from "@/lib/base/currency";
import type { AccountKind } from "@/lib/domain/account/address";
import type { LookSchedule } from "@/lib/domain/payout/checks";
import type { ReceiverDetails } from "./receiver";

/** Where a connection's traffic goes. `simulator` never leaves this machine. */
export type ConnectionMode = "simulator" | "sandbox" | "live";

/** Base addresses by role ("api", "auth", "webhookKeys"), without a trailing slash. */
export type Hosts = Readonly<Record<string, string>>;

export type ProviderManifest = {
  /** Stored with every payout, as text; equals the folder and the registry key; never renamed. */
  readonly id: string;
  readonly label: string;
  readonly rails: readonly string[];
  readonly currencies: readonly Currency[];
  /** Kinds of account that an open-loop payout may go to. */
  readonly accountKinds: readonly AccountKind[];
  /** How the provider keeps us from paying twice. `none` forbids any automatic resend. */
  readonly duplicateGuard: "idempotencyKey" | "uniqueReference" | "none";
  /**
   * For how long after the first sending the same order may be handed over again and is surely recognised by its key: within it,
   * sending again is the look-up of a provider that answers `cannotAsk`. Absent where the provider names no time: then never alone.
   */
  readonly replayWindowMs?: number;
  /** False where the provider cannot be asked by our own reference, neither directly nor by a list. Absent: it can. */
  readonly findsByReference?: boolean;
  /** Present where the provider lets go of a payout that it has: its own word for the status in which it does. */
  readonly cancelsWhile?: string;
  /** Present where many payouts can be read with one list. */
  readonly listsPayouts?: boolean;
  /** What a closed-loop payout names at this provider, or null where there is no closed loop. */
  readonly closedLoop: "order" | "paymentSource" | null;
  /** Longest text that reaches the receiver's statement, by currency; the provider's word, or the scheme's. */
  readonly statementTextLimit: (currency: Currency) => number;
  /** Kinds of account of which the provider can ask the receiver's bank whether a name is theirs; then connections have `verifyReceiver`. */
  readonly checksNamesOf?: readonly AccountKind[];
  /** Present where a receiver must be enrolled before being paid; then connections have `enrolReceiver`. */
  readonly enrolment?: {
    readonly receiverKinds: readonly ReceiverDetails["kind"][];
    /** What a receiver's record must hold beside name and e-mail. */
    readonly needs: readonly ("phone" | "dateOfBirth" | "postalAddress")[];
  };
  /** How many requests a second the provider allows to one account; absent where it names no limit. */
  readonly requestsPerSecond?: number;
  /** Present where its rails call for another rhythm of looks than the desk's own. */
  readonly looks?: LookSchedule;
  /** The fee is kept back from the amount: the receiver gets the amount less the fee. Absent: it is charged on top, or apart. */
  readonly feeComesOutOfAmount?: boolean;
  readonly hosts: { readonly sandbox: Hosts; readonly live: Hosts; readonly simulator: (origin: string) => Hosts };
};
