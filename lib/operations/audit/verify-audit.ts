import type { AuditLine, BrokenAt, Checkpoint } from "@/lib/domain/audit/chain";
import { readChain } from "@/lib/domain/audit/chain";
import { isSigned } from "./checkpoint-keys";
import { sha256 } from "./sha256";

export type VerifyAudit = {
  readonly lines: AsyncIterable<AuditLine> | Iterable<AuditLine>;
  /** Of any merchants; those of others than the lines' are passed over. */
  readonly checkpoints: readonly Checkpoint[];
  /** Whose signature counts, in PEM. */
  readonly publicKey: string;
  readonly merchantId: string;
};

export type AuditVerdict = {
  /** Entries that are as they were sealed, from the first on. */
  readonly sound: number;
  /** Checkpoints with our signature that were held against the trail. */
  readonly signed: number;
  readonly broken: BrokenAt | null;
};

/** Reads a trail from its first entry on and names the first that is not what it was. Constant memory. */
export async function verifyAudit({ lines, checkpoints, publicKey, merchantId }: VerifyAudit): Promise<AuditVerdict> {
  const signed = checkpoints.filter((one) => one.merchantId === merchantId && isSigned(one, publicKey));
  const chain = readChain({ sha256, checkpoints: signed });
  for await (const line of lines) {
    const broken = chain.next(line);
    if (broken) return { sound: chain.head.sequence, signed: signed.length, broken };
  }
  return { sound: chain.head.sequence, signed: signed.length, broken: chain.end() };
}
