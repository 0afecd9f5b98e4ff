import { newId, randomText } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import type { Connection, Merchant, Person } from "@/lib/db/generated/client";
import { seal } from "@/lib/db/seal";
import type { Actor } from "@/lib/domain/access/actor";
import { isRole, type Role } from "@/lib/domain/access/permissions";
import { builtInRole } from "@/lib/domain/access/roles";
import { type ApprovalPolicy, DEMO_POLICY } from "@/lib/domain/approval/policy";
import { hashPassword } from "@/lib/operations/sessions/password";

/**
 * Legal rows for tests, written past the operations: what they make, the operations could have made. Everything not given is made
 * up, with names that never collide, so that tests of one database may run beside each other.
 */

export type TestPerson = Person & { readonly role: Role };
/** The demo's, but for accounts: what a test puts on file is paid at once, unless the test is about second people. */
const TRUSTING_POLICY: ApprovalPolicy = { ...DEMO_POLICY, accounts: { confirmNew: false, confirmChanged: false, coolOffHours: 0 } };

export async function aMerchant(
  db: Tx,
  { slug = `m-${randomText(8).toLowerCase()}`, name = "Test merchant", policy = TRUSTING_POLICY }: MerchantWish = {},
): Promise<Merchant> {
  const policies = { create: { version: 1, state: "active", body: { ...policy }, draftedByName: "Counterfoil" } };
  return db.merchant.create({ data: { id: newId("merchant"), slug, name, policies } });
}
type MerchantWish = { slug?: string; name?: string; policy?: ApprovalPolicy };

/** Without `password` the person has none and cannot sign in: hashing costs more than the rest of most tests. */
export async function aPerson(db: Tx, { merchant, role, name, email, password, disabledAt = null }: PersonWish): Promise<TestPerson> {
  const id = newId("person");
  const person = await db.person.create({
    data: {
      id,
      email: email ?? `${role}-${randomText(8).toLowerCase()}@test.test`,
      name: name ?? `${role.charAt(0).toUpperCase()}${role.slice(1)} ${randomText(4)}`,
      passwordHash: password === undefined ? null : await hashPassword(password),
      disabledAt,
    },
  });
  await db.membership.create({ data: { id: newId("membership"), merchantId: merchant.id, personId: id, role } });
  return { ...person, role };
}
type PersonWish = {
  merchant: Pick<Merchant, "id">;
  role: Role;
  name?: string;
  email?: string;
  password?: string;
  disabledAt?: Date | null;
};

/** The person as the doors would hand them to an operation. */
export function actorOf(
  person: Pick<Person, "id" | "name"> & { role: string },
  merchant: Pick<Merchant, "id">,
): Actor & { kind: "person" } {
  if (!isRole(person.role)) throw new Error(`There is no role "${person.role}".`);
  return { kind: "person", personId: person.id, name: person.name, merchantId: merchant.id, ...builtInRole(person.role) };
}

/** `settings` are sealed as they are given; hand in the provider's own where the test connects to a simulator. */
export async function aConnection(
  db: Tx,
  { merchant, provider = "truelayer", name, mode = "simulator", state = "active", settings = {} }: ConnectionWish,
): Promise<Connection> {
  const id = newId("connection");
  const { sealed, keyId } = seal(JSON.stringify(settings), id);
  return db.connection.create({
    data: {
      id,
      merchantId: merchant.id,
      provider,
      name: name ?? `${provider}-${randomText(6).toLowerCase()}`,
      mode,
      state,
      settingsSealed: sealed,
      settingsKeyId: keyId,
    },
  });
}
type ConnectionWish = {
  merchant: Pick<Merchant, "id">;
  provider?: string;
  name?: string;
  mode?: "simulator" | "sandbox" | "live";
  state?: "active" | "disabled";
  settings?: Record<string, unknown>;
};
