import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { AcceptInvitation } from "@/lib/domain/access/invitation";
import { judgePassword } from "@/lib/operations/sessions/judge-password";
import { hashPassword } from "@/lib/operations/sessions/password";
import { isWelcome, openByToken } from "./find-invitation";
import { joinTeam } from "./join-team";

export type Accepting = AcceptInvitation & { readonly token: string; readonly ipAddress?: string };

/** Somebody new comes in by their link and chooses a password. They sign in with it afterwards, as everybody does. */
export async function acceptInvitation({ token, ipAddress, name, password }: Accepting): Promise<Result<{ email: string }, Denial>> {
  if (!(await isWelcome(token, ipAddress))) return failed(denial("lockedOut"));
  const invited = await openByToken(db(), token);
  if (!invited) return failed(denial("notFound", DEAD));
  const complaint = await judgePassword(password, { email: invited.email, name });
  if (complaint) return failed(denial("invalidInput", complaint, { password: [complaint] }));
  // Hashing takes its time and memory on purpose, so it is done before the transaction.
  const passwordHash = await hashPassword(password);
  try {
    return await inTransaction(async (tx) => {
      const invitation = await openByToken(tx, token);
      if (!invitation) return failed(denial("notFound", DEAD));
      const { email } = invitation;
      if (await tx.person.findUnique({ where: { email }, select: { id: true } })) {
        return failed(denial("changedMeanwhile", `${email} works here already. Sign in, and open the link again.`));
      }
      const person = { id: newId("person"), name };
      await tx.person.create({ data: { ...person, email, passwordHash } });
      const joined = await joinTeam(tx, invitation, { person, ...(ipAddress ? { ipAddress } : {}) });
      return joined.ok ? ok({ email }) : joined;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return failed(denial("changedMeanwhile"));
    throw error;
  }
}

const DEAD = "This link does not work any more. Ask whoever invited you for another.";
