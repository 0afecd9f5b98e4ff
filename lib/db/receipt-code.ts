import { createHash, createHmac } from "node:crypto";
import { crockfordOf } from "@/lib/base/crockford";
import { VERIFY_CODE_LENGTH } from "@/lib/domain/receipt/verify-code";
import { env } from "@/lib/env";

/** What a receipt speaks of. While none of it changes, taking the receipt again gives the same one. */
export type ReceiptSubject = {
  readonly payoutId: string;
  readonly round: number;
  readonly standing: string;
  readonly stateAt: Date;
};

/** The code of a receipt: made with our secret from what the receipt speaks of, so that it is kept nowhere and nobody else can make it. */
export function receiptCode({ payoutId, round, standing, stateAt }: ReceiptSubject): string {
  const subject = ["receipt", payoutId, round, standing, stateAt.toISOString()].join(":");
  return crockfordOf(createHmac("sha256", env().nextAuthSecret).update(subject).digest().subarray(0, VERIFY_CODE_LENGTH));
}

/** Under what a code is found. Not keyed: what is on paper stays good when the secret is replaced. */
export function hashReceiptCode(code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(code).digest());
}
