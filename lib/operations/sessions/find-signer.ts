import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { passwordInForce } from "@/lib/db/password-in-force";
import { type HeldRole, heldRole } from "@/lib/domain/access/roles";

/** Who stands at the door. `home` is where they go in: null for whoever is disabled or works nowhere, whatever else they know. */
export type Signer = {
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly home: ({ readonly merchantId: string } & HeldRole) | null;
  /** Every merchant whose books tell of this person. */
  readonly merchantIds: readonly string[];
};

export async function findSigner(where: Prisma.PersonWhereUniqueInput): Promise<Signer | null> {
  const person = await db().person.findUnique({
    where,
    include: { memberships: { orderBy: { createdAt: "asc" }, include: { held: true } }, ssoLinks: { select: { issuer: true } } },
  });
  if (!person) return null;
  const { id: personId, email, name, memberships } = person;
  const first = person.disabledAt ? undefined : memberships.find(({ disabledAt }) => disabledAt === null);
  const home = first ? { merchantId: first.merchantId, ...heldRole(first.held) } : null;
  return { personId, email, name, passwordHash: passwordInForce(person), home, merchantIds: memberships.map((one) => one.merchantId) };
}
