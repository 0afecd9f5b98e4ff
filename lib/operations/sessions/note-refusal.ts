import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import type { SignInMethod } from "@/lib/domain/access/sign-in";
import type { Signer } from "./find-signer";
import type { Browser } from "./open-session";

export type Refusal = { readonly signer: Signer | null; readonly method: SignInMethod; readonly browser: Browser };

/** For a person we know, in the books of every merchant they work for. An address that is nobody's has no books. */
export async function noteRefusal({ signer, method, browser: { ipAddress } }: Refusal): Promise<void> {
  if (!signer) return;
  await inTransaction(async (tx) => {
    for (const merchantId of signer.merchantIds) {
      await writeAudit(tx, {
        actor: { kind: "system", name: "Sign-in", merchantId },
        event: "session.refused",
        subject: { kind: "person", id: signer.personId },
        details: { method },
        ...(ipAddress ? { ipAddress } : {}),
      });
    }
  });
}
