import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { judgePassword } from "@/lib/operations/sessions/judge-password";
import { hashPassword } from "@/lib/operations/sessions/password";

export type AddPerson = {
  readonly email: string;
  readonly name: string;
  /** The key of one of the merchant's roles. */
  readonly role: string;
  /** For someone new; without it they cannot sign in with a password. Someone who is known keeps what they have. */
  readonly password?: string;
};

/** `isNew`: nobody had this e-mail address before. Someone who works for another merchant already only joins this one too. */
export type AddedPerson = { readonly personId: string; readonly isNew: boolean };

type Operator = Extract<Actor, { kind: "system" }>;

/** Lets somebody in by the operator at the machine, who needs no second person. Admins invite: see invite-person. */
export async function addPerson(operator: Operator, input: AddPerson): Promise<Result<AddedPerson, Denial>> {
  const { password } = input;
  const complaint = password === undefined ? null : await judgePassword(password, input);
  if (complaint) return failed(denial("invalidInput", complaint));
  // Hashing takes its time and memory on purpose, so it is done before the transaction.
  const passwordHash = password === undefined ? null : await hashPassword(password);
  try {
    return await join(operator, { ...input, passwordHash });
  } catch (error) {
    if (isUniqueViolation(error)) return failed(denial("changedMeanwhile"));
    throw error;
  }
}

type Joining = Pick<AddPerson, "email" | "name" | "role"> & { readonly passwordHash: string | null };

function join(actor: Operator, { name, role, passwordHash, ...typed }: Joining): Promise<Result<AddedPerson, Denial>> {
  const email = typed.email.trim().toLowerCase();
  const { merchantId } = actor;
  return inTransaction(async (tx) => {
    const known = await tx.person.findUnique({ where: { email }, include: { memberships: { where: { merchantId } } } });
    if (known?.disabledAt) return failed(denial("invalidInput", `${email} is disabled.`));
    const wanted = await tx.role.findUnique({ where: { merchantId_key: { merchantId, key: role } }, select: { key: true } });
    if (!wanted) return failed(denial("invalidInput", `There is no role "${role}" here.`));
    if (known && known.memberships.length > 0) return failed(denial("invalidInput", `${email} is a member already.`));

    const personId = known?.id ?? newId("person");
    if (!known) await tx.person.create({ data: { id: personId, email, name, passwordHash } });
    await tx.membership.create({ data: { id: newId("membership"), merchantId, personId, role } });
    await writeAudit(tx, { actor, event: "person.created", subject: { kind: "person", id: personId }, details: { email, role } });
    return ok({ personId, isNew: !known });
  });
}
