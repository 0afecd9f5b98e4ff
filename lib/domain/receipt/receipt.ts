import type { Money } from "@/lib/base/money";
import type { Standing } from "@/lib/domain/payout/standing";

/** Everything that a receipt says of a payout, as it stood when the receipt was first made. */
export type Receipt = {
  readonly number: string;
  readonly merchantName: string;
  /** The merchant's: times are written in it, with its name. */
  readonly timeZone: string;
  readonly amount: Money;
  readonly receiverName: string;
  readonly accountMasked: string | null;
  readonly reference: string;
  readonly providerLabel: string;
  readonly providerPayoutId: string | null;
  readonly traceId: string | null;
  readonly standing: Standing;
  readonly stateAt: Date;
  readonly madeAt: Date;
  /** As `readVerifyCode` gives it. */
  readonly code: string;
  /** Where this desk is reached, to say where the code is typed. */
  readonly origin: string;
};
